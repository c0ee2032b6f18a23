"""When councils are reorganised a person moves each membership; nothing moves by itself."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Membership, Organisation, Representation
from ccin.members.operations import (
    MembershipDetails,
    OrganisationDetails,
    RepresentationDetails,
    add_organisation,
    appoint_representative,
    correct_organisation,
    end_representation,
    make_primary_contact,
)
from ccin.members.operations.memberships import close_membership, lock, open_membership
from ccin.members.reasons import day_in_words
from ccin.members.states import MEMBERSHIP, EndReason, RepresentationEnd
from ccin.register.models import Authority, Succession


@dataclass(frozen=True, slots=True)
class Passing:
    """`representatives`: those of the old council who go on for the new one."""

    successor: Authority
    decision: str = ""
    source: str = ""
    representatives: Collection[Representation] = ()


@transaction.atomic
def pass_membership_on(membership: Membership, passing: Passing, *, by: Actor) -> Membership:
    """End a membership with its council and let the successor go on with it.

    Where several members become one council, the first passes its membership on, and those of the
    others end in favour of the one that the successor already holds. Returns that one.
    """
    predecessor = membership.organisation
    move = MEMBERSHIP.move("change_class", state=membership.state)
    by.must(move.needs)
    first_day = _first_day(predecessor, passing.successor)
    successor = organisation_of(passing.successor, predecessor, by)
    lock(predecessor, successor)
    membership.refresh_from_db()
    MEMBERSHIP.move("change_class", state=membership.state)
    if membership.starts_on >= first_day:
        raise Refused(
            f"This membership began on {day_in_words(membership.starts_on)}, when the council had "
            "ended. Correct the membership instead."
        )
    close_membership(membership, first_day - timedelta(days=1), EndReason.SUCCEEDED, note="")
    follower = _go_on_with(membership, successor, first_day, passing)
    record(
        by,
        "journeys.membership_passed_on",
        successor,
        concerning=[predecessor, membership, follower],
        predecessor=predecessor.name,
        successor=successor.name,
        starts_on=first_day.isoformat(),
        joined_one_already_held=follower.previous_id != membership.pk,
    )
    for standing in passing.representatives:
        go_on_for(standing, successor, first_day, leads=standing.is_primary, by=by)
    return follower


@transaction.atomic
def move_to_successor_council(
    organisation: Organisation, successor: Authority, *, version: int, by: Actor
) -> None:
    """A group or parish council goes on under the council that took its council's place."""
    council = organisation.principal_council
    if council is None:
        raise Refused(f"{organisation} is not recorded under any council.")
    _event_day(council, successor)
    details = replace(OrganisationDetails.of(organisation), principal_council=successor)
    correct_organisation(organisation, details, version=version, by=by)


def _go_on_with(
    membership: Membership, successor: Organisation, first_day: date, passing: Passing
) -> Membership:
    """The membership that the successor holds already, or a new one that points back."""
    held = Membership.objects.held_on(first_day).filter(organisation=successor).first()
    return held or open_membership(
        successor,
        MembershipDetails(
            membership_class=membership.membership_class,
            sub_kind=membership.sub_kind,
            starts_on=first_day,
            decision=passing.decision,
            source=passing.source,
        ),
        previous=membership,
    )


def _first_day(predecessor: Organisation, successor: Authority) -> date:
    if predecessor.authority is None:
        raise Refused(f"{predecessor} is not recorded as an authority in the register.")
    return _event_day(predecessor.authority, successor)


def _event_day(predecessor: Authority, successor: Authority) -> date:
    """The first day under the successor, by the change the register knows."""
    passed = (
        Succession.objects.filter(predecessor=predecessor, successor=successor)
        .select_related("event")
        .order_by("-event__happens_on")
        .first()
    )
    if passed is None:
        raise Refused(
            f"The register knows no change by which {successor} took the place of {predecessor}. "
            "Choose one of its successors, or record the change in the register first."
        )
    if passed.event.happens_on > today():
        raise Refused(
            f"{successor} takes over on {day_in_words(passed.event.happens_on)}. "
            "Pass the membership on from that day."
        )
    return passed.event.happens_on


def organisation_of(successor: Authority, predecessor: Organisation, by: Actor) -> Organisation:
    known = Organisation.objects.kept().filter(authority=successor).first()
    if known:
        return known
    details = OrganisationDetails(
        name=successor.name,
        kind=predecessor.kind,
        authority=successor,
        source=f"Successor of {predecessor.name}",
    )
    return add_organisation(details, fictional=predecessor.fictional, by=by)


def go_on_for(
    standing: Representation, successor: Organisation, first_day: date, *, leads: bool, by: Actor
) -> None:
    """In the same role, unless they hold it there already; with `leads` as its main contact."""
    step_down(standing, first_day, by=by)
    held = Representation.objects.filter(
        person=standing.person_id, organisation=successor, role=standing.role, ends_on=None
    ).first()
    if held is None:
        details = RepresentationDetails(
            role=standing.role,
            starts_on=first_day,
            job_title=standing.job_title,
            is_primary=leads,
        )
        appoint_representative(standing.person, successor, details, by=by)
    elif leads:
        make_primary_contact(held, by=by)


def step_down(standing: Representation, first_day: date, *, by: Actor) -> None:
    """From what ended with the council, on its last day."""
    last_day = max(first_day - timedelta(days=1), standing.starts_on)
    end_representation(standing, ends_on=last_day, reason=RepresentationEnd.RESHUFFLE, by=by)
