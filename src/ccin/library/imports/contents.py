"""What a row becomes: title, summary and sections within their limits, and what it is known by."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ccin.library.imports.columns import LONGEST_SUMMARY, LONGEST_TITLE, SECTIONS, Row
from ccin.library.states.resources import SECTIONS as SECTIONS_OF
from ccin.library.states.resources import ResourceKind, SectionName
from ccin.register.rules import fold

LONGEST_SECTION = 50_000
WORDS_OF_A_TITLE = 12


@dataclass(frozen=True, slots=True)
class Contents:
    """Sections as (name, heading, words). `told` is what had to be changed to fit."""

    title: str
    summary: str
    sections: tuple[tuple[str, str, str], ...]
    told: tuple[str, ...] = ()


def contents_of(row: Row, kind: str) -> Contents | None:
    """Nothing where there is nothing to read. What does not fit a field is kept in the text."""
    title, summary = " ".join(row.title.split()), " ".join(row.summary.split())
    body, told = row.body, []
    first = body or summary or next((words for _name, words in row.sections), "")
    if not title and not first:
        return None
    if not title:
        title = " ".join(first.split()[:WORDS_OF_A_TITLE])
        told.append(_("It has no title: its first words were taken."))
    if len(summary) > LONGEST_SUMMARY:
        body = f"{row.summary}\n\n{body}".strip()
        summary = shortened(summary, LONGEST_SUMMARY)
        told.append(_("Its summary is longer than 400 characters: it begins the text."))
    if len(title) > LONGEST_TITLE:
        if not body.startswith(title[:LONGEST_TITLE]):
            body = f"{title}\n\n{body}".strip()
        title = shortened(title, LONGEST_TITLE)
        told.append(_("Its title is longer than 200 characters: it begins the text."))
    sections = tuple(_sections(body, row.sections, kind))
    return Contents(title, summary, sections, tuple(told))


def shortened(text: str, longest: int) -> str:
    """At the end of a word."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0][: longest - 1].rstrip(" ,;:.") + "…"


def key_of(row: Row, list_name: str) -> str:
    """By what the same row is known again: its old address, its own number in its list, or its
    title and owner."""
    if row.old_address:
        known = ["address", row.old_address]
    elif row.id:
        known = ["id", list_name.casefold(), row.id]
    else:
        known = ["title", fold(row.title or row.body[:200]), fold(row.owner)]
    return digest_of(known)


def digest_of(said: object) -> str:
    plain = json.dumps(said, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def _sections(
    body: str, named: tuple[tuple[str, str], ...], kind: str
) -> Iterator[tuple[str, str, str]]:
    """The undivided text first, then the questions in their order. A case study keeps a place for
    each of its questions, so that an editor sees what is missing."""
    given = dict(named)
    if body:
        about = SectionName.ABOUT
        has_place = about in SECTIONS_OF[kind] and about not in given
        heading = "" if has_place else _("As it was published")
        parts = [*_parts(body)]
        yield (about.value if has_place else "", heading, parts[0])
        for number, words in enumerate(parts[1:], start=2):
            yield "", _("Part %(number)d") % {"number": number}, words
    asked = SECTIONS_OF[kind] if kind == ResourceKind.CASE_STUDY else ()
    for name in SECTIONS:
        if given.get(name) or name in asked:
            yield name, "", given.get(name, "")


def _parts(text: str) -> Iterator[str]:
    """A text too long for one section, divided between paragraphs where it has any."""
    while len(text) > LONGEST_SECTION:
        cut = text.rfind("\n\n", LONGEST_SECTION // 2, LONGEST_SECTION)
        cut = cut if cut > 0 else text.rfind(" ", LONGEST_SECTION // 2, LONGEST_SECTION)
        cut = cut if cut > 0 else LONGEST_SECTION
        yield text[:cut].strip()
        text = text[cut:].strip()
    yield text
