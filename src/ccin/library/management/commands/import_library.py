"""A list of resources brought into the library."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.kernel.errors import Refused
from ccin.library.imports.columns import COLUMNS, template
from ccin.library.models import Import
from ccin.library.operations.import_plan import Plan, Wishes, plan_import
from ccin.library.operations.imports import (
    bring_in,
    chosen_before,
    start_import_from_disk,
)
from ccin.library.operations.indexing import index_due
from ccin.library.states.resources import ResourceKind, Visibility
from ccin.search.operations import weigh_due

SHOWN = 50  # problems, remarks and names, before the rest is only counted
EVERY = 2_000  # rows between two words of progress

HELP = """Bring case studies, reports and the rest into the library from a list.

  ccin import-library --template > list.csv        every column, with an example row
  ccin import-library list.csv --dry-run           show what would change; change nothing
  ccin import-library list.csv                     bring it in, published with its dates
  ccin import-library site.xml --drafts            as drafts, for an editor to look at
  ccin import-library docs.jsonl --list trec       a collection: _id, title, text

A list is CSV (UTF-8 or Western European; comma, semicolon or tab), XLSX, JSON lines or a WordPress
export; what it is, its content says. A title or a text is enough. The same list again changes
nothing; a row that says something new becomes the resource's next release; broken off, run it
again. Any faulty row and nothing is brought in, unless --leave-out-faulty. When it ends, all of it
can be found. Exit codes: 0 done, 1 refused (it names the row and the reason)."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "Columns:\n" + "\n".join(
            f"  {name:<14}{column.help}" for name, column in COLUMNS.items()
        )
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--template", action="store_true", help="write an empty list")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument("--drafts", action="store_true", help="do not publish")
        parser.add_argument("--list", default="", help="what the list is called; else the file")
        parser.add_argument("--kind", choices=ResourceKind.values, default=ResourceKind.REPORT)
        parser.add_argument(
            "--visibility",
            choices=[Visibility.PUBLIC.value, Visibility.MEMBERS.value],
            default=Visibility.PUBLIC.value,
        )
        parser.add_argument(
            "--leave-out-faulty", action="store_true", help="bring in the rows without faults"
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        if options["template"]:
            sys.stdout.buffer.write(template())
            sys.stdout.flush()
            return
        if file is None:
            raise CommandError("Name the file that is to be brought in.")
        list_name = " ".join((options["list"] or file.stem).split())[:100]
        wishes = Wishes(
            list_name=list_name,
            publish=not options["drafts"],
            kind=options["kind"],
            visibility=options["visibility"],
            leave_out_faulty=options["leave_out_faulty"],
            chosen=chosen_before(list_name),
        )
        try:
            with file.open("rb") as opened:
                self._bring(file.name, opened, wishes, dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None

    def _bring(self, name: str, file: BinaryIO, wishes: Wishes, *, dry_run: bool) -> None:
        plan = plan_import(file, wishes, tell=self._tell)
        self._show(plan)
        if plan.problem_count and not wishes.leave_out_faulty:
            raise CommandError(
                f"{plan.problem_count:,} faults: nothing is brought in. Put them right, or leave "
                "these rows out with --leave-out-faulty."
            )
        if dry_run:
            self._sum_up("Would be", plan.counts)
            return
        by = Actor.command("import-library")
        brought = start_import_from_disk(name, wishes, by=by)
        brought.rows = plan.rows
        bring_in(brought, file, tell=self._tell, by=by)
        brought = Import.objects.get(pk=brought.pk)
        index_due(by=by, tell=self._tell)
        weigh_due(by=by, tell=self._tell)
        self._sum_up("Rows", brought.counts)

    def _tell(self, done: int, total: int = 0, words: str = "") -> None:
        if done and done % EVERY == 0:
            of = f" of {total:,}" if total else ""
            self.stderr.write(words or f"{done:,}{of} made ready to be found")

    def _show(self, plan: Plan) -> None:
        for heading in plan.not_read[:SHOWN]:
            self.stderr.write(f"The column “{heading}” is not read.")
        for one in plan.unknown[:SHOWN]:
            near = ", ".join(label for _key, label in one.suggestions)
            hint = f" Near to it: {near}." if near else ""
            self.stderr.write(f"{one.column}: “{one.name}” is not known, {one.rows} rows.{hint}")
        for problem in [*plan.problems[:SHOWN], *plan.remarks[:SHOWN]]:
            self.stderr.write(str(problem))
        for count, words in ((plan.problem_count, "faults"), (plan.remark_count, "remarks")):
            if count > SHOWN:
                self.stderr.write(f"… {count:,} {words} in all.")

    def _sum_up(self, words: str, counts: Any) -> None:
        told = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items())
        self.stdout.write(f"{words}: {told or 'nothing'}.")
