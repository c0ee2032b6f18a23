"""How a name is folded, and how a typed name is recognised."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

LONGEST = 200  # characters of a typed name that are looked at; the rest is not read
SHORTEST_MISSPELT = 4  # a shorter word is recognised only when it is right
CLOSE_ENOUGH = 0.76  # of 1: "oldam" for "oldham" is 0.83, "paris" for "powys" 0.4

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"\bsaint\b")
_LONDON_BOROUGH = re.compile(r"\b(london borough|lb)( of)?\b")
_PARISH_COUNCIL = re.compile(
    r"^(cyngor (cymuned|tref|y dref|plwyf)|city of) "
    r"| (((parish|town|community|city|village) )?council|pc|tc)$"
)
# What is true of many councils tells none of them apart.
_NOISE = frozenset(
    {"the", "of", "council", "borough", "city", "district", "county", "royal", "metropolitan"}
    | {"unitary", "authority", "corporation", "combined", "mayoral", "mbc"}
    | {"cyngor", "sir", "bwrdeistref", "sirol", "dinas"}
)
_ABBREVIATED = {
    "n": "north",
    "e": "east",
    "s": "south",
    "w": "west",
    "beds": "bedfordshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "derbys": "derbyshire",
    "glos": "gloucestershire",
    "hants": "hampshire",
    "herts": "hertfordshire",
    "lancs": "lancashire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "mids": "midlands",
    "northants": "northamptonshire",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire",
    "staffs": "staffordshire",
    "warks": "warwickshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
    "yorks": "yorkshire",
}


def fold(text: str) -> str:
    """A name as it is compared: no case, diacritics, apostrophes or punctuation; & is and."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", bare).replace("&", " and ")).strip()
    return _SAINT.sub("st", words)


def heart(folded: str) -> str:
    """What is left of a folded name without the words that every council shares."""
    words = _LONDON_BOROUGH.sub(" ", folded).split()
    return " ".join(_ABBREVIATED.get(word, word) for word in words if word not in _NOISE) or folded


def heart_of_a_parish(folded: str) -> str:
    """A folded parish or community name without the words for its council."""
    return _PARISH_COUNCIL.sub("", folded).strip() or folded


class How(IntEnum):
    """How a typed name was recognised; the lower, the surer."""

    CODE = 0
    OFFICIAL = 1
    SHORT = 2
    VARIANT = 3
    WELSH = 4
    FORMER = 5
    HEART = 6  # the same but for words like "borough council"
    BEGINNING = 7
    PART = 8  # whole words from within the name
    WITHIN = 9  # the name stands within what was typed
    MISSPELT = 10

    @property
    def is_certain(self) -> bool:
        return self <= How.HEART


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one body in the index."""

    subject: int
    text: str
    how: How  # what an exact match on this name is worth
    folded: str
    heart: str
    exists: bool = True
    rank: int = 0  # of two bodies with one name, the lower comes first


def name_of(subject: int, text: str, how: How, *, exists: bool = True, rank: int = 0) -> Name:
    folded = fold(text)
    return Name(subject, text, how, folded, heart(folded), exists, rank)


@dataclass(frozen=True, slots=True)
class Match:
    """A body recognised in what was typed, by which of its names, and how."""

    name: Name
    how: How
    likeness: float = 1.0

    @property
    def order(self) -> tuple[int, bool, float, int, int, str]:
        """Surest first; of equally sure ones, those that exist and then the shortest name."""
        return (
            self.how,
            not self.name.exists,
            -self.likeness,
            self.name.rank,
            len(self.name.folded),
            self.name.text,
        )


def best_matches(query: str, index: Sequence[Name], *, limit: int = 20) -> list[Match]:
    """The bodies that a typed name may mean, the surest first, each once.

    A misspelling is looked for only where no name fits for certain as it is typed.
    """
    typed = fold(query)
    if not typed:
        return []
    found = [match for name in index if (match := _as_typed(typed, heart(typed), name))]
    if not any(match.how.is_certain for match in found):
        found += _misspelt(typed, index)
    return _each_once(found)[:limit]


def the_one_meant(matches: Sequence[Match]) -> Match | None:
    """The body that was meant beyond doubt; None where a person must choose.

    A body that exists is meant rather than one that is gone. A name that only began to be typed
    ("Newcastle") is in doubt while another existing body's name begins with it.
    """
    certain = [match for match in matches if match.how.is_certain]
    alive = [match for match in certain if match.name.exists] or certain
    best = [match for match in alive if match.how is alive[0].how]
    begun = [match for match in matches if match.how is How.BEGINNING and match.name.exists]
    if len(best) != 1 or (best[0].how is How.HEART and begun):
        return None
    return best[0]


def _as_typed(typed: str, typed_heart: str, name: Name) -> Match | None:
    how = None
    if typed == name.folded:
        how = name.how
    elif name.how is How.CODE:
        return None
    elif typed_heart == name.heart:
        how = How.HEART
    elif name.folded.startswith(typed) or name.heart.startswith(typed_heart):
        how = How.BEGINNING
    elif f" {typed_heart} " in f" {name.heart} ":
        how = How.PART
    elif len(name.heart) > SHORTEST_MISSPELT and f" {name.heart} " in f" {typed_heart} ":
        how = How.WITHIN
    return Match(name, how) if how is not None else None


def _misspelt(typed: str, index: Iterable[Name]) -> list[Match]:
    typed_heart = heart(typed)
    if len(typed_heart) < SHORTEST_MISSPELT:
        return []
    matches = []
    for name in index:
        likeness = 0.0 if name.how is How.CODE else _likeness(typed_heart, name.heart)
        if likeness >= CLOSE_ENOUGH:
            matches.append(Match(name, How.MISSPELT, likeness))
    return matches


def _likeness(one: str, other: str) -> float:
    """The better of: letters wrong, missing or swapped; and the same words in another order."""
    letters = DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=CLOSE_ENOUGH)
    words = fuzz.token_sort_ratio(one, other, score_cutoff=90) / 100
    return float(max(letters, words))


def _each_once(matches: Iterable[Match]) -> list[Match]:
    best: dict[int, Match] = {}
    for match in sorted(matches, key=lambda match: match.order):
        best.setdefault(match.name.subject, match)
    return list(best.values())
