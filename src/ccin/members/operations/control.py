"""When control of a council changes, the council and its group change places."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Membership, Organisation
from ccin.members.operations.memberships import (
    MembershipDetails,
    close_membership,
    lock,
    open_membership,
    told,
)
from ccin.members.reasons import day_in_words
from ccin.members.states import MEMBERSHIP, EndReason, MembershipClass, SubKind


@dataclass(frozen=True, slots=True)
class ControlChange:
    """`happened_on` is the first day under the new control. When the group lost, `sub_kind` says
    whether it now runs a minority administration or is in opposition."""

    happened_on: date
    group_has_control: bool
    sub_kind: str = SubKind.OPPOSITION_GROUP
    decision: str = ""
    source: str = ""


@transaction.atomic
def control_changed(
    council: Organisation, group: Organisation, change: ControlChange, *, by: Actor
) -> Membership:
    """Control lost: the council leaves as full member and its group goes on as associate.
    Control won: the group's associate membership ends and the council joins in full.

    Both happen in one transaction; the new membership points back at the one it goes on from.
    """
    lock(council, group)
    leaver, joiner = (group, council) if change.group_has_control else (council, group)
    held = _held_membership(leaver)
    move = MEMBERSHIP.move("change_class", state=held.state)
    by.must(move.needs)
    _check(council, group, held, change)
    close_membership(
        held, change.happened_on - timedelta(days=1), EndReason.CONTROL_CHANGED, note=""
    )
    details = _joining_details(change)
    follower = open_membership(joiner, details, previous=held)
    record(
        by,
        "members.control_changed",
        council,
        concerning=[group, held, follower],
        group=group.pk,
        group_has_control=change.group_has_control,
        **told(details),
    )
    return follower


def _held_membership(leaver: Organisation) -> Membership:
    held = Membership.objects.filter(organisation=leaver, ends_on__isnull=True).first()
    if held is None:
        raise Refused(
            f"{leaver} holds no membership that could pass on. "
            "Begin the new membership by itself instead."
        )
    return held


def _check(
    council: Organisation, group: Organisation, held: Membership, change: ControlChange
) -> None:
    if group.principal_council_id is None or group.principal_council_id != council.authority_id:
        raise Refused(f"{group} is not recorded as a group on {council}. Correct the group first.")
    expected = MembershipClass.ASSOCIATE if change.group_has_control else MembershipClass.FULL
    if held.membership_class != expected:
        raise Refused(
            f"{held.organisation} is not {MembershipClass(expected).label.lower()} but "
            f"{held.get_membership_class_display().lower()}. Change its class by itself instead."
        )
    if change.happened_on <= held.starts_on:
        raise Refused(
            f"The membership of {held.organisation} began on {day_in_words(held.starts_on)}. "
            "Control must have changed after that day."
        )
    if change.happened_on > today():
        raise Refused("Record a change of control once it has happened: choose today or earlier.")


def _joining_details(change: ControlChange) -> MembershipDetails:
    won = change.group_has_control
    return MembershipDetails(
        membership_class=MembershipClass.FULL if won else MembershipClass.ASSOCIATE,
        sub_kind=SubKind.PRINCIPAL_COUNCIL if won else change.sub_kind,
        starts_on=change.happened_on,
        decision=change.decision,
        source=change.source,
    )
