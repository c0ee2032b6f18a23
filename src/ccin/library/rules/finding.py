"""Plain rules of finding: who may find a resource, how the parts of a search's
address are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

# By what a search is narrowed, in the order in which it is shown.
FACETS = ("kind", "theme", "principle", "council_kind", "size", "region", "year", "evidence")
LONGEST_QUERY = 4_000  # characters
MOST_VALUES = 20  # of one facet, chosen at once
MOST_PAGES = 500

MOST_OF_A_FILE = 60_000  # characters that are found by
MOST_OF_ALL = 150_000


def audience(
    visibility: str, *, of_class: str, of_body: int | None, members: Iterable[str]
) -> frozenset[str]:
    """The tokens of those for whom a resource is. `members` are the classes whose holders are
    members: a supporter holds a class too, and is none."""
    if visibility == "members":
        return frozenset(f"class:{each}" for each in members)
    named = {"class": f"class:{of_class}", "body": f"body:{of_body}"}
    return frozenset({named.get(visibility, visibility)})


def cut_to(words: Iterable[str], *, each: int, together: int) -> list[str]:
    """As much of several long texts as is worth being found by: of each, and of all."""
    cut = []
    for text in words:
        kept = text[: min(each, together)]
        if kept:
            cut.append(kept)
            together -= len(kept)
    return cut


def clean_query(text: str) -> str:
    """What somebody typed, without controls and doubled spaces, at most as long as is searched."""
    shown = "".join(each if each.isprintable() else " " for each in text[: LONGEST_QUERY * 2])
    return " ".join(shown.split())[:LONGEST_QUERY].strip()


@dataclass(frozen=True, slots=True)
class Sought:
    """What the address of a search says: words, and chosen values by facet in their order."""

    words: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    page: int = 1
    shortened: bool = False

    @property
    def filters(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for name, value in self.chosen:
            found[name] = found.get(name, frozenset()) | {value}
        return found

    @property
    def is_front(self) -> bool:
        """Nothing was asked: the library's front is shown."""
        return not self.words and not self.chosen and self.page == 1

    def query(self, *, page: int = 1) -> str:
        """The same search as an address; by default its first page."""
        pairs = [("q", self.words)] if self.words else []
        pairs += list(self.chosen)
        pairs += [("page", str(page))] if page > 1 else []
        return urlencode(pairs)

    def having(self, name: str, value: str) -> "Sought":
        kept = tuple(pair for pair in self.chosen if pair != (name, value))
        return Sought(self.words, (*kept, (name, value)))

    def among(self, names: Mapping[str, str]) -> "Sought":
        """The same search with themes by their names, where its address has the short one."""
        chosen = ((name, names.get(v, v) if name == "theme" else v) for name, v in self.chosen)
        return Sought(self.words, tuple(dict.fromkeys(chosen)), self.page, self.shortened)

    def without(self, name: str, value: str) -> "Sought":
        kept = tuple(pair for pair in self.chosen if pair != (name, value))
        return Sought(self.words, kept)

    def apart_from(self, name: str) -> "Sought":
        """Without any value of this facet."""
        return Sought(self.words, tuple(pair for pair in self.chosen if pair[0] != name))


def sought(given: Mapping[str, list[str]]) -> Sought:
    """Reads an address: anything may stand in it, and what makes no sense is left out."""
    typed = " ".join(given.get("q", [])[:1])
    chosen = tuple(
        dict.fromkeys(
            (name, value)
            for name in FACETS
            for value in (clean_query(each) for each in given.get(name, [])[:MOST_VALUES])
            if value
        )
    )
    number = "".join(given.get("page", [])[:1])
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 1
    return Sought(
        words=clean_query(typed),
        chosen=chosen,
        page=min(max(page, 1), MOST_PAGES),
        shortened=len(" ".join(typed.split())) > LONGEST_QUERY,
    )
