"""How marks become a total, a place and a line under what the budget carries. All exact."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

HANDED_IN, NOT_HANDED_IN = "done", "open"


@dataclass(frozen=True, slots=True)
class Measured:
    """A criterion as the total sees it."""

    key: int
    weight: int
    top: int


class Place(StrEnum):
    """Where a bid stands to the budget, in the order of the sheet."""

    WITHIN = "within"
    ON_THE_LINE = "on_the_line"  # a tie, of which the budget carries some and not all
    BEYOND = "beyond"
    UNKNOWN = "unknown"  # the strand has no budget, or the bid asks for no amount


@dataclass(frozen=True, slots=True)
class Standing:
    """A bid's place among those ranked beside it. Equal totals share a place; the next is counted
    on: 1, 2, 2, 4. `together` is what this one and all better ones ask for, in pence."""

    key: int
    rank: int
    tied: bool
    together: int
    place: Place


def all_in(states: Collection[str]) -> bool:
    """Whether nobody's marks are waited for any more; of a bid that nobody was asked about they
    never were."""
    return bool(states) and NOT_HANDED_IN not in states


def out_of(criteria: Iterable[Measured]) -> int:
    return sum(each.weight * each.top for each in criteria)


def total(marks: Mapping[int, int | None], criteria: Sequence[Measured]) -> Fraction | None:
    """The weighted sum; nothing while a criterion is not marked."""
    if not criteria or any(marks.get(each.key) is None for each in criteria):
        return None
    return Fraction(sum(each.weight * (marks[each.key] or 0) for each in criteria))


def mean(values: Collection[Fraction]) -> Fraction | None:
    return sum(values, Fraction()) / len(values) if values else None


def spread(values: Collection[Fraction]) -> Fraction | None:
    """How far the highest lies from the lowest; of one alone it says nothing."""
    return max(values) - min(values) if len(values) > 1 else None


def missing(marks: Mapping[int, tuple[int | None, str]], criteria: Sequence[Measured]) -> list[int]:
    """The criteria without a mark or without a reason, so that nobody hands in half."""
    return [
        each.key
        for each in criteria
        if marks.get(each.key, (None, ""))[0] is None or not marks[each.key][1].strip()
    ]


def beyond_the_scale(marks: Mapping[int, int | None], criteria: Sequence[Measured]) -> list[int]:
    """The criteria with a mark that they do not have."""
    marked = ((each, marks.get(each.key)) for each in criteria)
    return [each.key for each, mark in marked if mark is not None and not 0 <= mark <= each.top]


def ranked(
    totals: Mapping[int, Fraction], asks: Mapping[int, int | None], budget: int | None
) -> list[Standing]:
    """Best first; of equals the order is that given. A tie stands within the budget as a whole, or
    lies on the line, or beyond it: the house breaks no tie."""
    ordered = sorted(totals, key=lambda key: -totals[key])
    standings: list[Standing] = []
    together, is_known, rank = 0, budget is not None, 1
    while len(standings) < len(ordered):
        equal = [key for key in ordered if totals[key] == totals[ordered[len(standings)]]]
        is_known = is_known and all(asks.get(key) is not None for key in equal)
        before, together = together, together + sum(asks.get(key) or 0 for key in equal)
        place = _place(before, [asks.get(key) or 0 for key in equal], budget, is_known=is_known)
        standings += [Standing(key, rank, len(equal) > 1, together, place) for key in equal]
        rank += len(equal)
    return standings


def _place(before: int, asks: list[int], budget: int | None, *, is_known: bool) -> Place:
    if budget is None or not is_known:
        return Place.UNKNOWN
    if before + sum(asks) <= budget:
        return Place.WITHIN
    return Place.ON_THE_LINE if before + min(asks) <= budget and len(asks) > 1 else Place.BEYOND
