"""Who is named with an @ in a text. Plain Python."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

AT_MOST = 30  # names a text: who needs more writes to the group
MOST_WORDS = 6
SIGN = re.compile(r"(?<![\w@.+-])@(?=\w)")
WORD = re.compile(r"[ \t]*(\w[\w'’.-]*)")
BRACKETS = re.compile(r"[ \t]*\(([^()\n]{1,200})\)")
END = ".-'’"
WRITTEN = re.compile(r"[^\W\d_][\w'’-]*(?:[ \t]+[^\W\d_a-z][\w'’-]*){0,2}")
SAID_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be meant, and the organisations they stand for."""

    key: int
    name: str
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Those who are meant, and names that more than one person bears."""

    keys: frozenset[int] = frozenset()
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Call:
    """What follows one @: the names that it may be, longest first, each with what stands in
    brackets behind it."""

    names: tuple[tuple[str, str], ...]


def possible_names(text: str) -> set[str]:
    """All that may be somebody's name in it, folded: what to look for among the people."""
    return {name for call in _calls(text) for name, _brackets in call.names}


def who_is_named(text: str, people: Iterable[Known]) -> Named:
    """The longest name that somebody bears counts. Of several who bear it the organisation in
    brackets says which; without that it is unclear and names nobody."""
    by_name: dict[str, list[Known]] = defaultdict(list)
    for each in people:
        by_name[folded(each.name)].append(each)
    keys: set[int] = set()
    unclear: set[str] = set()
    for call in _calls(text):
        name, brackets = next((one for one in call.names if one[0] in by_name), ("", ""))
        bearers = by_name[name] if name else []
        if len(bearers) > 1:
            meant = [one for one in bearers if brackets in map(folded, one.organisations)]
            if len(meant) != 1:
                unclear.add(bearers[0].name)
                continue
            bearers = meant
        keys.update(one.key for one in bearers)
    return Named(frozenset(keys), frozenset(unclear))


def named_in_vain(text: str, known: Collection[str]) -> list[str]:
    """What follows an @ and is none of the known names, folded: as it was written, and as far as
    it looks like somebody's name."""
    found = []
    for sign, call in zip(SIGN.finditer(text), _calls(text), strict=False):
        written = WRITTEN.match(text, sign.end())
        if written and not any(name in known for name, _brackets in call.names):
            found.append(written[0])
    return list(dict.fromkeys(found))[:SAID_AT_MOST]


def folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _calls(text: str) -> Iterator[_Call]:
    for number, sign in enumerate(SIGN.finditer(text)):
        if number >= AT_MOST:
            return
        yield _call(text, sign.end())


def _call(text: str, at: int) -> _Call:
    names: list[tuple[str, str]] = []
    words: list[str] = []
    while len(words) < MOST_WORDS and (word := WORD.match(text, at, at + 100)):
        at = word.end()
        bare = word[1].rstrip(END)
        found = BRACKETS.match(text, at, at + 210)
        brackets = folded(found[1]) if found else ""
        names.append((folded(" ".join([*words, bare])), brackets))
        if bare != word[1]:  # with its point, as in “J. Sample” or “Sample Jr.”
            names.append((folded(" ".join([*words, word[1]])), brackets))
        words.append(word[1])
    return _Call(tuple(reversed(names)))
