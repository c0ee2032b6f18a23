"""Searching from the command line, one question or many; and the index made anew."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.journeys.operations.rebuild_index import rebuild_index
from ccin.library.reads.ranking import Ranked, ranked
from ccin.search.rules import Asked, tokens_of

HELP = """Search as somebody without an account does.

  ccin search "consultation nobody answers"              what is found, best first
  ccin search "repair café" --json --limit 100           as JSON
  ccin search --queries questions.jsonl --json           many: one object a line with its ranking
  ccin search rebuild                                    make the index anew from the records

A file of questions has one object a line, {"_id": "q1", "text": "…"}, or a number or name, a tab
and the words. Each line of the answer has `id`, `query`, and `results`: rank, the key in the index,
`source` (the row's own number or name in the list it was brought in from), title and address.
While the index is made anew everything stays findable; it may be run again at any time. The worker
keeps the index right by itself: this is for after a change of how words are read.
Exit codes: 0 done, 1 refused (it says why)."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("words", nargs="*")
        parser.add_argument("--queries", type=Path, metavar="FILE", help="questions, one a line")
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument("--limit", type=int, default=20, help="results of each question")

    def handle(
        self,
        *args: Any,
        words: list[str],
        queries: Path | None,
        as_json: bool,
        limit: int,
        **options: Any,
    ) -> None:
        if words == ["rebuild"]:
            self._rebuild()
            return
        if not words and queries is None:
            raise CommandError("Write what you look for, or name a file with --queries.")
        asked = _questions(queries) if queries else iter([("", " ".join(words))])
        tokens = tokens_of(Actor.public())
        for own, question in asked:
            results = ranked(Asked(question), tokens, limit=max(0, limit))
            self._show(own, question, results, as_json=as_json)

    def _rebuild(self) -> None:
        weighed = rebuild_index(by=Actor.command("search-rebuild"), tell=self._tell)
        self.stdout.write(f"Entries weighed: {weighed}.")

    def _tell(self, done: int, total: int = 0, words: str = "") -> None:
        if total >= 1000 and done % 1000 == 0:
            self.stdout.write(f"{done} of {total}")

    def _show(self, own: str, question: str, results: list[Ranked], *, as_json: bool) -> None:
        if as_json:
            found = {"id": own, "query": question, "results": [asdict(each) for each in results]}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        if own:
            self.stdout.write(f"{own}: {question}")
        for each in results:
            source = f" ({each.source})" if each.source else ""
            self.stdout.write(f"{each.rank:>3}. {each.title}{source}  {each.url}")
        if not results:
            self.stdout.write("Nothing was found.")


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _question(line.strip(), number)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def _question(line: str, number: int) -> tuple[str, str]:
    if not line.startswith("{"):
        own, _tab, words = line.partition("\t")
        return (own, words) if words else (str(number), own)
    try:
        found = json.loads(line)
    except ValueError:
        raise CommandError(f"Line {number} is not an object of JSON.") from None
    own = found.get("_id", found.get("id", number))
    words = found.get("text", found.get("query", found.get("words", "")))
    return str(own), str(words)
