"""BM25: how much a word says of an entry, and how rare a word is.

The share of a word in an entry rises with how often it stands there, less and less each time, and
falls with the entry's length against the average. A word of the title counts like several of the
text. The rarity of a word (Robertson and Zaragoza, 2009, in the form that is never negative) is
multiplied with it when somebody asks.
"""

import math
from collections import Counter
from dataclasses import dataclass

from ccin.search.rules.analysis import stem_of, stop_stems, words_of
from ccin.search.rules.entries import Entry

K1 = 1.2  # how soon repeating a word stops adding anything
B = 0.75  # how much a long text is held against itself
TITLE, ALSO, SUMMARY, BODY = 2.0, 0.5, 1.0, 1.0  # `also` names what a thing is like, not what it is
DRIFT = 0.05  # of the average length; beyond it every share is worked out again


@dataclass(frozen=True, slots=True)
class Contents:
    """How often each stem stands in an entry, fields weighed; its length without stop words; and
    how each stem was spelt."""

    counts: dict[str, float]
    length: float
    spellings: dict[str, str]


def contents_of(entry: Entry) -> Contents:
    counts: dict[str, float] = {}
    spellings: dict[str, str] = {}
    fields = (
        (entry.title, TITLE),
        (entry.also, ALSO),
        (entry.summary, SUMMARY),
        (entry.body, BODY),
    )
    for text, weight in fields:
        for word, times in Counter(words_of(text.lower())).items():
            if stem := stem_of(word):
                counts[stem] = counts.get(stem, 0) + times * weight
                spellings.setdefault(word, stem)
    ignored = stop_stems()
    length = sum(count for stem, count in counts.items() if stem not in ignored)
    return Contents(counts, length, spellings)


def shares(contents: Contents, *, average: float) -> dict[str, float]:
    """What each stem says of the entry, between nothing and K1 + 1."""
    resistance = K1 * (1 - B + B * contents.length / average) if average else K1
    return {
        stem: count * (K1 + 1) / (count + resistance) for stem, count in contents.counts.items()
    }


def rarity(*, holding: int, entries: int) -> float:
    holding = min(holding, entries)
    return math.log(1 + (entries - holding + 0.5) / (holding + 0.5))


def has_drifted(average: float, *, since: float) -> bool:
    return abs(average - since) > DRIFT * since
