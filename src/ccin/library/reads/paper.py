"""A resource as the paper made of it takes it: plain data."""

from typing import Any

from django.utils.dateformat import format as day_in_words
from django.utils.translation import gettext as _

from ccin.design.prose import blocks
from ccin.kernel.clock import today
from ccin.library.reads.citing import cited, short_address
from ccin.library.reads.reading import Page
from ccin.library.rules.citing import as_words


def as_paper(page: Page) -> dict[str, Any]:
    resource, (level, meaning) = page.resource, page.evidence
    return {
        "title": page.title,
        "made_on": day_in_words(today(), "j F Y"),
        "lang": resource.language,
        "opening": page.summary,
        "notes": _notes(page),
        "facts": [[label, words] for label, words in _facts(page) if words],
        "sections": [
            {"heading": part.heading, "blocks": blocks(part.words, 3)} for part in page.parts
        ],
        "principles": [list(pair) for pair in page.principles],
        "evidence": {"level": level, "meaning": meaning},
        "cite": as_words(cited(resource, page.release)),
        "address": short_address(resource),
        "licence": {"name": str(resource.get_licence_display()), "url": page.licence_address},
        "third_party": resource.third_party,
        "words": {
            "principles": _("Principles it puts into practice"),
            "evidence": _("How good the evidence is"),
            "cite": _("How to cite it"),
            "licence": _("Licence"),
            "third_party": _("What is others’ in it"),
            "address": _("Read it on the web, with its files and what is new"),
        },
    }


def _notes(page: Page) -> list[str]:
    """What a reader must know before anything else."""
    resource = page.resource
    notes = []
    if resource.fictional:
        notes.append(_("Demonstration: this is invented."))
    if not page.is_public:
        notes.append(_("For members of the network only: do not publish it."))
    if resource.archived_on:
        day = day_in_words(resource.archived_on, "j F Y")
        notes.append(_("Archived on %(day)s: it may no longer be right.") % {"day": day})
    return notes


def _facts(page: Page) -> list[tuple[str, str]]:
    resource = page.resource
    words = (
        _("Brought over on %(day)s")
        if page.release.is_undated
        else _("Release %(number)s, %(day)s")
    )
    released = words % {
        "number": page.release.number,
        "day": day_in_words(page.release.day, "j F Y"),
    }
    return [
        (_("Who"), str(resource.owner or _("The network"))),
        (_("Working with"), ", ".join(map(str, page.working_with))),
        (_("With"), ", ".join(map(str, page.others))),
        (_("Year of the work"), str(resource.year or "")),
        (_("Whom to ring"), _ring(page)),
        (_("Release"), released),
    ]


def _ring(page: Page) -> str:
    """A paper is handed on: it holds no more than anybody may read on the page."""
    contact = page.contact
    return contact.line or contact.public_contact
