"""Who represents whom, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation, Person, Representation
from ccin.members.operations.finding import index_people
from ccin.members.reasons import day_in_words, period_in_words
from ccin.members.rules.periods import Period, first_overlap
from ccin.members.states import REPRESENTATION, RepresentationEnd


@dataclass(frozen=True, slots=True)
class RepresentationDetails:
    """`ends_on` is the last day, for a standing that is already over; it then needs a reason."""

    role: str
    starts_on: date
    ends_on: date | None = None
    end_reason: str = ""
    job_title: str = ""
    is_primary: bool = False


@transaction.atomic
def appoint_representative(
    person: Person, organisation: Organisation, details: RepresentationDetails, *, by: Actor
) -> Representation:
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    by.must(Permission.REPRESENTATIVE_CHANGE, organisation=organisation.pk)
    _check_own_people(person, organisation, by)
    _check(person, organisation, details)
    if details.is_primary:
        step_down_main_contact(organisation)
    standing = Representation.objects.create(
        person=person,
        organisation=organisation,
        role=details.role,
        starts_on=details.starts_on,
        ends_on=details.ends_on,
        end_reason=details.end_reason,
        job_title=details.job_title,
        is_primary=details.is_primary and details.ends_on is None,
    )
    record(
        by,
        "members.representative_appointed",
        organisation,
        concerning=[person, standing],
        personal={"name": person.name},
        role=standing.role,
        starts_on=details.starts_on.isoformat(),
        is_primary=standing.is_primary,
    )
    index_people(person.pk)
    return standing


@transaction.atomic
def end_representation(
    representation: Representation, *, ends_on: date, reason: str, by: Actor
) -> None:
    """Record the last day. `corrected` means that it never held: it drops out of every date."""
    _lock(representation)
    move = REPRESENTATION.move("end", state=representation.state)
    by.must(move.needs, organisation=representation.organisation_id)
    if ends_on < representation.starts_on and reason != RepresentationEnd.CORRECTED:
        raise Refused(
            f"This began on {day_in_words(representation.starts_on)}. "
            "Its last day cannot be earlier."
        )
    was_primary = representation.is_primary
    if was_primary and not by.may(Permission.PERSON_READ_ANY):
        raise Refused("Make somebody else the main contact first, so that there is always one.")
    representation.ends_on = max(ends_on, representation.starts_on)
    representation.end_reason = reason
    representation.is_primary = False
    representation.save(update_fields=["ends_on", "end_reason", "is_primary"])
    record(
        by,
        "members.representation_ended",
        representation.organisation,
        concerning=[representation.person, representation],
        personal={"name": representation.person.name},
        role=representation.role,
        ends_on=representation.ends_on.isoformat(),
        reason=reason,
        was_primary=was_primary,
    )
    index_people(representation.person_id)


@transaction.atomic
def end_representations(
    standings: Iterable[Representation], *, ends_on: date, reason: str, by: Actor
) -> int:
    """The same for many, all or none. Those that ended meanwhile are passed over."""
    ended = 0
    for standing in standings:
        if standing.ends_on is None:
            try:
                end_representation(standing, ends_on=ends_on, reason=reason, by=by)
            except Refused as refused:
                raise Refused(f"{standing}: {refused}") from None
            ended += 1
    return ended


@transaction.atomic
def make_primary_contact(representation: Representation, *, by: Actor) -> None:
    """One main contact at a time: whoever was it before steps down."""
    _lock(representation)
    move = REPRESENTATION.move("make_primary", state=representation.state)
    by.must(move.needs, organisation=representation.organisation_id)
    step_down_main_contact(representation.organisation)
    representation.is_primary = True
    representation.save(update_fields=["is_primary"])
    record(
        by,
        "members.primary_contact_made",
        representation.organisation,
        concerning=[representation.person, representation],
        personal={"name": representation.person.name},
    )


def _lock(representation: Representation) -> None:
    Organisation.objects.select_for_update().get(pk=representation.organisation_id)
    representation.refresh_from_db()


def step_down_main_contact(organisation: Organisation) -> None:
    """Part of an operation that names another, or invites one: it holds the organisation's row,
    has permitted, and records who follows."""
    Representation.objects.filter(organisation=organisation, is_primary=True).update(
        is_primary=False
    )


def _check_own_people(person: Person, organisation: Organisation, by: Actor) -> None:
    """Who does not keep the network's people gives roles to those of their own organisation;
    anybody else is invited, and comes by accepting."""
    own = Representation.objects.current_on(today()).filter(person=person)
    if not by.may(Permission.PERSON_READ_ANY) and not own.filter(organisation=organisation):
        raise PermissionDenied(Permission.PERSON_READ_ANY)


def _check(person: Person, organisation: Organisation, details: RepresentationDetails) -> None:
    if person.erased_on or person.merged_into_id:
        raise Refused("This record of a person is closed. Choose the person’s current record.")
    if organisation.merged_into_id:
        raise Refused(f"{organisation} was merged. Open the record it was merged into.")
    if details.ends_on and details.ends_on < details.starts_on:
        raise Refused("The last day cannot be before the first.")
    if bool(details.ends_on) != bool(details.end_reason):
        raise Refused("Give both the last day and why it ended, or neither.")
    held = Representation.objects.filter(
        person=person, organisation=organisation, role=details.role
    ).exclude(end_reason=RepresentationEnd.CORRECTED)
    clash = first_overlap(
        Period(details.starts_on, details.ends_on),
        [Period(standing.starts_on, standing.ends_on) for standing in held],
    )
    if clash:
        raise Refused(
            f"{person} already holds this role for {organisation}, "
            f"{period_in_words(clash.starts_on, clash.ends_on)}. "
            "End that first, or choose other dates."
        )
