"""The network's figures from plain values: areas united so that each resident counts once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

KEYS = ("full", "associate", "affiliate", "supporters", "citizens", "budget")


@dataclass(frozen=True, slots=True)
class Yearly:
    """A number and the year it is of."""

    value: int
    year: str


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, the years of what was added, and what had no number to add."""

    value: int
    years: tuple[str, ...]
    missing: frozenset[int] = frozenset()

    @property
    def year(self) -> str:
        """One year, or the first and the last of several."""
        if not self.years:
            return ""
        first, last = self.years[0], self.years[-1]
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class Map:
    """Which areas each council covers (a county its districts, any other itself), and which areas
    took the place of one that is gone."""

    areas_of: Mapping[int, frozenset[int]]
    successors_of: Mapping[int, frozenset[int]] = field(default_factory=dict)


def union_of_areas(councils: Iterable[int], on_the_map: Map) -> frozenset[int]:
    """Every area that one or more of the councils covers, once.

    An area that is gone counts until the one that took its place is covered too.
    """
    covered = {area for council in councils for area in on_the_map.areas_of[council]}
    nothing: frozenset[int] = frozenset()
    return frozenset(
        area for area in covered if not on_the_map.successors_of.get(area, nothing) & covered
    )


def total(keys: Iterable[int], numbers: Mapping[int, Yearly]) -> Total:
    wanted = frozenset(keys)
    found = [numbers[key] for key in wanted if key in numbers]
    return Total(
        value=sum(number.value for number in found),
        years=tuple(sorted({number.year for number in found})),
        missing=wanted - numbers.keys(),
    )


def best_year(numbers: Iterable[Yearly], *, up_to: str) -> Yearly:
    """The latest that was known by then; if none was, the earliest after it.

    So a past day keeps its figures when newer ones are loaded. Years sort as text.
    """
    in_order = sorted(numbers, key=lambda number: number.year)
    known = [number for number in in_order if number.year <= up_to]
    return known[-1] if known else in_order[0]


class Why(StrEnum):
    """Why a live figure differs from a published one; the sentences are in `reasons.py`."""

    ANOTHER_DAY = auto()
    BROUGHT_FORWARD = auto()
    JOINED_AND_LEFT = auto()
    OTHER_YEARS = auto()
    FOUR_NATIONS = auto()
    ROUNDED = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Because:
    code: Why
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure, live and as published, and why they are not the same."""

    key: str
    live: int
    published: int
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot: only the figures that its source gives."""

    as_at_text: str
    values: Mapping[str, int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """What the live figures rest on."""

    values: Mapping[str, int]
    years: Mapping[str, str]
    measures: tuple[str, ...] = ()  # how each nation measures a budget
    brought_forward_from: tuple[str, ...] = ()
    joined: int = 0  # since the snapshot, by the records here
    left: int = 0


def differences(now: Now, then: Published) -> tuple[Difference, ...]:
    return tuple(
        Difference(key, now.values[key], then.values[key], tuple(_because(key, now, then)))
        for key in KEYS
        if key in then.values and then.values[key] != now.values[key]
    )


def _because(key: str, now: Now, then: Published) -> Iterable[Because]:
    yield Because(Why.ANOTHER_DAY, {"as_at": then.as_at_text})
    if now.brought_forward_from:
        yield Because(Why.BROUGHT_FORWARD, {"sources": now.brought_forward_from})
    if now.joined or now.left:
        yield Because(Why.JOINED_AND_LEFT, {"joined": now.joined, "left": now.left})
    if key in {"citizens", "budget"}:
        yield Because(Why.OTHER_YEARS, {"year": now.years[key]})
        if then.values[key] % 50_000 == 0:
            yield Because(Why.ROUNDED)
    if key == "budget" and len(now.measures) > 1:
        yield Because(Why.FOUR_NATIONS, {"measures": now.measures})
    if then.note:
        yield Because(Why.NOTE, {"note": then.note})
