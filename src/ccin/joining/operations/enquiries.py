"""Everything that can be done with an enquiry: lock, permit, move, save, record, tell."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.joining.models import Enquiry
from ccin.joining.notices import enquiries as notices
from ccin.joining.reads.enquiries import account_of
from ccin.joining.states import CLOSED, ENQUIRY, EnquirySource
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.register.models import Authority

# Bounds on what the open form takes in, so that nobody can flood staff, or a third person's
# letter box with our receipts.
FROM_ONE_ADDRESS_A_DAY = 5
FROM_EVERYBODY_AN_HOUR = 120


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and how to reach them."""

    kind: str
    name: str
    question: str
    email: str = ""
    phone: str = ""
    organisation: str = ""
    authority: Authority | None = None
    about: str = ""


@transaction.atomic
def make_enquiry(asked: Question, *, by: Actor) -> Enquiry:
    """Anyone may ask, signed in or not; the asker gets a receipt and staff are told."""
    _refuse_a_flood(asked.email)
    enquiry = _keep(asked, source=EnquirySource.SITE)
    record(by, "joining.enquiry_made", enquiry, kind=enquiry.kind, about=enquiry.about)
    notices.enquiry_received(enquiry)
    notices.enquiry_arrived(enquiry)
    return enquiry


@transaction.atomic
def add_enquiry(asked: Question, *, source: str, by: Actor) -> Enquiry:
    """Staff write down what was asked at a stand or on the telephone; no receipt goes out."""
    by.must(Permission.ENQUIRY_ANSWER)
    enquiry = _keep(asked, source=source)
    record(by, "joining.enquiry_added", enquiry, kind=enquiry.kind, source=source)
    return enquiry


@transaction.atomic
def take_enquiry(enquiry: Enquiry, *, by: Actor) -> None:
    """Deal with it oneself; also how an answered or closed enquiry is opened again."""
    _lock(enquiry)
    move = ENQUIRY.move("take", state=enquiry.state)
    by.must(move.needs)
    owner = account_of(by)
    if owner is None:
        raise PermissionDenied("An enquiry is taken by a person who has signed in.")
    enquiry.state = move.target
    enquiry.owner = owner
    enquiry.closed_at = None
    enquiry.version += 1
    enquiry.save(update_fields=["state", "owner", "closed_at", "version"])
    record(by, "joining.enquiry_taken", enquiry)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who does what next, and by when."""

    owner: Account
    next_step: str
    due_on: date | None


@transaction.atomic
def plan_enquiry(enquiry: Enquiry, plan: Plan, *, version: int, by: Actor) -> None:
    """Pass it to a colleague, or note the next step. A new enquiry given to somebody is taken."""
    _lock(enquiry)
    by.must(Permission.ENQUIRY_ANSWER)
    if enquiry.version != version:
        raise Stale
    if enquiry.state == CLOSED:
        raise Refused("This enquiry is closed. Take it again before you plan a next step.")
    if enquiry.state == ENQUIRY.start:
        enquiry.state = ENQUIRY.move("take", state=enquiry.state).target
    enquiry.owner = plan.owner
    enquiry.next_step = plan.next_step
    enquiry.due_on = plan.due_on
    enquiry.version += 1
    enquiry.save(update_fields=["state", "owner", "next_step", "due_on", "version"])
    record(
        by,
        "joining.enquiry_planned",
        enquiry,
        owner=f"account:{plan.owner.pk}",
        due_on=plan.due_on.isoformat() if plan.due_on else "",
    )


@transaction.atomic
def answer_enquiry(enquiry: Enquiry, *, answer: str, by: Actor) -> None:
    """Send the answer as a letter. Who was reached in another way has the enquiry closed."""
    _lock(enquiry)
    move = ENQUIRY.move("answer", state=enquiry.state)
    by.must(move.needs)
    if not enquiry.email:
        raise Refused(
            "There is no e-mail address to send an answer to. "
            "Answer in another way, then close the enquiry and say how."
        )
    enquiry.state = move.target
    enquiry.answer = answer
    enquiry.answered_at = timezone.now()
    enquiry.owner = enquiry.owner or account_of(by)
    enquiry.version += 1
    enquiry.save(update_fields=["state", "answer", "answered_at", "owner", "version"])
    record(by, "joining.enquiry_answered", enquiry)
    notices.enquiry_answered(enquiry)


@transaction.atomic
def close_enquiry(enquiry: Enquiry, *, outcome: str, by: Actor) -> None:
    _lock(enquiry)
    move = ENQUIRY.move("close", state=enquiry.state)
    by.must(move.needs)
    enquiry.state = move.target
    enquiry.outcome = outcome
    enquiry.closed_at = timezone.now()
    enquiry.version += 1
    enquiry.save(update_fields=["state", "outcome", "closed_at", "version"])
    record(by, "joining.enquiry_closed", enquiry)


def _keep(asked: Question, *, source: str) -> Enquiry:
    return Enquiry.objects.create(
        kind=asked.kind,
        name=asked.name,
        email=asked.email.lower(),
        phone=asked.phone,
        organisation=asked.organisation,
        authority=asked.authority,
        question=asked.question,
        about=asked.about,
        source=source,
        asked_at=timezone.now(),
        due_on=today() + Enquiry.ANSWER_WITHIN,
    )


def _lock(enquiry: Enquiry) -> None:
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())


def _refuse_a_flood(email: str) -> None:
    from_site = Enquiry.objects.filter(source=EnquirySource.SITE)
    day, hour = timezone.now() - timedelta(days=1), timezone.now() - timedelta(hours=1)
    if from_site.filter(email__iexact=email, asked_at__gte=day).count() >= FROM_ONE_ADDRESS_A_DAY:
        raise Refused(
            "We have had several enquiries from this e-mail address today. "
            "Wait for our answer, or write to us by e-mail."
        )
    if from_site.filter(asked_at__gte=hour).count() >= FROM_EVERYBODY_AN_HOUR:
        raise Refused(
            "We are receiving more enquiries than we can keep. Try again in an hour, "
            "or write to us by e-mail."
        )
