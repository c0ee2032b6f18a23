"""Who may write a resource, and what it would say if it were published as it stands."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import staff_who_may
from ccin.kernel.lifecycle import Move
from ccin.library.models import Partner, Resource, Section
from ccin.library.states.resources import (
    DRAFT,
    PUBLISHED,
    RESOURCE,
    SUBMITTED,
    PartnerRole,
    SectionName,
)
from ccin.texts.models import Version

# Which move writing is, by where the resource stands; an archived one is published anew first.
WRITING: dict[str, str] = {DRAFT: "write", SUBMITTED: "edit", PUBLISHED: "revise"}


def moves_open_to(actor: Actor, resource: Resource) -> frozenset[str]:
    """Held for the network, for its owner or for an organisation that maintains it."""
    found = RESOURCE.open_to(actor, state=resource.state, organisation=resource.owner_id)
    for organisation in _maintainers_among(actor, resource):
        found |= RESOURCE.open_to(actor, state=resource.state, organisation=organisation)
    return found


def must_move(actor: Actor, resource: Resource, move: Move) -> None:
    if actor.may(move.needs, organisation=resource.owner_id):
        return
    for organisation in _maintainers_among(actor, resource):
        if actor.may(move.needs, organisation=organisation):
            return
    raise PermissionDenied(move.needs)


def writing_move(resource: Resource) -> str:
    return WRITING.get(resource.state, "write")


def may_write(actor: Actor, resource: Resource) -> bool:
    return writing_move(resource) in moves_open_to(actor, resource)


def content_of(resource: Resource) -> dict[str, Any]:
    """What a release keeps; sections without words are left out of it."""
    sections = resource.sections.select_related("text").order_by("position", "pk")
    shown = resource.principles.select_related("principle").order_by("principle__position")
    return {
        "title": resource.title,
        "summary": resource.summary,
        "evidence_level": str(resource.evidence_level),
        "sections": [
            [each.name, heading_of(each), each.text.words] for each in sections if each.text.words
        ],
        "principles": [[each.principle.name, each.sentence] for each in shown],
        "files": [
            each.pk for each in resource.files.filter(removed_on=None).order_by("position", "pk")
        ],
    }


def heading_of(section: Section) -> str:
    return section.heading or str(SectionName(section.name).label)


def has_changed_since_release(resource: Resource) -> bool:
    """Whether what stands differs from what readers see."""
    last = resource.releases.order_by("-number").first()
    return last is not None and {"files": [], **last.content} != content_of(resource)


def writers_of(resource: Resource) -> QuerySet[Account]:
    """The accounts that began or wrote it and are still in use."""
    texts = resource.sections.values("text")
    authors = Version.objects.filter(text__in=texts, author__startswith="account:").order_by()
    keys = {author.partition(":")[2] for author in authors.values_list("author", flat=True)}
    accounts = {int(key) for key in keys if key.isdecimal()}
    if resource.started_by_id:
        accounts.add(resource.started_by_id)
    return Account.objects.filter(pk__in=accounts, is_active=True).order_by("pk")


def editors() -> QuerySet[Account]:
    """The accounts whose holders may publish today."""
    return staff_who_may(Permission.RESOURCE_PUBLISH)


def _maintainers_among(actor: Actor, resource: Resource) -> list[int]:
    """Asked of the database only where the actor stands for some organisation."""
    if not actor.organisation_roles:
        return []
    roles = Partner.objects.filter(resource=resource, role=PartnerRole.MAINTAINER)
    mine = roles.filter(organisation__in=actor.organisation_roles).order_by("pk")
    return list(mine.values_list("organisation_id", flat=True))
