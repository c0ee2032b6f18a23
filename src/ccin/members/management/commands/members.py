"""The membership list in and out."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.exports import FORMATS
from ccin.members.imports.rows import COLUMNS, template
from ccin.members.imports.tables import Table, read_table
from ccin.members.operations import (
    ExportWanted,
    Plan,
    export_members,
    import_members,
    plan_import,
)

SHOWN = 50  # steps and problems of a plan, before the rest is only counted

HELP = """Import and export organisations, people and memberships.

  ccin members template > members.csv          every column, with an example row
  ccin members import members.csv --dry-run    show what would change; change nothing
  ccin members import members.csv --apply      change it: all of it, or nothing at all
  ccin members export --format xlsx > all.xlsx public columns; --private adds people and notes

A file is CSV (UTF-8 or Western European, comma, semicolon or tab) or XLSX. Importing a file again
changes nothing. Exit codes: 0 done, 1 refused (it names the row and the reason)."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "Columns:\n" + "\n".join(
            f"  {name:<16}{column.help}" for name, column in COLUMNS.items()
        )
        commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
        importing = commands.add_parser("import", help="bring a membership list in")
        importing.add_argument("file", type=Path)
        importing.add_argument("--as-at", type=date.fromisoformat, metavar="DATE")
        how = importing.add_mutually_exclusive_group(required=True)
        how.add_argument("--dry-run", action="store_true", help="only show what would change")
        how.add_argument("--apply", action="store_true", help="change it")
        exporting = commands.add_parser("export", help="write the membership of a day")
        exporting.add_argument("--format", choices=sorted(FORMATS), default="csv")
        exporting.add_argument("--on", type=date.fromisoformat, metavar="DATE")
        exporting.add_argument("--private", action="store_true", help="with people and notes")
        commands.add_parser("template", help="write an empty list with every column")

    def handle(self, *args: Any, command: str, **options: Any) -> None:
        if command == "template":
            self._out(template())
        elif command == "export":
            day, kind = options["on"] or today(), options["format"]
            wanted = ExportWanted(on=day, as_file=kind, private=options["private"])
            self._export(wanted)
        else:
            self._import(**options)

    def _export(self, wanted: ExportWanted) -> None:
        try:
            self._out(export_members(wanted, by=Actor.command("members-export")))
        except Refused as refused:
            raise CommandError(str(refused)) from None

    def _import(self, *, file: Path, as_at: date | None, apply: bool, **options: Any) -> None:
        try:
            table = read_table(file.name, file.read_bytes())
            plan = self._apply(table, as_at) if apply else plan_import(table, as_at=as_at)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self._show(plan, done=apply)

    def _apply(self, table: Table, as_at: date | None) -> Plan:
        by = Actor.command("members-import")
        return import_members(table, as_at=as_at, progress=self._progress, by=by)

    def _progress(self, done: int, of: int) -> None:
        if done and done % 500 == 0:
            self.stderr.write(f"{done:,} of {of:,} changes …")

    def _show(self, plan: Plan, *, done: bool) -> None:
        for step in plan.steps[:SHOWN]:
            self.stdout.write(f"Row {step.line}: {step.what}")
        if len(plan.steps) > SHOWN:
            self.stdout.write(f"… and {len(plan.steps) - SHOWN:,} more.")
        for heading in plan.not_read:
            self.stderr.write(f"The column “{heading}” is not read.")
        for problem in plan.problems[:SHOWN]:
            self.stderr.write(str(problem))
        if plan.problems:
            raise CommandError(f"{len(plan.problems):,} problems: nothing can be changed yet.")
        words = "Changed" if done else "Would change"
        counts = ", ".join(f"{verb.replace('_', ' ')} {n:,}" for verb, n in plan.counts.items())
        self.stdout.write(f"{plan.rows:,} rows read. {words}: {counts or 'nothing'}.")

    def _out(self, content: bytes) -> None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
