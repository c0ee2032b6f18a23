"""Reads the site's first pages from the files in `content/`: words in Markdown, facts with sources.

A source is named in the text as [^name] and numbered by where the page first names it. A link to
another page of the site is written page:join, with that page's file name.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

HOME = "home"
CONTENT = Path(__file__).parent / "content"
FOOTNOTE = re.compile(r"\[\^([a-z0-9-]+)\]")
PAGE_LINK = re.compile(r'<a href="page:([a-z-]+)">')

WORD_JOINER = "\u2060"  # keeps a note's number on the line of the words it belongs to

# The parts of a block that hold Markdown; everything else in a block is taken as it stands.
WORDS = frozenset({"text", "note"})


@dataclass(frozen=True, slots=True)
class FirstPage:
    """One file: where the page stands in the tree, its fields, and its body with links unmade."""

    name: str
    digest: str
    kind: str
    parent: str
    slug: str
    fields: Mapping[str, Any]
    body: tuple[Mapping[str, Any], ...]
    sources: tuple[Mapping[str, str], ...]


class Notes:
    """Numbers the sources of one page in the order in which its text names them."""

    def __init__(self, known: Mapping[str, list[str]]) -> None:
        self.known = known
        self.used: list[str] = []

    def number(self, found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in self.known:
            raise ValueError(f"sources.toml has no source called {name}")
        if name not in self.used:
            self.used.append(name)
        number = self.used.index(name) + 1
        return f'{WORD_JOINER}<sup><a href="#source-{number}">[{number}]</a></sup>'

    def listed(self) -> tuple[Mapping[str, str], ...]:
        return tuple(
            {"title": self.known[name][0], "address": self.known[name][1]} for name in self.used
        )


def first_pages(folder: Path = CONTENT) -> list[FirstPage]:
    """Every page to write, parents before children."""
    shared = tomllib.loads((folder / "sources.toml").read_text("utf-8"))
    pages = [_page(file, shared) for file in sorted(folder.glob("pages/*.toml"))]
    return _parents_first(pages)


def first_addresses(folder: Path = CONTENT) -> dict[str, Mapping[str, str]]:
    """Old addresses to begin with: path → target and where it was printed."""
    return tomllib.loads((folder / "old_addresses.toml").read_text("utf-8"))


def as_html(words: str) -> str:
    """Markdown as the pages keep it; HTML within it is shown as it stands, not obeyed."""
    return str(MarkdownIt("commonmark", {"html": False}).render(words.strip())).strip()


def with_links(value: Any, keys: Mapping[str, int]) -> Any:
    """The same value with every page:name link made into a link to that page's key."""

    def link(found: re.Match[str]) -> str:
        key = keys.get(found[1])
        return f'<a linktype="page" id="{key}">' if key else f'<a href="/{found[1]}/">'

    if isinstance(value, str):
        return PAGE_LINK.sub(link, value)
    if isinstance(value, Mapping):
        return {name: with_links(part, keys) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [with_links(part, keys) for part in value]
    return value


def _page(file: Path, sources: Mapping[str, list[str]]) -> FirstPage:
    data = tomllib.loads(file.read_text("utf-8"))
    notes = Notes(sources)
    body = tuple(_block(block, notes) for block in data.pop("body", []))
    for field in data.pop("markdown_fields", []):
        data[field] = _html(data[field], notes)
    return FirstPage(
        name=file.stem,
        digest=hashlib.sha256(file.read_bytes()).hexdigest(),
        kind=data.pop("kind"),
        parent=data.pop("parent", HOME),
        slug=data.pop("slug", file.stem),
        fields=data,
        body=body,
        sources=notes.listed(),
    )


def _block(block: Mapping[str, Any], notes: Notes) -> Mapping[str, Any]:
    """A table with one key, the block's type: [[body]] text = "…" ."""
    ((kind, value),) = block.items()
    if isinstance(value, str):
        value = _html(value, notes) if kind in WORDS else value
    else:
        value = _with_words(value, notes)
    return {"type": kind, "value": None if value is True else value}


def _with_words(value: Any, notes: Notes) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _html(part, notes)
            if key in WORDS and isinstance(part, str)
            else _with_words(part, notes)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_with_words(part, notes) for part in value]
    return value


def _html(text: str, notes: Notes) -> str:
    return FOOTNOTE.sub(notes.number, as_html(text))


def _parents_first(pages: Iterable[FirstPage]) -> list[FirstPage]:
    waiting = {page.name: page for page in pages}
    ordered: list[FirstPage] = []
    while waiting:
        ready = [
            page for page in waiting.values() if page.name == HOME or page.parent not in waiting
        ]
        if not ready:
            raise ValueError(f"these pages hang on each other: {', '.join(sorted(waiting))}")
        for page in ready:
            ordered.append(waiting.pop(page.name))
    return ordered
