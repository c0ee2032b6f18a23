"""`ccin restore`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccin.kernel.errors import Refused
from ccin.project.backup import restore


class Command(BaseCommand):
    help = (
        "Bring a backup back into an empty, migrated database, on SQLite or PostgreSQL, whichever "
        "it came from. Checks every hash first. Example: ccin migrate && ccin restore FILE"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *args: object, **options: Any) -> None:
        try:
            restore(options["archive"], tell=self.stderr.write)
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write("Restored. Check it with: ccin audit verify, ccin figures")
