"""`ccin retention` and `ccin retention --do`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ccin.access.actor import Actor
from ccin.journeys.operations.retention import (
    ask_for_retention,
    count_what_would_go,
    let_go,
)
from ccin.journeys.reads.retention import Found, dry_run
from ccin.kernel.clock import today


class Command(BaseCommand):
    help = (
        "Show, class by class, what has been kept long enough: how many, since when, examples by "
        "key. Nothing is changed but for a note of the count. With --do it is let go, by batches; "
        "stop it and run it again as you like."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--do", action="store_true", help="let it go; it cannot be undone")

    def handle(self, *args: Any, do: bool, **options: Any) -> None:
        by = Actor.command("retention")
        for found in dry_run(today()):
            self.stdout.write(self._line(found))
        if not do:
            count_what_would_go(by=by)
            self.stdout.write("Nothing was changed. Add --do to let it go.")
            return
        ask_for_retention(by=by)
        run = let_go(by=by)
        assert run
        total = ", ".join(f"{key} {number}" for key, number in run.counts.items())
        self.stdout.write(f"Let go: {total or 'nothing'}")

    def _line(self, found: Found) -> str:
        months = found.keeping.months
        kept = f"{months} month{'' if months == 1 else 's'}" if months else "until they are over"
        proposal = " (a proposal)" if found.keeping.is_proposal else ""
        line = f"{found.keeping.key}: {found.count} to be {found.fate}; kept {kept}{proposal}"
        if not found.count:
            return line
        return f"{line}; oldest of {found.oldest}; such as {', '.join(found.examples)}"
