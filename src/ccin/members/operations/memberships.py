"""Memberships: begun, changed in class, ended, corrected. No history is ever lost."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Edition, Membership, Organisation
from ccin.members.reasons import day_in_words, period_in_words
from ccin.members.rules.classes import class_fits
from ccin.members.rules.periods import Period, first_overlap
from ccin.members.states import (
    MEMBERSHIP,
    REASONS_TO_END,
    EndReason,
    MembershipClass,
    OrganisationKind,
    SubKind,
)


@dataclass(frozen=True, slots=True)
class MembershipDetails:
    """`decision` is the network's own reference of the decision; `source` where it is recorded."""

    membership_class: str
    starts_on: date
    sub_kind: str = ""
    starts_on_is_known: bool = True
    decision: str = ""
    source: str = ""
    brought_forward: bool = False


@dataclass(frozen=True, slots=True)
class MembershipCorrection:
    """Everything that may have been recorded wrongly. `corrected` as reason: it never was."""

    membership_class: str
    starts_on: date
    sub_kind: str = ""
    starts_on_is_known: bool = True
    ends_on: date | None = None
    end_reason: str = ""
    end_note: str = ""
    decision: str = ""
    source: str = ""

    @classmethod
    def of(cls, membership: Membership) -> "MembershipCorrection":
        return cls(**{field.name: getattr(membership, field.name) for field in fields(cls)})


@transaction.atomic
def begin_membership(
    organisation: Organisation, details: MembershipDetails, *, by: Actor
) -> Membership:
    lock(organisation)
    by.must(Permission.MEMBERSHIP_CHANGE)
    membership = open_membership(organisation, details)
    record(by, "members.membership_begun", organisation, concerning=[membership], **told(details))
    return membership


@transaction.atomic
def change_class(membership: Membership, details: MembershipDetails, *, by: Actor) -> Membership:
    """The old membership ends the day before the new one begins, and the new one points back."""
    lock(membership.organisation)
    membership.refresh_from_db()
    move = MEMBERSHIP.move("change_class", state=membership.state)
    by.must(move.needs)
    if details.starts_on <= membership.starts_on:
        raise Refused(
            f"The present membership began on {day_in_words(membership.starts_on)}. "
            "A change of class must take effect after that day. If the class was recorded wrongly "
            "from the start, correct the membership instead."
        )
    before = (membership.membership_class, membership.sub_kind)
    if before == (details.membership_class, details.sub_kind):
        raise Refused("That is the class it holds already. Choose another class or sub-kind.")
    close_membership(
        membership, details.starts_on - timedelta(days=1), EndReason.CLASS_CHANGED, note=""
    )
    follower = open_membership(membership.organisation, details, previous=membership)
    record(
        by,
        "members.class_changed",
        membership.organisation,
        concerning=[membership, follower],
        was_class=before[0],
        was_sub_kind=before[1],
        **told(details),
    )
    return follower


@transaction.atomic
def end_membership(
    membership: Membership, *, ends_on: date, reason: str, note: str = "", by: Actor
) -> None:
    """Record the last day of a member that left, lapsed, was removed or ceased to exist."""
    lock(membership.organisation)
    membership.refresh_from_db()
    move = MEMBERSHIP.move("end", state=membership.state)
    by.must(move.needs)
    if reason not in REASONS_TO_END:
        raise Refused("Choose why it ended: left, lapsed, removed, or the body ceased to exist.")
    if ends_on < membership.starts_on:
        raise Refused(
            f"The membership began on {day_in_words(membership.starts_on)}. "
            "Its last day cannot be earlier; if it never was a member, correct the membership."
        )
    close_membership(membership, ends_on, reason, note=note)
    record(
        by,
        "members.membership_ended",
        membership.organisation,
        concerning=[membership],
        membership_class=membership.membership_class,
        ends_on=ends_on.isoformat(),
        reason=reason,
        note=note,
    )


@transaction.atomic
def end_memberships(
    organisations: Iterable[Organisation], *, ends_on: date, reason: str, note: str = "", by: Actor
) -> int:
    """The same for many, all or none. Those that ended meanwhile are passed over."""
    lock(*organisations)
    by.must(Permission.MEMBERSHIP_CHANGE)
    open_ones = Membership.objects.filter(organisation__in=organisations, ends_on=None)
    ended = 0
    for membership in open_ones.select_related("organisation").order_by("organisation__name"):
        try:
            end_membership(membership, ends_on=ends_on, reason=reason, note=note, by=by)
        except Refused as refused:
            raise Refused(f"{membership.organisation}: {refused}") from None
        ended += 1
    return ended


@transaction.atomic
def correct_membership(
    membership: Membership, details: MembershipCorrection, *, version: int, by: Actor
) -> None:
    """Put right what was recorded wrongly. The audit trail keeps what was there before."""
    lock(membership.organisation)
    membership.refresh_from_db()
    by.must(Permission.MEMBERSHIP_CHANGE)
    if membership.version != version:
        raise Stale
    _check_correction(membership, details)
    before = MembershipCorrection.of(membership)
    for field in fields(details):
        setattr(membership, field.name, getattr(details, field.name))
    membership.version += 1
    membership.save()
    record(
        by,
        "members.membership_corrected",
        membership.organisation,
        concerning=[membership],
        changes={
            field.name: [
                str(getattr(before, field.name) or ""),
                str(getattr(details, field.name) or ""),
            ]
            for field in fields(details)
            if getattr(before, field.name) != getattr(details, field.name)
        },
    )


def lock(*organisations: Organisation) -> None:
    """Always in the same order, so that two operations never wait for each other: the edition,
    since whoever locks is about to change what the figures count, then organisations by key."""
    Edition.objects.stamp_anew()
    keys = [organisation.pk for organisation in organisations]
    list(Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def open_membership(
    organisation: Organisation,
    details: MembershipDetails,
    *,
    previous: Membership | None = None,
) -> Membership:
    """Save a membership that runs on, if it fits the body and overlaps no other."""
    if organisation.merged_into_id:
        raise Refused(f"{organisation} was merged. Open the record it was merged into.")
    _check_class(organisation, details.membership_class, details.sub_kind)
    _check_overlap(organisation, Period(details.starts_on), other_than=0)
    return Membership.objects.create(
        organisation=organisation,
        membership_class=details.membership_class,
        sub_kind=details.sub_kind,
        starts_on=details.starts_on,
        starts_on_is_known=details.starts_on_is_known,
        decision=details.decision,
        source=details.source,
        brought_forward=details.brought_forward,
        previous=previous,
    )


def close_membership(membership: Membership, ends_on: date, reason: str, *, note: str) -> None:
    membership.ends_on = ends_on
    membership.end_reason = reason
    membership.end_note = note
    membership.version += 1
    membership.save(update_fields=["ends_on", "end_reason", "end_note", "version"])


def told(details: MembershipDetails) -> dict[str, Any]:
    """What the audit trail keeps of a membership that begins."""
    return {
        "membership_class": details.membership_class,
        "sub_kind": details.sub_kind,
        "starts_on": details.starts_on.isoformat(),
        "starts_on_is_known": details.starts_on_is_known,
        "decision": details.decision,
        "source": details.source,
        "brought_forward": details.brought_forward,
    }


def _check_class(organisation: Organisation, membership_class: str, sub_kind: str) -> None:
    if class_fits(membership_class, sub_kind, organisation.kind):
        return
    kind = OrganisationKind(organisation.kind).label
    held = " ".join(
        filter(
            None,
            [
                str(MembershipClass(membership_class).label),
                f"({SubKind(sub_kind).label})" if sub_kind else "",
            ],
        )
    )
    raise Refused(
        f"{organisation} is recorded as: {kind}. Such a body cannot be: {held}. "
        "Choose a class and sub-kind that fit, or correct the kind of organisation first."
    )


def _check_overlap(organisation: Organisation, period: Period, *, other_than: int) -> None:
    others = (
        Membership.objects.filter(organisation=organisation)
        .exclude(pk=other_than)
        .exclude(end_reason=EndReason.CORRECTED)
    )
    clash = first_overlap(period, [Period(other.starts_on, other.ends_on) for other in others])
    if clash:
        raise Refused(
            f"{organisation} already holds a membership "
            f"{period_in_words(clash.starts_on, clash.ends_on)}. "
            "Memberships of one organisation cannot overlap: change its class, end it, or choose "
            "a later day."
        )


def _check_correction(membership: Membership, details: MembershipCorrection) -> None:
    if details.ends_on and details.ends_on < details.starts_on:
        raise Refused("The last day cannot be before the first.")
    if bool(details.ends_on) != bool(details.end_reason):
        raise Refused("Give both the last day and why it ended, or neither.")
    _check_class(membership.organisation, details.membership_class, details.sub_kind)
    if details.end_reason != EndReason.CORRECTED:
        _check_overlap(
            membership.organisation,
            Period(details.starts_on, details.ends_on),
            other_than=membership.pk,
        )
