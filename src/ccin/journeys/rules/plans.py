"""What of a plan cannot stand together, worked out from plain values."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """The fate of one item, and the successor it goes to, both by key."""

    item: int
    fate: str
    successor: int | None = None


def twice(answers: Iterable[Answer], fate: str) -> list[int]:
    """The successors that would get two of what each can have one of."""
    counted = Counter(each.successor for each in answers if each.fate == fate)
    return sorted(key for key, number in counted.items() if key is not None and number > 1)


def already_held(answers: Iterable[Answer], fate: str, holders: Collection[int]) -> list[int]:
    """The successors that hold one themselves, so that another cannot pass on to them."""
    wanted = {each.successor for each in answers if each.fate == fate}
    return sorted(key for key in wanted if key is not None and key in holders)


def nothing_to_join(
    answers: Collection[Answer], *, joins: str, passes: str, holders: Collection[int]
) -> list[int]:
    """The successors that something would join though nothing is there by then."""
    there = {each.successor for each in answers if each.fate == passes} | set(holders)
    wanted = {each.successor for each in answers if each.fate == joins and each.successor}
    return sorted(key for key in wanted if key is not None and key not in there)


def suggested(
    items: Mapping[int, tuple[int, ...]], holders: Collection[int], *, passes: str, joins: str
) -> dict[int, Answer]:
    """For each item, by its successors: the first passes on, the others join what is there."""
    taken, found = set(holders), {}
    for item, successors in items.items():
        if not successors:
            continue
        first = successors[0]
        found[item] = Answer(item, joins if first in taken else passes, first)
        taken.add(first)
    return found
