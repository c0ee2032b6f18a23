"""What the platform itself can see of the criteria by which a resource is accepted.

The criteria follow those of the OECD's case library (every section complete, plain language, no
answer by link alone, implemented, with data); the numbers are the network's proposal. What only a
person can judge is left to the editor's tick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from ccin.library.rules.readability import Plainness, is_address_only, measured

FEWEST_WORDS = 10  # of an answer


class Why(StrEnum):
    EMPTY = auto()
    FEW_WORDS = auto()
    LINK_ONLY = auto()
    SAME_AS_ANOTHER = auto()
    HARD_TO_READ = auto()
    NO_SUMMARY = auto()
    NO_YEAR = auto()
    YEAR_TO_COME = auto()
    NO_LEVEL = auto()
    NO_PRINCIPLE = auto()
    NO_CONTACT = auto()
    CONTACT_LEFT = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    name: str  # a SectionName, or empty for a section under a heading of its own
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A resource as the rules see it."""

    is_case_study: bool
    summary: str
    answers: Sequence[Answer]
    evidence_level: str = ""
    year: int | None = None
    this_year: int = 0
    principles: int = 0
    has_contact: bool = False
    contact_left: bool = False
    has_file_or_link: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    criterion: str  # a Criterion
    why: Why
    heading: str = ""  # of the section it is about


def gaps_in(stated: Stated) -> list[Gap]:
    """In the order of the criteria. Only a case study has to answer every question."""
    found = [*_incomplete(stated), *_hard(stated)]
    if stated.is_case_study:
        found += [*_not_implemented(stated), *_without_evidence(stated)]
    if stated.contact_left:
        found.append(Gap("contact", Why.CONTACT_LEFT))
    elif not stated.has_contact:
        found.append(Gap("contact", Why.NO_CONTACT))
    return found


def gap_in_answer(answer: Answer) -> Why | None:
    """What is missing from one answer by itself."""
    if not answer.words.strip():
        return Why.EMPTY
    if is_address_only(answer.words):
        return Why.LINK_ONLY
    return Why.FEW_WORDS if measured(answer.words).words < FEWEST_WORDS else None


def _incomplete(stated: Stated) -> list[Gap]:
    found = [] if stated.summary.strip() else [Gap("complete", Why.NO_SUMMARY)]
    if not stated.is_case_study and stated.has_file_or_link:
        return found
    seen: set[str] = set()
    for answer in stated.answers:
        why = gap_in_answer(answer)
        same = " ".join(answer.words.split()).casefold()
        if why is None and same in seen:
            why = Why.SAME_AS_ANOTHER
        seen.add(same)
        if why is not None:
            found.append(Gap("complete", why, answer.heading))
    return found


def _hard(stated: Stated) -> list[Gap]:
    return [
        Gap("plain", Why.HARD_TO_READ, answer.heading)
        for answer in stated.answers
        if measured(answer.words).plainness is Plainness.HARD
    ]


def _not_implemented(stated: Stated) -> list[Gap]:
    if stated.year is None:
        return [Gap("implemented", Why.NO_YEAR)]
    is_to_come = stated.year > stated.this_year
    return [Gap("implemented", Why.YEAR_TO_COME)] if is_to_come else []


def _without_evidence(stated: Stated) -> list[Gap]:
    found = [] if stated.evidence_level else [Gap("evidence", Why.NO_LEVEL)]
    if not stated.principles:
        found.append(Gap("evidence", Why.NO_PRINCIPLE))
    return found
