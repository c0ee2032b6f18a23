"""The sections of a resource under headings of their own: called, ordered, taken out, brought
back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.library.models import RemovedSection, Section
from ccin.library.operations.resources import lock_to_write
from ccin.library.reads.writing import heading_of
from ccin.library.rules.order import step
from ccin.texts.operations.writing import take_lease
from ccin.texts.states import OPEN

LONGEST_HEADING = 150


@transaction.atomic
def rename_section(section: Section, heading: str, *, by: Actor) -> None:
    """One that asks a question of its kind keeps it: its heading says what readers look for."""
    lock_to_write(section.resource, by=by)
    section.refresh_from_db()
    heading = " ".join(heading.split())[:LONGEST_HEADING]
    if section.name:
        raise Refused(_("This heading belongs to its kind. Add a section of your own instead."))
    if not heading:
        raise Refused(_("Enter a heading."))
    if heading == section.heading:
        return
    before, section.heading = section.heading, heading
    section.save(update_fields=["heading"])
    record(by, "library.section_renamed", section.resource, section=section.pk, before=before)


@transaction.atomic
def move_section(section: Section, *, up: bool, by: Actor) -> None:
    """One place up or down; at the end of the list nothing moves."""
    resource = section.resource
    lock_to_write(resource, by=by)
    sections = list(resource.sections.order_by("position", "pk"))
    if not step(sections, section, up=up):
        return
    _number(sections)
    record(by, "library.section_moved", resource, section=section.pk, up=up)


@transaction.atomic
def remove_section(section: Section, *, by: Actor) -> RemovedSection:
    """Its words stay and can be brought back. Not while somebody writes there, nor before what is
    proposed for it has its answer."""
    resource = section.resource
    lock_to_write(resource, by=by)
    take_lease(section.text, by=by)
    if section.text.proposals.filter(state=OPEN).exists():
        raise Refused(_("Proposals for this section wait for an answer. Answer them first."))
    if resource.sections.count() == 1:
        raise Refused(_("This is the only section. Add another one before you take it out."))
    removed = RemovedSection.objects.create(
        resource=resource,
        name=section.name,
        heading=section.heading,
        text=section.text,
        removed_at=timezone.now(),
    )
    heading, key = heading_of(section), section.pk
    section.delete()
    _number(list(resource.sections.order_by("position", "pk")))
    record(by, "library.section_removed", resource, section=key, heading=heading)
    return removed


@transaction.atomic
def bring_section_back(removed: RemovedSection, *, by: Actor) -> Section:
    """At the end; a second time it is there already."""
    resource = removed.resource
    lock_to_write(resource, by=by)
    if not resource.removed_sections.filter(pk=removed.pk).exists():
        return Section.objects.get(text=removed.text_id)
    section = Section.objects.create(
        resource=resource,
        position=resource.sections.count(),
        name=removed.name,
        heading=removed.heading,
        text=removed.text,
    )
    removed.delete()
    record(by, "library.section_brought_back", resource, section=section.pk)
    return section


def _number(sections: list[Section]) -> None:
    for position, each in enumerate(sections):
        each.position = position
    Section.objects.bulk_update(sections, ["position"])
