"""Two records of one body become one; everything that happened to either stays."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import CouncilSignIn, Invitation, TeamRequest
from ccin.accounts.states import DECLINED, SENT, WAITING, WITHDRAWN
from ccin.audit.operations import record
from ccin.governance.models import Appointment, Concern, Interest, Matter, Participation
from ccin.joining.models import Application, ContactCheck, Welcome
from ccin.journeys.operations.merge_funding import move_what_is_funded
from ccin.journeys.operations.merge_library import move_what_was_learned
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Identifier, Membership, Organisation, Representation
from ccin.members.operations.memberships import lock
from ccin.members.reasons import period_in_words
from ccin.members.rules.periods import Period, first_overlap
from ccin.members.states import EndReason, RepresentationEnd
from ccin.principles.models import Assessment

FILLED = ("nation", "region", "website", "summary", "offers", "seeks", "public_contact")
LINKS = ("authority", "parish", "principal_council")


@transaction.atomic
def merge_organisations(kept: Organisation, other: Organisation, *, by: Actor) -> None:
    """Move all that hangs on `other` to `kept`, whose own words win; `other` leads there.

    What cannot stand in one record is refused with what to put right first.
    """
    lock(kept, other)
    kept.refresh_from_db()
    other.refresh_from_db()
    by.must(Permission.ORGANISATION_MERGE, organisation=kept.pk)
    _check(kept, other)
    _check_memberships(kept, other)
    _check_representations(kept, other)
    _check_assessments(kept, other)
    _check_applications(kept, other)
    other.merged_into = kept
    other.version += 1
    other.save(update_fields=["merged_into", "version"])
    _fill(kept, other)
    _move(kept, other)
    _move_what_is_decided(kept, other)
    _move_what_joins(kept, other)
    _move_teams(kept, other)
    move_what_was_learned(kept, other)
    move_what_is_funded(kept, other)
    record(
        by,
        "journeys.organisations_merged",
        kept,
        concerning=[other],
        name=other.name,
        other=other.pk,
    )


def _check(kept: Organisation, other: Organisation) -> None:
    if kept.pk == other.pk:
        raise Refused("Choose two different records.")
    for record_ in (kept, other):
        if record_.merged_into_id:
            raise Refused(f"{record_} was merged already. Choose the record it was merged into.")
    if kept.fictional != other.fictional:
        raise Refused("A fictional body of the demo and a real one cannot be the same.")
    if kept.authority_id and other.authority_id and kept.authority_id != other.authority_id:
        raise Refused(
            f"{kept.authority} and {other.authority} are two authorities in the register. If one "
            "took the place of the other, pass its membership on instead."
        )
    if other.authority_id and kept.kind != other.kind:
        raise Refused(
            f"{other} is a {other.get_kind_display()} in the register, {kept} is recorded as a "
            f"{kept.get_kind_display()}. Correct the kind first, or keep the other record."
        )


def _check_memberships(kept: Organisation, other: Organisation) -> None:
    held = [
        [
            Period(membership.starts_on, membership.ends_on)
            for membership in Membership.objects.filter(organisation=one)
            .exclude(end_reason=EndReason.CORRECTED)
            .order_by("starts_on")
        ]
        for one in (kept, other)
    ]
    for period in held[1]:
        clash = first_overlap(period, held[0])
        if clash:
            raise Refused(
                f"{other} holds a membership {period_in_words(period.starts_on, period.ends_on)}, "
                f"and {kept} one {period_in_words(clash.starts_on, clash.ends_on)}. One body "
                "cannot hold both: end one of them before the other begins, or mark it as recorded "
                "in error, and merge again."
            )


def _check_representations(kept: Organisation, other: Organisation) -> None:
    standing = Representation.objects.exclude(end_reason=RepresentationEnd.CORRECTED)
    ours = standing.filter(organisation=kept)
    for theirs in standing.filter(organisation=other).select_related("person").order_by("pk"):
        same = ours.filter(person=theirs.person_id, role=theirs.role)
        clash = first_overlap(
            Period(theirs.starts_on, theirs.ends_on),
            [Period(each.starts_on, each.ends_on) for each in same],
        )
        if clash:
            raise Refused(
                f"{theirs.person} is {theirs.get_role_display().lower()} in both records "
                f"{period_in_words(clash.starts_on, clash.ends_on)}. Mark one of the two as "
                "recorded in error, and merge again."
            )


def _check_assessments(kept: Organisation, other: Organisation) -> None:
    days = Assessment.objects.filter(organisation=kept).values("assessed_on")
    for clash in Assessment.objects.filter(organisation=other, assessed_on__in=days):
        raise Refused(
            f"Both records hold an assessment of {clash.assessed_on:%-d %B %Y}. "
            "They cannot both stand for one body on one day."
        )


def _check_applications(kept: Organisation, other: Organisation) -> None:
    open_ones = Application.objects.open().filter(organisation__in=[kept, other])
    applying = {each.organisation_id for each in open_ones}
    if len(applying) == 2:
        raise Refused(
            "Both records have an open application to join. One body has one: "
            "withdraw one of the two, and merge again."
        )
    held = Membership.objects.held_on(today()).filter(organisation__in=[kept, other])
    if applying and held.exclude(organisation__in=applying).exists():
        raise Refused(
            "One record is in membership, and the other has an open application to join. "
            "Withdraw the application, and merge again."
        )


def _fill(kept: Organisation, other: Organisation) -> None:
    """What `kept` does not say, `other` says; notes for staff are put together."""
    for name in (*FILLED, *(f"{link}_id" for link in LINKS)):
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    if kept.logo_id is None:
        kept.logo_id, kept.logo_words = other.logo_id, other.logo_words
    kept.notes = "\n\n".join(filter(None, [kept.notes, other.notes]))
    kept.version += 1
    kept.save()


def _move(kept: Organisation, other: Organisation) -> None:
    known = Identifier.objects.filter(organisation=kept).values_list("scheme", "value")
    both = set(known)
    for identifier in Identifier.objects.filter(organisation=other):
        if (identifier.scheme, identifier.value) in both:
            identifier.delete()
    Identifier.objects.filter(organisation=other).update(organisation=kept)
    Membership.objects.filter(organisation=other).update(organisation=kept)
    theirs = Representation.objects.filter(organisation=other)
    if Representation.objects.filter(organisation=kept, is_primary=True).exists():
        theirs.update(is_primary=False)
    theirs.update(organisation=kept)
    Assessment.objects.filter(organisation=other).update(organisation=kept)
    Organisation.objects.filter(merged_into=other).update(merged_into=kept)


def _move_what_is_decided(kept: Organisation, other: Organisation) -> None:
    for matter in Matter.objects.filter(concerns=other):
        matter.concerns.add(kept)
        matter.concerns.remove(other)
    Appointment.objects.filter(organisation=other).update(organisation=kept)
    Concern.objects.filter(about=other).update(about=kept)
    Interest.objects.filter(organisation=other).update(organisation=kept)
    Participation.objects.filter(organisation=other).update(organisation=kept)


def _move_what_joins(kept: Organisation, other: Organisation) -> None:
    Application.objects.filter(organisation=other).update(organisation=kept)
    Welcome.objects.filter(organisation=other).update(organisation=kept)
    asked = ContactCheck.objects.filter(organisation__in=[kept, other], confirmed_on=None)
    for later in asked.order_by("due_on", "pk")[1:]:
        later.delete()
    ContactCheck.objects.filter(organisation=other).update(organisation=kept)


def _move_teams(kept: Organisation, other: Organisation) -> None:
    """Who was invited, and who asks to join: one open invitation an address, one request each."""
    CouncilSignIn.objects.filter(organisation=other).update(organisation=kept)
    sent = Invitation.objects.filter(state=SENT)
    again = sent.filter(organisation=kept).values("email")
    sent.filter(organisation=other, email__in=again).update(state=WITHDRAWN)
    Invitation.objects.filter(organisation=other).update(organisation=kept)
    waiting = TeamRequest.objects.filter(state=WAITING)
    asked = waiting.filter(organisation=kept).values("account")
    waiting.filter(organisation=other, account__in=asked).update(state=DECLINED)
    TeamRequest.objects.filter(organisation=other).update(organisation=kept)
