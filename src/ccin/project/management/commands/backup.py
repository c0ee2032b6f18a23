"""`ccin backup`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccin.project.backup import back_up


class Command(BaseCommand):
    help = (
        "Write the database and all files to one archive, each part with its hash. The archive "
        "is as confidential as the database. Example: ccin backup /backups/2026-11-23.tar.gz"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *args: object, **options: Any) -> None:
        target: Path = options["archive"]
        if target.exists():
            raise CommandError(f"{target} exists already. Choose another name.")
        back_up(target, tell=self.stderr.write)
        self.stderr.write(f"Written: {target}")
