"""`ccin export`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccin.project.export import export_everything


class Command(BaseCommand):
    help = (
        "Write everything the network keeps to a new folder, as CSV and JSON with the columns "
        "explained. It holds personal data. Example: ccin export /safe/place/2026-11-23"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: object, **options: Any) -> None:
        try:
            export_everything(options["folder"], tell=self.stderr.write)
        except FileExistsError as refusal:
            raise CommandError(f"{options['folder']} exists already. Choose another.") from refusal
