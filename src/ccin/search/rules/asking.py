"""What is asked of the index, and what it answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from ccin.search.rules.analysis import stem_of, stop_stems, words_of
from ccin.search.rules.showing import Marked

LONGEST_QUESTION = 4_000  # characters
MOST_WORDS_ASKED = 300  # different ones
PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, what they are narrowed by (any value of a facet, of every facet named) and among
    which kinds of entry; without kinds, all."""

    words: str = ""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    page: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """The words that count: each stem with how often it was asked for and how it was spelt."""

    times: dict[str, int]
    spelt: dict[str, str]
    is_cut: bool = False


class Where(StrEnum):
    """Why an entry was found: where its words stand, or that it means something similar."""

    TITLE = auto()
    TEXT = auto()
    ALSO = auto()
    MEANING = auto()


@dataclass(frozen=True, slots=True)
class Reason:
    where: Where
    words: tuple[str, ...] = ()  # as they were asked


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` and `snippet` are text that marks the words asked for when a page shows it.
    `lacks` are words asked for that it does not hold."""

    key: str
    kind: str
    title: Marked
    snippet: Marked
    url: str
    reasons: tuple[Reason, ...] = ()
    lacks: tuple[str, ...] = ()
    dated_on: date | None = None
    dated_by_year: bool = False
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first.

    `total` counts all; `facets` and the pages reach as far as the best `counted`. `unheld` are
    words that nothing the reader may see holds, `loosened` how many there would be without the
    filters of one facet. `by_meaning`: whether entries were also compared by what they mean.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    counted: int = 0
    page: int = 1
    pages: int = 1
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    corrected: tuple[Correction, ...] = ()
    unheld: tuple[str, ...] = ()
    loosened: Mapping[str, int] = field(default_factory=dict)
    is_cut: bool = False
    by_meaning: bool = False


def question_in(words: str) -> Question:
    """The first of many words, without those that say nothing, unless there are no others."""
    spelt: dict[str, str] = {}
    times: Counter[str] = Counter()
    is_cut = len(words) > LONGEST_QUESTION
    for word in words_of(words[:LONGEST_QUESTION]):
        stem = stem_of(word)
        if len(spelt) == MOST_WORDS_ASKED and stem not in spelt:
            is_cut = True
            continue
        if stem:
            spelt.setdefault(stem, word)
            times[stem] += 1
    telling = {stem: count for stem, count in times.items() if stem not in stop_stems()}
    kept = telling or dict(times)
    return Question(kept, {stem: spelt[stem] for stem in kept}, is_cut)
