"""What waits for editors, and for the people of an owner."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.files.states import ScanState
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.library.models import Resource, ResourceFile
from ccin.library.states.resources import (
    DISCARDED,
    DRAFT,
    PUBLISHED,
    SUBMITTED,
    ReadState,
    ResourceState,
)
from ccin.members.models import Person, Representation

SHOWN_ON_THE_DESK = 20


def resources_found(actor: Actor, wanted: Mapping[str, Any], on: date) -> QuerySet[Resource]:
    """What fits; what waits for an editor first, then what was begun last."""
    found: QuerySet[Resource] = Resource.objects.written_by(actor).select_related("owner")
    for word in str(wanted.get("q") or "").split()[:8]:
        found = found.filter(title__icontains=word)
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if wanted.get("owner"):
        found = found.filter(owner=wanted["owner"])
    where = wanted.get("where") or ""
    found = _standing(found, where, on) if where else found.exclude(state=DISCARDED)
    waits_first = Case(
        When(Q(state=SUBMITTED) | Q(changes_offered_at__isnull=False), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return found.order_by(waits_first, F("submitted_at").asc(nulls_last=True), "-started_at", "-pk")


def _standing(found: QuerySet[Resource], where: str, on: date) -> QuerySet[Resource]:
    if where == "offered":
        return found.filter(changes_offered_at__isnull=False)
    if where == "review":
        return found.filter(state=PUBLISHED, review_due_on__lte=on)
    if where == "left":
        return contact_left(found, on)
    return found.filter(state=where)


def contact_left(found: QuerySet[Resource], on: date) -> QuerySet[Resource]:
    """Those that are read, and name a person who stands for their owner no longer."""
    stands = Representation.objects.current_on(on).filter(
        person=OuterRef("contact"), organisation=OuterRef("owner")
    )
    left = found.filter(state=PUBLISHED, contact__isnull=False, owner__isnull=False)
    return left.exclude(Exists(stands))


def to_review(on: date) -> QuerySet[Resource]:
    """Those due whose owner has not been asked since."""
    due = Resource.objects.published().filter(review_due_on__lte=on, review_asked_on=None)
    return due.select_related("owner", "contact").order_by("review_due_on", "pk")


def is_any_to_read() -> bool:
    return files_to_read().exists()


def files_to_read() -> QuerySet[ResourceFile]:
    """Those whose words the search does not know; never what a scanner found harmful."""
    waiting = ResourceFile.objects.filter(read=ReadState.WAITING, removed_on=None)
    harmless = waiting.exclude(upload__scan=ScanState.INFECTED)
    return harmless.select_related("upload", "resource").order_by("pk")


def people_to_ask(resource: Resource, on: date) -> list[Person]:
    """The contact while they stand for the owner, else its main contact."""
    stands = Representation.objects.current_on(on).filter(organisation=resource.owner_id or 0)
    present = stands.exclude(person__email="").select_related("person").order_by("pk")
    people = {each.person_id: each for each in present}
    if resource.contact_id in people:
        return [people[resource.contact_id].person]
    return [each.person for each in people.values() if each.is_primary]


def waiting_for(actor: Actor) -> list[Waiting]:
    """For editors what was sent and offered, and contacts who left; for the owner's people drafts,
    reviews, and again the contacts."""
    if not actor.may_somewhere(Permission.RESOURCE_WRITE):
        return []
    is_editor = actor.may(Permission.RESOURCE_PUBLISH)
    day = today()
    mine = Resource.objects.written_by(actor)
    gone = Q(pk__in=contact_left(mine, day).order_by().values("pk"))
    waits = (
        Q(state=SUBMITTED) | Q(changes_offered_at__isnull=False)
        if is_editor
        else Q(state=DRAFT) | Q(state=PUBLISHED, review_due_on__lte=day)
    )
    found = (
        mine.annotate(has_left=Case(When(gone, then=Value(1)), default=Value(0)))
        .filter(waits | gone)
        .order_by(F("submitted_at").asc(nulls_last=True), "started_at", "pk")
    )
    return [_waiting(each, is_editor, day) for each in found[:SHOWN_ON_THE_DESK]]


def _waiting(resource: Resource, is_editor: bool, day: date) -> Waiting:
    since = resource.submitted_at or resource.changes_offered_at or resource.started_at
    due = resource.review_due_on if resource.is_review_due(day) and not is_editor else None
    return Waiting(
        what=_what(resource, is_editor, day) % {"title": resource.title},
        address=reverse("library:work", args=[resource.pk]),
        since=due or timezone.localtime(since).date(),
        due_on=due,
    )


def _what(resource: Resource, is_editor: bool, day: date) -> str:
    if is_editor and resource.state == SUBMITTED:
        return _("Check “%(title)s”")
    if is_editor and resource.changes_offered_at:
        return _("Check the changes to “%(title)s”")
    if getattr(resource, "has_left", 0):
        return _("Name somebody else to ring about “%(title)s”")
    if resource.state == ResourceState.DRAFT:
        return _("Finish “%(title)s”")
    return _("Say whether “%(title)s” is still right")
