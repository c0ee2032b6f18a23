"""Declaring interests in a round's bids, then marking them, each of a board for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Assessment, Declaration, Mark, Round
from ccin.funding.operations.assessing import ask_assessors, lock, set_aside_interested
from ccin.funding.reads.assessing import before_the_boards_of, covers, measured, waits_for_marks
from ccin.funding.rules.assessing import beyond_the_scale, missing
from ccin.funding.states import AssessmentState, BidState
from ccin.governance.operations.interests import declare_interest, refuse_interested
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed


@dataclass(frozen=True, slots=True)
class Marking:
    """What an assessor's page sent; `version` is that of the assessment it had opened."""

    marks: Mapping[int, tuple[int | None, str]]  # by criterion: the mark, and why
    comment: str = ""
    version: int = 1


@transaction.atomic
def declare(round: Round, interests: Mapping[int, str], *, by: Actor) -> Declaration:
    """Having looked at who bids, say in which bids one has an interest; nothing opens before.

    It covers what came before the body until now: bids that come later are looked at again.
    """
    Round.objects.select_for_update().get(pk=round.pk)
    bids = {bid.pk: bid for bid in before_the_boards_of(round, by)}
    if not bids or by.person is None:
        raise PermissionDenied(Permission.BID_ASSESS)
    for key, words in interests.items():
        matter = bids[key].matter if key in bids else None
        if matter is not None and not matter.interests.standing().filter(person=by.person).exists():
            declare_interest(matter, words, by=by)
    made, _new = Declaration.objects.update_or_create(
        round=round, person_id=by.person, defaults={"made_at": timezone.now()}
    )
    for bid in bids.values():
        set_aside_interested(bid, by=by)
        if waits_for_marks(bid):
            ask_assessors(bid)
    record(by, "funding.interests_declared", round, concerning=[made.person])
    return made


@transaction.atomic
def save_marks(assessment: Assessment, marking: Marking, *, by: Actor) -> None:
    """Half done is kept as well; nobody else reads it."""
    _own(assessment, by=by)
    _keep(assessment, marking)


@transaction.atomic
def hand_in(assessment: Assessment, marking: Marking, *, by: Actor) -> None:
    """Every criterion has its mark and its reason. With the last, all marks open."""
    _own(assessment, by=by)
    criteria = measured(assessment.bid)
    if missing(marking.marks, criteria):
        raise Refused(_("Give a mark and a reason for each criterion, then hand in."))
    _keep(assessment, marking)
    assessment.state = AssessmentState.DONE
    assessment.done_at = timezone.now()
    assessment.save(update_fields=["state", "done_at"])
    record(by, "funding.marks_handed_in", assessment, concerning=[assessment.bid])


@transaction.atomic
def reopen_marks(assessment: Assessment, *, by: Actor) -> None:
    """One's own, as long as somebody else's are waited for; afterwards all have been read."""
    _lock(assessment)
    _permit(assessment, by=by)
    if assessment.state != AssessmentState.DONE:
        raise MoveNotAllowed(f"assessment that is {assessment.state} cannot be opened again")
    if not waits_for_marks(assessment.bid):
        raise Refused(_("All marks are in and have been read, so that none can change any more."))
    assessment.state = AssessmentState.OPEN
    assessment.done_at = None
    assessment.version += 1
    assessment.save(update_fields=["state", "done_at", "version"])
    record(by, "funding.marks_reopened", assessment, concerning=[assessment.bid])


def _own(assessment: Assessment, *, by: Actor) -> None:
    _lock(assessment)
    _permit(assessment, by=by)
    if assessment.state != AssessmentState.OPEN:
        raise MoveNotAllowed(f"assessment that is {assessment.state} cannot be written")


def _permit(assessment: Assessment, *, by: Actor) -> None:
    by.must(Permission.BID_ASSESS, body=assessment.body_id)
    if by.person is None or by.person != assessment.person_id:
        raise PermissionDenied(Permission.BID_ASSESS)
    bid = assessment.bid
    if bid.state != BidState.UNDER_CONSIDERATION or bid.matter is None:
        raise MoveNotAllowed(f"bid that is {bid.state} cannot be marked")
    refuse_interested(bid.matter, by=by)
    if not covers(bid, by):
        raise Refused(_("Say first in which of the bids you have an interest, or in none."))


def _lock(assessment: Assessment) -> None:
    lock(assessment.bid)
    again = Assessment.objects.select_for_update(of=("self",))
    bid = assessment.bid
    assessment.refresh_from_db(from_queryset=again)
    assessment.bid = bid


def _keep(assessment: Assessment, marking: Marking) -> None:
    if assessment.version != marking.version:
        raise Stale
    criteria = measured(assessment.bid)
    if beyond_the_scale({key: mark for key, (mark, _why) in marking.marks.items()}, criteria):
        raise Refused(_("One of the marks is not on its scale. Choose one of those shown."))
    for each in criteria:
        score, reason = marking.marks.get(each.key, (None, ""))
        Mark.objects.update_or_create(
            assessment=assessment,
            criterion_id=each.key,
            defaults={"score": score, "reason": reason.strip()},
        )
    assessment.comment = marking.comment.strip()
    assessment.version += 1
    assessment.save(update_fields=["comment", "version"])
