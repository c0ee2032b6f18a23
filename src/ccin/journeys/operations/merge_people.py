"""Two records of one person become one."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.governance.models import Appointment, Concern, Interest, Participation, Question
from ccin.governance.states import AppointmentEnd
from ccin.joining.models import Application, Welcome
from ccin.journeys.operations.merge_funding import move_what_they_funded, refuse_two_assessments
from ccin.journeys.operations.merge_library import move_what_they_said
from ccin.kernel.errors import Refused
from ccin.members.models import Person, Representation
from ccin.members.operations.finding import index_people
from ccin.members.reasons import period_in_words
from ccin.members.rules.periods import Period, first_overlap
from ccin.members.states import RepresentationEnd
from ccin.outbox.operations.people import move_recipient


@transaction.atomic
def merge_people(kept: Person, other: Person, *, by: Actor) -> None:
    """Move all that hangs on `other` to `kept`, whose own words win."""
    list(Person.objects.select_for_update().filter(pk__in=[kept.pk, other.pk]).order_by("pk"))
    kept.refresh_from_db()
    other.refresh_from_db()
    by.must(Permission.ORGANISATION_MERGE)
    _check(kept, other)
    _check_representations(kept, other)
    _check_seats(kept, other)
    _check_parts(kept, other)
    refuse_two_assessments(kept, other)
    _move_account(kept, other)
    other.merged_into = kept
    other.version += 1
    other.save(update_fields=["merged_into", "version"])
    for name in ("email", "phone"):
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    if kept.listing_consent_on is None:
        kept.listing_consent_on = other.listing_consent_on
        kept.listing_consent_source = other.listing_consent_source
    kept.notes = "\n\n".join(filter(None, [kept.notes, other.notes]))
    kept.version += 1
    kept.save()
    _move(kept, other)
    move_what_they_said(kept, other)
    move_what_they_funded(kept, other)
    move_recipient(f"person:{other.pk}", f"person:{kept.pk}")
    index_people(kept.pk, other.pk)
    record(by, "journeys.people_merged", kept, concerning=[other], other=other.pk)


def _check(kept: Person, other: Person) -> None:
    if kept.pk == other.pk:
        raise Refused("Choose two different records.")
    for each in (kept, other):
        if each.merged_into_id or each.erased_on:
            raise Refused("One of these records is closed already. Choose the current one.")
    if kept.fictional != other.fictional:
        raise Refused("A fictional person of the demo and a real one cannot be the same.")


def _check_representations(kept: Person, other: Person) -> None:
    standing = Representation.objects.exclude(end_reason=RepresentationEnd.CORRECTED)
    for theirs in standing.filter(person=other).select_related("organisation").order_by("pk"):
        same = standing.filter(person=kept, organisation=theirs.organisation_id, role=theirs.role)
        clash = first_overlap(
            Period(theirs.starts_on, theirs.ends_on),
            [Period(each.starts_on, each.ends_on) for each in same],
        )
        if clash:
            raise Refused(
                f"Both records are {theirs.get_role_display().lower()} of {theirs.organisation} "
                f"{period_in_words(clash.starts_on, clash.ends_on)}. Mark one of the two as "
                "recorded in error, and merge again."
            )


def _check_seats(kept: Person, other: Person) -> None:
    """One person has one vote in a body."""
    sitting = Appointment.objects.exclude(end_reason=AppointmentEnd.CORRECTED)
    for theirs in sitting.filter(person=other).select_related("seat__body").order_by("pk"):
        same = sitting.filter(person=kept, seat__body=theirs.seat.body_id)
        clash = first_overlap(
            Period(theirs.starts_on, theirs.ends_on),
            [Period(each.starts_on, each.ends_on) for each in same],
        )
        if clash:
            raise Refused(
                f"Both records sit in the {theirs.seat.body} "
                f"{period_in_words(clash.starts_on, clash.ends_on)}. One person has one seat "
                "there: end one of the two appointments, or mark it as recorded in error, and "
                "merge again."
            )


def _check_parts(kept: Person, other: Person) -> None:
    ours = Participation.objects.filter(person=kept).values_list("decision", "recommendation")
    both = set(ours)
    theirs = Participation.objects.filter(person=other).order_by("pk")
    for part in theirs.select_related("decision", "recommendation"):
        if (part.decision_id, part.recommendation_id) in both:
            raise Refused(
                f"Both records are on the roll of “{part.decision or part.recommendation}”. "
                "Whoever is on it twice was two people."
            )


def _move(kept: Person, other: Person) -> None:
    Representation.objects.filter(person=other).update(person=kept)
    Appointment.objects.filter(person=other).update(person=kept)
    Participation.objects.filter(person=other).update(person=kept)
    Interest.objects.filter(person=other).update(person=kept)
    Question.objects.filter(asked_by=other).update(asked_by=kept)
    Concern.objects.filter(raised_by=other).update(raised_by=kept)
    Application.objects.filter(mentor=other).update(mentor=kept)
    Welcome.objects.filter(mentor=other).update(mentor=kept)
    Person.objects.filter(merged_into=other).update(merged_into=kept)


def _move_account(kept: Person, other: Person) -> None:
    """One person signs in with one account: a stopped one is let go, two open ones are refused."""
    ours = Account.objects.filter(person=kept).first()
    theirs = Account.objects.filter(person=other).first()
    if ours and theirs and ours.is_active and theirs.is_active:
        raise Refused(
            f"Both can sign in, at {ours.email} and at {theirs.email}. "
            "Ask an administrator to stop one of the two accounts, and merge again."
        )
    if theirs is None:
        return
    if ours is None or not ours.is_active:
        Account.objects.filter(person=kept).update(person=None)
        Account.objects.filter(pk=theirs.pk).update(person=kept)
    else:
        Account.objects.filter(pk=theirs.pk).update(person=None)
