"""Paragraphs, other words for one of them, and what changed between two of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum, auto
from hashlib import sha256

_APART = re.compile(r"\n[ \t]*\n\s*")
_WORDS = re.compile(r"\s+|[^\s]+")
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
    """What goes and what comes, word by word; what is between two changes and is only a space goes
    with them, so that a changed phrase is read in one piece."""
    old, new = _WORDS.findall(tidy(before)), _WORDS.findall(tidy(after))
    found: list[Piece] = []
    for kind, a, b, c, d in _steps(old, new):
        if kind == "equal":
            _add(found, Kind.SAME, "".join(old[a:b]))
        else:
            _add(found, Kind.TAKEN_OUT, "".join(old[a:b]))
            _add(found, Kind.PUT_IN, "".join(new[c:d]))
    return found


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The steps of the comparison, a change and the lone space after it drawn together."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    held: tuple[str, int, int, int, int] | None = None
    for place, step in enumerate(steps):
        kind, a, b, _, d = step
        lone = kind == "equal" and not "".join(old[a:b]).strip() and 0 < place < len(steps) - 1
        if kind != "equal" or lone:
            held = ("replace", held[1], b, held[3], d) if held else step
            continue
        if held:
            yield held
            held = None
        yield step
    if held:
        yield held


def _add(found: list[Piece], kind: Kind, words: str) -> None:
    if words:
        found.append(Piece(kind, words))
