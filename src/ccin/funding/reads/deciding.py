"""What is left of a strand, and what a reader may do with a bid before a body."""

from dataclasses import dataclass

from django.db.models import Sum

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Award, Bid, Strand
from ccin.funding.rules.deciding import Purse
from ccin.funding.states import BidState
from ccin.governance.models import Decision, Matter
from ccin.governance.reads.interests import interest_of
from ccin.governance.reads.matters import POWERS, MatterRecord, record_of
from ccin.governance.states import APPROVALS, FOR_DECISION, FOR_RECOMMENDATION, Outcome
from ccin.kernel.clock import today

FINAL = (*APPROVALS, Outcome.REFUSE)


def purse_of(strand: Strand) -> Purse:
    """As it stands; to hold a decision to it, lock the strand first."""
    granted = Award.objects.filter(bid__strand=strand).aggregate(sum=Sum("amount"))["sum"]
    return Purse(strand.budget, granted or 0)


@dataclass(frozen=True, slots=True)
class DecidingPanel:
    """`record` is for those who read the matter. What was decided is for them, and for everybody
    else once the letter has gone out."""

    bid: Bid
    record: MatterRecord | None
    decision: Decision | None
    award: Award | None
    purse: Purse | None
    moves: frozenset[str]


def panel_for(bid: Bid, actor: Actor) -> DecidingPanel | None:
    """Nothing, where the bid has not come before a body or the reader may not know yet."""
    if bid.matter_id is None:
        return None
    seen = Matter.objects.visible_to(actor).select_related(*POWERS) if actor.is_signed_in else None
    matter = seen.filter(pk=bid.matter_id).first() if seen is not None else None
    if matter is None and bid.told_at is None:
        return None
    decided = Decision.objects.filter(matter=bid.matter_id, outcome__in=FINAL)
    considered = bid.state == BidState.UNDER_CONSIDERATION
    return DecidingPanel(
        bid=bid,
        record=record_of(matter, actor) if matter else None,
        decision=decided.select_related("body").first(),
        award=Award.objects.filter(bid=bid).first(),
        purse=purse_of(bid.strand) if matter and considered else None,
        moves=moves_on(bid, matter, actor) if matter else frozenset(),
    )


def moves_on(bid: Bid, matter: Matter, actor: Actor) -> frozenset[str]:
    """Which buttons this reader finds; the operations ask again."""
    found = set()
    if actor.may(Permission.AWARD_TELL) and not interest_of(actor.person, matter, today()):
        found.add("letter")
    if bid.state != BidState.UNDER_CONSIDERATION:
        return frozenset(found)
    body = matter.body.pk
    if matter.state == FOR_RECOMMENDATION and actor.may(Permission.MATTER_RECOMMEND, body=body):
        found.add("recommend")
    if matter.state == FOR_DECISION and actor.may(Permission.MATTER_DECIDE, body=body):
        found.add("decide")
    if matter.state == FOR_DECISION and actor.may(Permission.PROCEDURE_OPEN, body=body):
        found.add("vote")
    return frozenset(found)
