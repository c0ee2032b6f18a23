"""Paragraphs, other words for one of them, and what changed between two of them."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum, auto
from hashlib import sha256
from itertools import zip_longest

_APART = re.compile(r"\n[ \t]*\n\s*")
_WORDS = re.compile(r"\S+\s*")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_SHORT = 12
LONGEST = 10_000  # characters of one paragraph that is proposed


class Kind(StrEnum):
    SAME = auto()
    TAKEN_OUT = auto()
    PUT_IN = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they stay, go or come."""

    kind: Kind
    words: str


def tidy(words: str) -> str:
    """The same words with one kind of line end and nothing empty around them."""
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def paragraphs(words: str) -> tuple[str, ...]:
    """Parted by empty lines; what stands between two fences of code is one paragraph."""
    found: list[str] = []
    fence = ""
    for part in filter(None, (each.strip("\n") for each in _APART.split(tidy(words)))):
        if fence:
            found[-1] += f"\n\n{part}"
        else:
            found.append(part)
        fence = _fence_left_open(part, fence)
    return tuple(found)


def _fence_left_open(part: str, fence: str) -> str:
    for line in part.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
    return fence


def digest(paragraph: str) -> str:
    """A short name by which an address can tell a paragraph from the others."""
    return sha256(paragraph.encode()).hexdigest()[:_SHORT]


def called(name: str, words: str) -> str | None:
    """The paragraph that has this short name; None where the text holds it no more."""
    return next((each for each in paragraphs(words) if digest(each) == name), None)


def fits(before: str, words: str) -> bool:
    """Whether a proposal can still be carried into the text: the paragraph it is about is there.
    What is to stand at the end fits always."""
    return not before or tidy(before) in paragraphs(words)


def replaced(words: str, before: str, after: str) -> str:
    """The text with other words for the first paragraph that reads `before`; nothing in its place
    leaves it out, nothing before puts the words at the end."""
    found, new = list(paragraphs(words)), paragraphs(after)
    if before:
        place = found.index(tidy(before))
        found[place : place + 1] = new
    else:
        found.extend(new)
    return "\n\n".join(found)


def changes(before: str, after: str) -> list[Piece]:
    """What goes and what comes, word by word, line breaks among them; other space is not looked
    at."""
    old, new = _WORDS.findall(tidy(before)), _WORDS.findall(tidy(after))
    matcher = SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), autojunk=False)
    found: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(old[a:b], new[c:d], strict=True)
            _add(found, Kind.SAME, "".join(max(pair, key=len) for pair in pairs))
        else:
            _add(found, Kind.TAKEN_OUT, "".join(old[a:b]))
            _add(found, Kind.PUT_IN, "".join(new[c:d]))
    return found


def compared(before: str, after: str) -> list[list[Piece]]:
    """Two states of a text, paragraph by paragraph, and word by word where one was changed; long
    stretches that were rewritten are read as taken out and put in."""
    old, new = paragraphs(before), paragraphs(after)
    found: list[list[Piece]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.extend([Piece(Kind.SAME, each)] for each in new[c:d])
            continue
        pairs = list(zip_longest(old[a:b], new[c:d], fillvalue=""))
        found.extend(_changes_within(one, other) for one, other in pairs)
    return found


def _changes_within(before: str, after: str) -> list[Piece]:
    if len(before) + len(after) <= LONGEST:
        return changes(before, after)
    found: list[Piece] = []
    _add(found, Kind.TAKEN_OUT, before)
    _add(found, Kind.PUT_IN, after)
    return found


def nearest(before: str, words: str) -> str:
    """The paragraph that most likely became of the one that is not there any more; none if nothing
    is like it."""
    return next(iter(get_close_matches(before, paragraphs(words), n=1, cutoff=0.5)), "")


def _key(word: str) -> tuple[str, bool]:
    return word.strip(), "\n" in word


def _add(found: list[Piece], kind: Kind, words: str) -> None:
    if words:
        found.append(Piece(kind, words))
