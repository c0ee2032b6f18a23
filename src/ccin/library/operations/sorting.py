"""A file becomes a draft: kept, read, parted by its headings, and sorted by a person."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.library.models import Resource, Section
from ccin.library.operations.files import attach_file, note_words, words_of
from ccin.library.operations.resources import (
    MOST_SECTIONS,
    Beginning,
    add_section,
    free_slug,
    lock_to_write,
    start_resource,
)
from ccin.library.rules.extraction import Extract, Part, Read, title_in
from ccin.texts.operations.writing import LONGEST, save_text

PATIENCE = 8.0  # seconds for reading it while somebody waits
BEFORE_THE_FIRST = "…"
LEAVE_OUT = "leave_out"


def start_from_file(
    kind: str, begun: Beginning, sent: "UploadedFile[bytes]", *, by: Actor
) -> Resource:
    """A draft with the file attached and a section for each heading in it. What takes too long to
    read now is read by the worker, for the search."""
    resource, upload = _keep(kind, begun, sent, by=by)
    kept = resource.files.get(upload=upload)
    found = words_of(kept.upload, patience=PATIENCE)
    if found.read is not Read.IN_PART:
        note_words(kept, found, by=by)
    # In a PDF, what looks like a heading may be the line above every page.
    title = "" if begun.title.strip() or kept.kind == "PDF" else title_in(found.parts)
    _propose(resource, found, title=title, by=by)
    return resource


@transaction.atomic
def sort_sections(resource: Resource, places: Mapping[Section, str], *, by: Actor) -> None:
    """Put sections under a heading of their own where they belong: the words go to the end of the
    question named, or stay under their heading (empty), or are left out. Each is kept as it was
    among the versions of its text."""
    lock_to_write(resource, by=by)
    questions = {each.name: each for each in resource.sections.exclude(name="")}
    moved = 0
    for section, place in places.items():
        if section.resource_id != resource.pk or section.name or not place:
            continue
        if place != LEAVE_OUT:
            _move(section, questions[place], by=by)
        section.delete()
        moved += 1
    record(by, "library.sections_sorted", resource, moved=moved)


@transaction.atomic
def add_heading(resource: Resource, heading: str, *, by: Actor) -> Section:
    """A section under a heading of its own."""
    lock_to_write(resource, by=by)
    words = " ".join(heading.split())
    if not words:
        raise Refused(_("Give the section a heading."))
    if resource.sections.count() >= MOST_SECTIONS:
        raise Refused(_("It has as many sections as can be."))
    section = add_section(resource, heading=words, words="", by=by)
    record(by, "library.section_added", resource, section=section.pk)
    return section


@transaction.atomic
def _keep(
    kind: str, begun: Beginning, sent: "UploadedFile[bytes]", *, by: Actor
) -> tuple[Resource, int]:
    named = begun if begun.title.strip() else replace(begun, title=_name_of(sent))
    resource = start_resource(kind, named, by=by)
    return resource, attach_file(resource, sent, "", by=by).upload_id


@transaction.atomic
def _propose(resource: Resource, found: Extract, *, title: str, by: Actor) -> None:
    lock_to_write(resource, by=by)
    if title:
        resource.title, resource.slug = title, free_slug(title, but_for=resource)
        resource.save(update_fields=["title", "slug"])
    for part in _few_enough(found.parts):
        add_section(resource, heading=part.heading, words=part.words[:LONGEST], by=by)
    record(by, "library.sections_proposed", resource, parts=len(found.parts))


def _few_enough(parts: tuple[Part, ...]) -> list[Part]:
    """Those with words; what is beyond the most that can be goes to the last."""
    kept = [
        Part(part.heading or BEFORE_THE_FIRST, part.words) for part in parts if part.words.strip()
    ]
    most = MOST_SECTIONS - 20
    if len(kept) <= most:
        return kept
    rest = "\n\n".join(f"{part.heading}\n\n{part.words}" for part in kept[most - 1 :])
    return [*kept[: most - 1], Part(kept[most - 1].heading, rest)]


def _move(section: Section, to: Section, *, by: Actor) -> None:
    to.text.refresh_from_db()
    words = "\n\n".join(filter(None, (to.text.words, section.text.words)))
    save_text(to.text, words, version=to.text.version, by=by)


def _name_of(sent: "UploadedFile[bytes]") -> str:
    stem = (sent.name or "").rsplit("/", 1)[-1].rpartition(".")[0]
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or _("Without a title")
