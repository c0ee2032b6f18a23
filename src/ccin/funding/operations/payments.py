"""Money of an award: claimed with its evidence, approved or sent back, paid. Never twice."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.files.models import Upload
from ccin.files.operations import keep_upload
from ccin.files.rules import DOCUMENTS
from ccin.files.states import ScanState
from ccin.funding.models import Payment, Project
from ccin.funding.notices import projects as notices
from ccin.funding.operations.projects import lock, parties, touch
from ccin.funding.reads.payments import is_due, needs_claims, waits_for_in_words
from ccin.funding.states import PAYMENT, PaymentDue, PaymentState, ProjectState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import Move
from ccin.members.models import Edition

LARGEST_EVIDENCE = 20 * 1024 * 1024  # bytes
HELD = (PaymentState.CLAIMED, PaymentState.APPROVED, PaymentState.PAID)


@transaction.atomic
def claim_payment(
    payment: Payment, note: str, sent: "UploadedFile[bytes] | None" = None, *, by: Actor
) -> None:
    """What the money went on, and what shows it. What is due with the agreement needs no evidence:
    it is paid in advance. After one was sent back its evidence stands until another is sent."""
    move = _lock(payment, "claim", by=by)
    project = payment.project
    if not needs_claims(project):
        raise Refused(_("Nothing has to be claimed for this project: staff pay what is due."))
    if project.state == ProjectState.TERMINATED:
        raise Refused(_("This project has ended early. What was not claimed is not paid."))
    _refuse_what_is_not_due(payment)
    if not note.strip():
        raise Refused(_("Say in a few words what the money went on, or goes on."))
    if sent is not None:
        kept = keep_upload(sent, kinds=DOCUMENTS, largest=LARGEST_EVIDENCE, by=by)
        _refuse_the_same_evidence(payment, kept)
        payment.evidence = kept
    if payment.evidence is None and payment.due != PaymentDue.AGREEMENT:
        raise Refused(_("Attach what shows it: an invoice, a ledger or a signed statement."))
    payment.note = note.strip()
    payment.claimed_at, payment.claimed_by = timezone.now(), by.key[:80]
    payment.sent_back_because = ""
    _move(payment, move, "evidence", "note", "claimed_at", "claimed_by", "sent_back_because")
    record(
        by,
        "funding.payment_claimed",
        payment.project,
        concerning=_concerned(payment),
        number=payment.position,
    )
    notices.payment_claimed(payment)


@transaction.atomic
def send_back_claim(payment: Payment, because: str, *, version: int, by: Actor) -> None:
    move = _lock(payment, "send_back", by=by)
    _refuse_stale(payment, version)
    if not because.strip():
        raise Refused(_("Say what is missing, so that it can be claimed again."))
    payment.sent_back_because = because.strip()[:300]
    _move(payment, move, "sent_back_because")
    record(
        by,
        "funding.payment_sent_back",
        payment.project,
        concerning=_concerned(payment),
        number=payment.position,
    )
    notices.payment_sent_back(payment)


@transaction.atomic
def approve_payment(payment: Payment, *, version: int, by: Actor) -> None:
    """Of two who approve at once the second finds it approved. Without a claim only where the round
    asks for none, and not before it is due."""
    move = _lock(payment, "approve", by=by)
    _refuse_stale(payment, version)
    if payment.state == PaymentState.PLANNED and needs_claims(payment.project):
        raise Refused(_("Nobody has claimed this payment yet."))
    _refuse_what_is_not_due(payment)
    if payment.evidence is not None and payment.evidence.scan == ScanState.INFECTED:
        raise Refused(_("The evidence holds something harmful. Send the claim back, saying so."))
    payment.approved_at, payment.approved_by = timezone.now(), by.key[:80]
    _move(payment, move, "approved_at", "approved_by")
    record(
        by,
        "funding.payment_approved",
        payment.project,
        concerning=_concerned(payment),
        number=payment.position,
    )


@transaction.atomic
def record_payment(
    payment: Payment, *, paid_on: date, reference: str, version: int, by: Actor
) -> None:
    """The accountable body has paid it; on which day, and where its books have it."""
    Edition.objects.stamp_anew()
    move = _lock(payment, "pay", by=by)
    _refuse_stale(payment, version)
    if paid_on > today():
        raise Refused(_("Choose the day on which it was paid, which cannot be to come."))
    begun = payment.project.awarded_on
    if begun and paid_on < begun:
        raise Refused(_("That is before the project was funded. Check the day."))
    if not reference.strip():
        raise Refused(_("Enter the reference under which it was paid."))
    payment.paid_on, payment.paid_reference = paid_on, reference.strip()[:80]
    _move(payment, move, "paid_on", "paid_reference")
    record(
        by,
        "funding.payment_paid",
        payment.project,
        concerning=_concerned(payment),
        number=payment.position,
    )
    notices.payment_paid(payment)


def cancel_what_is_not_approved(project: Project, *, by: Actor) -> None:
    """A part of ending a project early, which has permitted and holds its lock."""
    open_ones = project.payments.select_for_update().filter(
        state__in=(PaymentState.PLANNED, PaymentState.CLAIMED)
    )
    for payment in open_ones:
        payment.project = project
        _move(payment, PAYMENT.move("cancel", state=payment.state))
        record(
            by,
            "funding.payment_cancelled",
            payment.project,
            concerning=_concerned(payment),
            number=payment.position,
        )


def _lock(payment: Payment, name: str, *, by: Actor) -> Move:
    """The project first, so that none of its payments moves while it is ended."""
    project = payment.project
    lock(project)
    payment.refresh_from_db(from_queryset=Payment.objects.select_for_update(of=("self",)))
    payment.project = project
    move = PAYMENT.moves[name]
    by.must(move.needs, organisation=project.lead_id)
    return PAYMENT.move(name, state=payment.state)


def _refuse_stale(payment: Payment, version: int) -> None:
    if payment.version != version:
        raise Stale(_("This payment was changed while you were looking at it. Look again."))


def _refuse_what_is_not_due(payment: Payment) -> None:
    if not is_due(payment):
        raise Refused(waits_for_in_words(payment))


def _refuse_the_same_evidence(payment: Payment, kept: Upload) -> None:
    same = Payment.objects.filter(evidence__digest=kept.digest, state__in=HELD)
    used = same.exclude(pk=payment.pk).select_related("project").first()
    if used is not None:
        raise Refused(
            _(
                "This very file is the evidence for payment %(number)d of “%(project)s” already. "
                "Nothing is paid twice: attach what shows this payment."
            )
            % {"number": used.position, "project": used.project}
        )


def _move(payment: Payment, move: Move, *fields: str) -> None:
    payment.state = move.target
    payment.version += 1
    payment.save(update_fields=["state", "version", *fields])
    touch(payment.project)


def _concerned(payment: Payment) -> list[Model]:
    return [payment, *parties(payment.project)]
