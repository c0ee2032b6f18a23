"""Looking at bids after closing, and asking those who recommend for their marks."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Assessment, Bid
from ccin.funding.notices import assessing as notices
from ccin.funding.reads.interests import (
    assessors_of,
    concerned_by,
    kept_out_of,
    marking_body,
)
from ccin.funding.states import BID, AssessmentState
from ccin.governance.operations.matters import Opening, open_matter
from ccin.governance.states import MatterKind
from ccin.kernel.errors import Refused


@transaction.atomic
def take_in(bid: Bid, *, by: Actor) -> None:
    """Bring it before the body that recommends, and ask everybody who votes there for marks.

    A round's bids are taken in once they can change no more; off-cycle each as it arrives.
    """
    lock(bid)
    move = BID.move("take_in", state=bid.state)
    by.must(move.needs)
    _refuse_before_closing(bid)
    bid.matter = open_matter(
        Opening(
            MatterKind.BID,
            bid.title,
            "funding:bid",
            str(bid.pk),
            concerns=tuple(concerned_by(bid)),
            answer_by=bid.round.decides_by,
        ),
        by=by,
    )
    bid.state = move.target
    bid.version += 1
    bid.save(update_fields=["matter", "state", "version"])
    asked = ask_assessors(bid)
    record(by, "funding.bid_taken_in", bid, concerning=[bid.lead, bid.matter], asked=asked)


def ask_assessors(bid: Bid) -> int:
    """Everybody who votes in the body and has no interest, once; how many are new. Called under a
    lock on the bid."""
    body = marking_body(bid)
    people = assessors_of(body)
    kept_out = kept_out_of([bid], [each.person_id for each in people])[bid.pk]
    known = set(bid.assessments.values_list("person", flat=True))
    new = [
        Assessment(
            bid=bid,
            body=body,
            person=each.person,
            organisation=each.organisation,
            asked_at=timezone.now(),
        )
        for each in people
        if each.person_id not in known and each.person_id not in kept_out
    ]
    return len(Assessment.objects.bulk_create(new))


@transaction.atomic
def rule_out(bid: Bid, words: str, *, by: Actor) -> None:
    """It breaks a rule of its round: whoever wrote it is told which, and no body marks it."""
    lock(bid)
    move = BID.move("rule_out", state=bid.state)
    by.must(move.needs)
    _refuse_before_closing(bid)
    if not words.strip():
        raise Refused(_("Say which rule the bid does not keep; its writers read these words."))
    bid.state = move.target
    bid.ruled_out_because = words.strip()
    bid.closed_at = timezone.now()
    bid.version += 1
    bid.save(update_fields=["state", "ruled_out_because", "closed_at", "version"])
    record(by, "funding.bid_ruled_out", bid, concerning=[bid.lead])
    notices.bid_ruled_out(bid)


def _refuse_before_closing(bid: Bid) -> None:
    closes = bid.round.closes_at
    if not bid.round.off_cycle and closes is not None and timezone.now() < closes:
        raise Refused(
            _("The round is open until %(moment)s, and until then its bids can still change.")
            % {"moment": f"{timezone.localtime(closes):%d/%m/%Y, %H:%M}"}
        )


@transaction.atomic
def set_aside_interested(bid: Bid, *, by: Actor) -> int:
    """Whoever turns out to have an interest, by a partner that joined or by what they declared,
    marks this bid no more: what they gave stays on the record and counts for nothing.

    It is called by whatever makes an interest known, and by the worker; it does no more than the
    record demands, so that it asks for no permission.
    """
    lock(bid)
    standing = list(
        bid.assessments.exclude(state=AssessmentState.SET_ASIDE).select_related("person")
    )
    kept_out = kept_out_of([bid], [each.person_id for each in standing]).get(bid.pk, {})
    found = [each for each in standing if each.person_id in kept_out]
    for each in found:
        put_aside(each, kept_out[each.person_id], by=by)
    return len(found)


def put_aside(assessment: Assessment, reason: str, *, by: Actor) -> None:
    """Called under a lock on its bid."""
    was_in = assessment.state == AssessmentState.DONE
    assessment.state = AssessmentState.SET_ASIDE
    assessment.set_aside_at = timezone.now()
    assessment.set_aside_because = reason[:300]
    assessment.version += 1
    assessment.save(update_fields=["state", "set_aside_at", "set_aside_because", "version"])
    record(
        by,
        "funding.assessment_set_aside",
        assessment,
        concerning=[assessment.bid, assessment.person],
        personal={"reason": reason},
        was_in=was_in,
    )


def lock(bid: Bid) -> None:
    bid.refresh_from_db(from_queryset=Bid.objects.select_for_update(of=("self",)))
