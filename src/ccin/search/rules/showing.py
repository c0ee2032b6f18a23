"""Showing why something was found: its words marked, in the passage that holds most of them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from ccin.search.rules.analysis import LONGEST, WORDS, stem_of

PASSAGE = 240  # characters of a snippet
MOST_MARKS = 400  # of one text looked at, so that a long one costs no more
SPACES = re.compile(r"\s+")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
INNER_MARKS = re.compile(r"[-‐‑'’ʼ.,](?=[^\W_])(?<=[^\W_].)")  # of “co-operative”, “1,000”

Span = tuple[int, int]


class Marked(str):
    """Plain text that knows which of its words were asked for; a page shows those marked."""

    marks: tuple[Span, ...]

    def __new__(cls, text: str, marks: Iterable[Span] = ()) -> "Marked":
        made = super().__new__(cls, text)
        made.marks = tuple(marks)
        return made

    def __html__(self) -> str:
        parts, behind = [], 0
        for start, end in self.marks:
            parts += [escape(self[behind:start]), "<mark>", escape(self[start:end]), "</mark>"]
            behind = end
        return "".join([*parts, escape(self[behind:])])


@dataclass(frozen=True, slots=True)
class Place:
    """A word asked for, where it stands in a text."""

    stem: str
    start: int
    end: int


def places_of(stems: Collection[str], text: str) -> list[Place]:
    """Where words with these stems stand. Looks for how their stems begin and reads the word
    around it, which costs far less than reading every word of a long text; words with a mark
    inside, “co-operative”, are read each."""
    plain = _fold_in_place(text)
    found: dict[int, Place] = {}
    for stem in stems:
        for position in _beginnings(stem, plain):
            _note(text, position, {stem}, found)
    for match, _number in zip(INNER_MARKS.finditer(text), range(MOST_MARKS), strict=False):
        _note(text, match.start(), stems, found)
    return [found[start] for start in sorted(found)]


def _beginnings(stem: str, plain: str) -> Iterator[int]:
    """Where a word may begin that has this stem: “polici” may be “policy”, “hous” “housing”."""
    begins = stem[:-1] if len(stem) > 3 else stem
    position, number = plain.find(begins), 0
    while position >= 0 and number < MOST_MARKS:
        if not (position and plain[position - 1].isalnum()):
            yield position
            number += 1
        position = plain.find(begins, position + 1)


def _note(text: str, position: int, stems: Collection[str], found: dict[int, Place]) -> None:
    start = _word_start(text, position)
    word = WORDS.match(text, start)
    if word and (stem := stem_of(word[0])) in stems:
        found[start] = Place(stem, start, word.end())


def _word_start(text: str, position: int) -> int:
    """Where the word begins, with what is joined to it by a hyphen before."""
    start = position
    while start and (text[start - 1].isalnum() or text[start - 1] in "-‐‑'’ʼ"):
        start -= 1
        if position - start > LONGEST:
            return position
    match = WORDS.match(text, start)
    return start if match and match.end() > position else position


def _fold_in_place(text: str) -> str:
    """Lower case without accents, every character where it was."""
    if text.isascii():
        return text.lower()
    return NOT_ASCII.sub(lambda found: _plain(found[0]), text).lower()


@lru_cache(maxsize=4000)
def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character.casefold())
    return folded[0] if folded else character


def mark(text: str, places: Iterable[Place]) -> Marked:
    return Marked(text, [(place.start, place.end) for place in places])


def snippet_of(texts: Iterable[tuple[str, list[Place]]], stems: Collection[str]) -> Marked:
    """The passage that holds the most of these words, of texts with the places of the words in
    them; without any, how the first text that is not empty begins."""
    best: tuple[int, str, int] = (0, "", 0)
    for text, places in texts:
        held, start = _best_passage(places)
        if held > best[0] or not best[1]:
            best = (held, text, start)
    held, text, start = best
    passage = _passage(text, start)
    return mark(passage, places_of(stems, passage) if held else ())


def _best_passage(places: list[Place]) -> tuple[int, int]:
    """How many different words the best passage holds, and where its first one stands."""
    best, first = (0, 0), 0
    for last, place in enumerate(places):
        while place.end - places[first].start > PASSAGE * 3 // 4:
            first += 1
        held = len({each.stem for each in places[first : last + 1]})
        if held > best[0]:
            best = (held, places[first].start)
    return best


def _passage(text: str, around: int) -> str:
    """What is shown of a text around a word: from the beginning of a word to the end of one."""
    start = 0
    if around > PASSAGE // 4:
        start = text.rfind(" ", 0, around - PASSAGE // 8) + 1
        start = max(start, around - PASSAGE // 2)
    end = start + PASSAGE
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + PASSAGE // 2)
    words = SPACES.sub(" ", text[start:end]).strip()
    return ("… " if start else "") + words + (" …" if end < len(text) else "")
