"""From a draft to what readers see, and what becomes of it afterwards.

Readers see the last release. Each of these locks the resource, so that of two editors at once the
second meets a state that has moved on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import Move
from ccin.library.models import Check, Note, Release, Resource
from ccin.library.notices import publishing as notices
from ccin.library.operations.indexing import index_resource
from ccin.library.reads.editing import people_to_ask
from ccin.library.reads.writing import (
    content_of,
    has_changed_since_release,
    must_move,
)
from ccin.library.states.resources import RESOURCE, ResourceState
from ccin.outbox.operations.telling import take_back_notices

LONGEST_CHANGES = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What the editor found of one criterion."""

    is_met: bool
    note: str = ""


@transaction.atomic
def submit_resource(resource: Resource, *, by: Actor) -> None:
    """To the editor. Gaps are no hindrance, so that others can help to fill them."""
    move = _lock(resource, "submit", by=by)
    _refuse_empty(resource)
    resource.state = move.target
    resource.submitted_at = timezone.now()
    _save(resource, "submitted_at")
    record(by, "library.resource_submitted", resource)
    notices.resource_submitted(resource, by=by)


@transaction.atomic
def return_resource(resource: Resource, words: str, *, by: Actor) -> None:
    """Back to those who write, with what is to be done."""
    move = _lock(resource, "return", by=by)
    if not words.strip():
        raise Refused(_("Say what is to be done."))
    resource.state = move.target
    resource.submitted_at = None
    _save(resource, "submitted_at")
    _note(resource, words, by=by)
    record(by, "library.resource_returned", resource)
    notices.resource_returned(resource, words, by=by)


@transaction.atomic
def ask_about(resource: Resource, words: str, *, by: Actor) -> Note:
    """A question of the editor to those who write, or their answer; never public."""
    resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
    needs = Permission.RESOURCE_WRITE
    must_move(by, resource, Move(frozenset(), resource.state, needs=needs))
    if resource.state in {ResourceState.TAKEN_DOWN, ResourceState.DISCARDED}:
        raise Refused(_("It is not worked on any more."))
    if not words.strip():
        raise Refused(_("Write what you want to say."))
    note = _note(resource, words, by=by)
    record(by, "library.note_made", resource)
    notices.note_made(note, from_editor=by.may(Permission.RESOURCE_PUBLISH), by=by)
    return note


@transaction.atomic
def check_resource(resource: Resource, found: Mapping[str, Finding], *, by: Actor) -> None:
    """What the editor found of the criteria; a criterion not named keeps what was found before."""
    resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
    by.must(Permission.RESOURCE_PUBLISH)
    for criterion, finding in found.items():
        Check.objects.update_or_create(
            resource=resource,
            criterion=criterion,
            defaults={
                "is_met": finding.is_met,
                "note": finding.note[:300],
                "checked_on": today(),
            },
        )
    met = sum(finding.is_met for finding in found.values())
    record(by, "library.resource_checked", resource, met=met, of=len(found))


@transaction.atomic
def publish_resource(
    resource: Resource, *, changes: str = "", published_on: date | None = None, by: Actor
) -> Release:
    """The next release: from now on readers see what stands. The first says no changes.

    `published_on` is the day on which what is brought forward first appeared: since then nobody has
    looked it over, and nobody gets a letter about it.
    """
    move = _lock(resource, "publish", by=by)
    _refuse_empty(resource)
    _refuse_a_day(resource, published_on)
    number = resource.releases.count() + 1
    if number > 1 and not changes.strip():
        raise Refused(_("Say what has changed since the last release: its readers will see it."))
    release = Release.objects.create(
        resource=resource,
        number=number,
        changes=changes.strip()[:LONGEST_CHANGES],
        content=content_of(resource),
        released_at=timezone.now(),
        released_by=by.key[:80],
    )
    day = published_on or today()
    resource.state = move.target
    resource.published_on = resource.published_on or day
    resource.reviewed_on, resource.review_due_on = day, a_year_after(day)
    resource.changes_offered_at = resource.archived_on = resource.review_asked_on = None
    resource.changes_said = ""
    _save(
        resource,
        *("published_on", "reviewed_on", "review_due_on", "changes_offered_at", "archived_on"),
        "review_asked_on",
        "changes_said",
    )
    record(by, "library.resource_published", resource, number=number)
    index_resource(resource)
    if published_on is None:
        notices.resource_published(resource, release, by=by)
    return release


@transaction.atomic
def offer_changes(resource: Resource, *, by: Actor) -> None:
    """What was written on a published one goes to the editor; readers see nothing of it yet."""
    _lock(resource, "offer_changes", by=by)
    if not has_changed_since_release(resource):
        raise Refused(_("Nothing has been changed since it was published."))
    resource.changes_offered_at = timezone.now()
    _save(resource, "changes_offered_at")
    record(by, "library.changes_offered", resource)
    notices.changes_offered(resource, by=by)


@transaction.atomic
def review_resource(resource: Resource, *, by: Actor) -> None:
    """It is still right: asked again in a year."""
    _lock(resource, "review", by=by)
    day = today()
    resource.reviewed_on, resource.review_due_on = day, a_year_after(day)
    resource.review_asked_on = None
    _save(resource, "reviewed_on", "review_due_on", "review_asked_on")
    record(by, "library.resource_reviewed", resource)


@transaction.atomic
def ask_for_review(resource: Resource, *, by: Actor) -> bool:
    """Ask its contact, once, whether it is still right; the editors where nobody is left to ask."""
    _lock(resource, "review", by=by)
    day = today()
    if not resource.is_review_due(day) or resource.review_asked_on is not None:
        return False
    resource.review_asked_on = day
    _save(resource, "review_asked_on")
    people = people_to_ask(resource, day)
    record(by, "library.review_asked", resource, concerning=people)
    notices.review_due(resource, people)
    return True


@transaction.atomic
def archive_resource(resource: Resource, *, by: Actor) -> None:
    """Kept and found, marked as old."""
    move = _lock(resource, "archive", by=by)
    resource.state = move.target
    resource.archived_on = today()
    resource.changes_offered_at = resource.review_due_on = None
    _save(resource, "archived_on", "changes_offered_at", "review_due_on")
    record(by, "library.resource_archived", resource)
    index_resource(resource)
    notices.resource_archived(resource, by=by)


@transaction.atomic
def take_down_resource(resource: Resource, reason: str, *, by: Actor) -> None:
    """A stone stays where it stood, saying when and for which reason it was taken down."""
    move = _lock(resource, "take_down", by=by)
    if not reason.strip():
        raise Refused(_("Say why it is taken down."))
    resource.state = move.target
    resource.taken_down_on = today()
    resource.taken_down_because = reason.strip()[:300]
    resource.changes_offered_at = resource.review_due_on = None
    _save(
        resource,
        *("taken_down_on", "taken_down_because", "changes_offered_at", "review_due_on"),
    )
    record(by, "library.resource_taken_down", resource, personal={"reason": reason})
    index_resource(resource)
    take_back_notices(f"resource:{resource.pk}")
    notices.resource_taken_down(resource, by=by)


@transaction.atomic
def discard_resource(resource: Resource, *, by: Actor) -> None:
    """Given up before it was ever published; its words stay in the record."""
    move = _lock(resource, "discard", by=by)
    if resource.published_on is not None:
        raise Refused(_("It was published once. Archive it, or have it taken down."))
    resource.state = move.target
    _save(resource)
    record(by, "library.resource_discarded", resource)


def a_year_after(day: date) -> date:
    """The same day, and of a 29 February the day before it."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _lock(resource: Resource, name: str, *, by: Actor) -> Move:
    resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
    move = RESOURCE.move(name, state=resource.state)
    must_move(by, resource, move)
    return move


def _save(resource: Resource, *fields: str) -> None:
    resource.version += 1
    resource.save(update_fields=["state", "version", *fields])


def _note(resource: Resource, words: str, *, by: Actor) -> Note:
    author = Account.objects.filter(pk=by.account or 0).first()
    return Note.objects.create(
        resource=resource, author=author, words=words.strip()[:2000], made_at=timezone.now()
    )


def _refuse_empty(resource: Resource) -> None:
    """There has to be something to read: words, a file or an address."""
    content = content_of(resource)
    if not (content["sections"] or content["files"] or resource.link):
        raise Refused(_("There is nothing to read yet: write a section, or attach a file."))


def _refuse_a_day(resource: Resource, published_on: date | None) -> None:
    if published_on is None:
        return
    if not resource.brought_forward or resource.published_on is not None:
        raise Refused(_("Only what is brought forward appeared before it was published here."))
    if published_on > today():
        raise Refused(_("The day on which it first appeared lies ahead. Choose today or earlier."))
