"""When a letter about proposals is due, what changed from one release to the next, and what the
works that a synthesis cites leave out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

A_LETTER_A = timedelta(days=1)
Part = tuple[str, str, str]  # of a release: name, heading, words


def is_time_for_a_letter(told: datetime | None, now: datetime) -> bool:
    """The first proposal is told at once, what follows within a day in one letter."""
    return told is None or now - told >= A_LETTER_A


class Fate(StrEnum):
    NEW = auto()
    GONE = auto()
    CHANGED = auto()
    RENAMED = auto()
    SAME = auto()


@dataclass(frozen=True, slots=True)
class Paired:
    """A section in two states of a resource; one that is new or gone is empty on one side."""

    fate: Fate
    heading: str
    before: str
    after: str
    was_called: str = ""


def paired(before: Sequence[Part], after: Sequence[Part]) -> list[Paired]:
    """The sections of the later state in their order, then those that are gone. A section is known
    by its name or its heading; the same words under another heading are a new name
    for it."""
    left = {_key(part): part for part in before}
    old_keys = set(left)
    new_keys = {_key(part) for part in after}
    found: list[Paired] = []
    for part in after:
        _, heading, words = part
        old = left.pop(_key(part), None)
        if old is None:
            found.append(_renamed_or_new(part, left, new_keys))
        else:
            fate = Fate.SAME if old[2].strip() == words.strip() else Fate.CHANGED
            found.append(Paired(fate, heading, old[2], words))
    gone = [left[key] for key in left if key in old_keys]
    return found + [Paired(Fate.GONE, heading, words, "") for _, heading, words in gone]


def _key(part: Part) -> str:
    name, heading, _ = part
    return f"name:{name}" if name else f"heading:{heading}"


def _renamed_or_new(part: Part, left: dict[str, Part], new_keys: set[str]) -> Paired:
    _, heading, words = part
    for key, old in left.items():
        if key not in new_keys and old[2].strip() and old[2].strip() == words.strip():
            del left[key]
            return Paired(Fate.RENAMED, heading, old[2], words, was_called=old[1])
    return Paired(Fate.NEW, heading, "", words)


@dataclass(frozen=True, slots=True)
class Cover:
    """How many of the works cited bear on one principle or theme."""

    name: str
    works: int


def covered(among: Sequence[str], works: Sequence[Sequence[str]]) -> list[Cover]:
    """Each of the names in their order, and how many works bear on it; none is a gap."""
    return [Cover(name, sum(name in work for work in works)) for name in among]


def weakest(levels: Sequence[str], order: Mapping[str, int]) -> str | None:
    """The weakest level of evidence among the works; what was not stated is weaker than any."""
    return min(levels, key=lambda level: order[level]) if levels else None
