"""The register of public authorities on the command line."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.register.imports.facts import FACTS
from ccin.register.imports.official import LAYOUTS, plan_import
from ccin.register.imports.plans import Plan
from ccin.register.imports.tiles import compute_tiles, write_tiles
from ccin.register.operations import import_official, load_facts
from ccin.register.reads import find_authorities, find_parishes

SHOWN = 50  # changes, faults and rows left out, before the rest is only counted

HELP = """The UK's public authorities: find them, bring them up to date, place them on the map.

  ccin register load                        load the facts that come with ccin, unless they are
  ccin register refresh                     load them again; what staff or a file set stays
  ccin register find "Rhonda Cynon Taff"    which authority is meant, and how it was recognised
  ccin register import outturn FILE --dry-run     show what an official file would change
  ccin register import outturn FILE --apply       change it: all of it, or nothing at all
  ccin register tiles                       compute the tile map anew (development only, minutes)

Exit codes: 0 done, 1 refused (it names the row and the reason), 2 not understood."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "Layouts of `import`, and the columns they need:\n" + "\n".join(
            f"  {kind:<12}{layout.label}: {layout.columns}" for kind, layout in LAYOUTS.items()
        )
        commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
        commands.add_parser("load", help="load the project's facts, unless they are loaded")
        commands.add_parser("refresh", help="load the project's facts again")
        finding = commands.add_parser("find", help="recognise an authority or a parish by name")
        finding.add_argument("name", nargs="+")
        finding.add_argument("--on", type=date.fromisoformat, metavar="DATE")
        importing = commands.add_parser("import", help="bring an official file in")
        importing.add_argument("kind", choices=LAYOUTS)
        importing.add_argument("file", type=Path)
        how = importing.add_mutually_exclusive_group(required=True)
        how.add_argument("--dry-run", action="store_true", help="only show what would change")
        how.add_argument("--apply", action="store_true", help="change it")
        tiles = commands.add_parser("tiles", help="compute the tile map (needs scipy)")
        tiles.add_argument("--on", type=date.fromisoformat, metavar="DATE")
        tiles.add_argument("--output", type=Path, default=FACTS / "tiles.csv")

    def handle(self, *args: Any, command: str, **options: Any) -> None:
        if command in {"load", "refresh"}:
            self._say("Loading the register’s facts …")
            loaded = load_facts(again=command == "refresh", by=Actor.command(f"register-{command}"))
            self._say(f"{loaded.created} rows created, {loaded.changed} brought up to date.")
        elif command == "find":
            self._find(" ".join(options["name"]), options["on"] or today())
        elif command == "import":
            self._import(options["kind"], options["file"], apply=options["apply"])
        else:
            self._tiles(options["on"] or today(), options["output"])

    def _say(self, words: str) -> None:
        """Progress goes beside the output, which belongs to whoever reads it."""
        self.stderr.write(words)

    def _find(self, name: str, day: date) -> None:
        found, parishes = find_authorities(name, on=day), find_parishes(name)
        for answer in found:
            gone = "" if answer.exists else " (not in being on that day)"
            meant = " ←" if answer.is_meant else ""
            authority = answer.authority
            self.stdout.write(f"{authority.key}: {authority.name}{gone}, {answer.why}{meant}")
        for parish in parishes:
            place = parish.parish
            self.stdout.write(f"{place.gss_code}: {place.name}, parish in {place.authority}")
        if not found and not parishes:
            raise CommandError(f"No authority or parish is called anything like “{name}”.")

    def _import(self, kind: str, path: Path, *, apply: bool) -> None:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        try:
            self._say(f"Reading {path.name} …")
            plan = plan_import(kind, content)
            self._show(plan)
            if plan.faults:
                wrong = "1 row is" if len(plan.faults) == 1 else f"{len(plan.faults)} rows are"
                raise CommandError(f"{wrong} wrong. Nothing was changed.")
            if apply:
                by = Actor.command("register-import")
                import_official(kind, content, digest=plan.digest, by=by)
                self._say(f"{len(plan.changes)} changes made.")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _show(self, plan: Plan) -> None:
        lines = [f"{plan.rows} rows read, {len(plan.changes)} changes."]
        for change in plan.changes[:SHOWN]:
            old = f"{change.old} → " if change.old else "new: "
            lines.append(f"  Row {change.row}: {change.about}, {change.what}: {old}{change.new}")
        lines += [f"  Left out. {note}" for note in plan.left_out[:SHOWN]]
        lines += [f"  Wrong. {note}" for note in plan.faults[:SHOWN]]
        every = (plan.changes, plan.left_out, plan.faults)
        if more := sum(max(0, len(each) - SHOWN) for each in every):
            lines.append(f"  … and {more} more.")
        self.stdout.write("\n".join(lines))

    def _tiles(self, day: date, output: Path) -> None:
        self._say(f"Placing the councils of {day:%-d %B %Y}; this takes some minutes …")
        try:
            cells = compute_tiles(day)
        except ImportError:
            raise CommandError("This needs the development dependencies (scipy).") from None
        with output.open("w", encoding="utf-8", newline="") as file:
            write_tiles(cells, file)
        self._say(f"{len(cells)} cells written to {output}. `ccin register refresh` loads them.")
        sys.stderr.flush()
