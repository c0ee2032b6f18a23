"""`ccin search rebuild`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ccin.access.actor import Actor
from ccin.journeys.operations.rebuild_index import rebuild_index


class Command(BaseCommand):
    help = (
        "Make the search index anew from the records: resources, questions, members and their "
        "people. Everything stays findable meanwhile; it may be run again at any time. The worker "
        "keeps the index right by itself; this is for after a change of how words are read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=["rebuild"])

    def handle(self, *args: Any, task: str, **options: Any) -> None:
        weighed = rebuild_index(by=Actor.command("search-rebuild"), tell=self._tell)
        self.stdout.write(f"Entries weighed: {weighed}.")

    def _tell(self, done: int, total: int = 0, words: str = "") -> None:
        if total >= 1000 and done % 1000 == 0:
            self.stdout.write(f"{done} of {total}")
