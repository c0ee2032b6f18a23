"""The network's figures on the terminal, or as JSON for a program."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from ccin.kernel.clock import today
from ccin.members.reads.figures import Figures, differences_from_published, figures
from ccin.members.reasons import FIGURE_NAMES, day_in_words, why_different


class Command(BaseCommand):
    help = """The network's figures, counted live: members by class, supporters, citizens
represented and combined budget, each with its year, definition and source. Where one differs from
what the network last published, it says why.

  ccin figures                      today's, to read
  ccin figures --on 2024-01-09      those of a past day
  ccin figures --json               {"full": {"value", "year", "definition", "source"}, …}"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="as 2024-01-09")
        parser.add_argument("--json", action="store_true", help="for a program")

    def handle(self, *args: Any, on: date | None, **options: Any) -> None:
        found = figures(on or today())
        if options["json"]:
            self.stdout.write(as_json(found))
            return
        self.stdout.write(f"The network on {day_in_words(found.on)}\n\n")
        for figure in found.by_key.values():
            year = f"  ({figure.year})" if figure.key in {"citizens", "budget"} else ""
            self.stdout.write(f"{figure.name:<22}{figure.value:>16,}{year}")
            self.stdout.write(f"    {figure.definition}\n    Source: {figure.source}\n")
        if found.without_a_number:
            self.stdout.write(f"No figure known for: {', '.join(found.without_a_number)}\n")
        for snapshot, told in differences_from_published(found).items():
            self.stdout.write(f"\nPublished, {snapshot.as_at_text} ({snapshot.source}):")
            for each in told:
                self.stdout.write(f"  {FIGURE_NAMES[each.key]}: {each.published:,}")
            for reason in dict.fromkeys(why for each in told for why in _sentences(each.because)):
                self.stdout.write(f"    {reason}")


def as_json(found: Figures) -> str:
    return json.dumps(
        {
            key: {
                "value": figure.value,
                "year": figure.year,
                "definition": figure.definition,
                "source": figure.source,
            }
            for key, figure in found.by_key.items()
        },
        ensure_ascii=False,
        indent=2,
    )


def _sentences(because: Any) -> list[str]:
    return [why_different(reason.code, reason.values) for reason in because]
