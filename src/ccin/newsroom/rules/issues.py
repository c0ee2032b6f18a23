"""Which month comes next, from which day it tells, and what is missing before it can go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from hashlib import sha256

A_MONTH = timedelta(days=31)


def month_of(slug: str) -> date | None:
    """The first day of `2026-11`, or nothing where it is no month."""
    year, _dash, month = slug.partition("-")
    if len(year) != 4 or len(month) != 2 or not (year + month).isascii():
        return None
    try:
        return date(int(year), int(month), 1)
    except ValueError:
        return None


def next_month(taken: Collection[date], today: date) -> date:
    """This month, or the first after it that has no issue yet."""
    month = today.replace(day=1)
    while month in taken:
        month = (month + A_MONTH).replace(day=1)
    return month


def first_day(last_told: date | None, today: date) -> date:
    """From the day on which the last issue stopped telling: what happened later on that day is not
    lost, and nothing is told twice. The first issue tells of a month."""
    return min(last_told, today) if last_told else today - A_MONTH


def issue_stamp(version: int, items: Sequence[tuple[int, int]]) -> str:
    """Another for every other issue: its version, and the key and version of each item it tells, in
    their order. What a page showed is compared with what would go."""
    told = [f"{key}.{of_item}" for key, of_item in items]
    return sha256(" ".join([str(version), *told]).encode()).hexdigest()[:16]


class Missing(StrEnum):
    """What keeps an issue from going; the sentences are in `reasons`."""

    TITLE = auto()
    LETTER = auto()
    SIGNATURE = auto()
    ITEMS = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """What the checklist asks of an item that is included."""

    key: int
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    code: Missing
    heading: str = ""
    key: int = 0  # of the item


def gaps_in(title: str, letter: str, letter_by: str, items: Sequence[Told]) -> list[Gap]:
    """In the order in which somebody would go through the page."""
    found = []
    if not title.strip():
        found.append(Gap(Missing.TITLE))
    if not letter.strip():
        found.append(Gap(Missing.LETTER))
    if not letter_by.strip():
        found.append(Gap(Missing.SIGNATURE))
    if not items:
        found.append(Gap(Missing.ITEMS))
    found.extend(
        Gap(Missing.WORDS, each.heading, each.key) for each in items if not each.words.strip()
    )
    return found
