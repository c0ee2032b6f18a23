"""What a saved search keeps, and when its owner may be written to again."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

MOST_AN_ACCOUNT = 20
LONGEST_WORDS = 200
LONGEST_NAME = 120
MOST_FACETS = 10
MOST_VALUES = 20
LONGEST_VALUE = 100
BETWEEN_LETTERS = timedelta(days=7)
TOLD_AT_ONCE = 10  # new finds of one search in a letter; the page shows the rest

_FACET = re.compile(r"[a-z_]{1,20}")
_NO_FACET = frozenset({"q", "page", "name", "csrfmiddlewaretoken"})


def one_line(text: str) -> str:
    """Printable, and without doubled spaces."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def filters_in(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The facets that an address or a form names, in a lasting order; what makes no sense is left
    out."""
    names = sorted(name for name in given if _FACET.fullmatch(name) and name not in _NO_FACET)
    found = {name: _values(given[name]) for name in names[:MOST_FACETS]}
    return {name: values for name, values in found.items() if values}


def _values(given: Sequence[str]) -> list[str]:
    values = {one_line(each[: LONGEST_VALUE * 2])[:LONGEST_VALUE] for each in given[:MOST_VALUES]}
    return sorted(values - {""})


def name_for(words: str, filters: Mapping[str, Sequence[str]]) -> str:
    """What it is called until its owner calls it something else."""
    parts = [words, *(value for values in filters.values() for value in values)]
    return ", ".join(part for part in parts if part)[:LONGEST_NAME].strip()


def may_be_told(told_on: date | None, *, today: date) -> bool:
    """A letter a week at most, for all the searches of an account together."""
    return told_on is None or told_on + BETWEEN_LETTERS <= today
