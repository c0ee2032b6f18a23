"""What is left of a strand, and what a reader may do with a bid before a body."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Award, Bid, Round, Strand
from ccin.funding.rules.deciding import Purse
from ccin.funding.states import BidState
from ccin.governance.models import Appointment, Decision, Matter, Recommendation
from ccin.governance.reads.interests import interest_of
from ccin.governance.reads.matters import POWERS, MatterRecord, record_of
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.states import (
    APPROVALS,
    FOR_DECISION,
    FOR_RECOMMENDATION,
    Form,
    MatterKind,
    Outcome,
    Presence,
)
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting

FINAL = (*APPROVALS, Outcome.REFUSE)
SHOWN_ON_THE_DESK = 20
WORKER_NEEDS = timedelta(hours=1)  # to act on a vote; after that a person has to look at it


def purse_of(strand: Strand) -> Purse:
    """As it stands; to hold a decision to it, lock the strand first."""
    granted = Award.objects.filter(bid__strand=strand).aggregate(sum=Sum("amount"))["sum"]
    return Purse(strand.budget, granted or 0)


def closed_strands(round: Round, actor: Actor) -> set[int]:
    """Those in which a bid that is not told of yet is closed to this reader by an interest: what
    is left of the budget would tell them what was decided on it."""
    seen = Matter.objects.visible_to(actor).order_by().values("pk")
    untold = Bid.objects.filter(round=round, matter__isnull=False, told_at=None)
    closed = untold.exclude(state=BidState.WITHDRAWN).exclude(matter__in=seen)
    return set(closed.order_by().values_list("strand", flat=True))


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
    counts = considered and matter and bid.strand_id not in closed_strands(bid.round, actor)
    return DecidingPanel(
        bid=bid,
        record=record_of(matter, actor) if matter else None,
        decision=decided.select_related("body").first(),
        award=Award.objects.filter(bid=bid).first(),
        purse=purse_of(bid.strand) if counts else None,
        moves=moves_on(bid, matter, actor) if matter else frozenset(),
    )


def moves_on(bid: Bid, matter: Matter, actor: Actor) -> frozenset[str]:
    """Which buttons this reader finds; the operations ask again."""
    found = set()
    told_of = bid.state in {BidState.UNDER_CONSIDERATION, BidState.FUNDED, BidState.NOT_FUNDED}
    if told_of and actor.may(Permission.AWARD_TELL):
        found |= {"letter"} if not interest_of(actor.person, matter, today()) else set()
    return frozenset(found) | says_on(bid, matter, actor)


def says_on(bid: Bid, matter: Matter, actor: Actor) -> frozenset[str]:
    """What may be said of it at its present step, without a query."""
    if bid.state != BidState.UNDER_CONSIDERATION:
        return frozenset()
    found = set()
    body = matter.body.pk
    if matter.state == FOR_RECOMMENDATION and actor.may(Permission.MATTER_RECOMMEND, body=body):
        found.add("recommend")
    if matter.state == FOR_DECISION and actor.may(Permission.MATTER_DECIDE, body=body):
        found.add("decide")
    if matter.state == FOR_DECISION and actor.may(Permission.PROCEDURE_OPEN, body=body):
        found.add("vote")
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class BidToDecide:
    """A line of the sheet on which a whole meeting is recorded."""

    bid: Bid
    matter: Matter
    advice: Recommendation | None
    decision: Decision | None
    award: Award | None
    moves: frozenset[str]

    @property
    def is_returned(self) -> bool:
        """Sent back by the body that decides, and not recommended on again."""
        returned = self.decision is not None and self.decision.outcome == Outcome.RETURN
        return returned and self.matter.state == FOR_RECOMMENDATION


@dataclass(frozen=True, slots=True)
class StrandToDecide:
    strand: Strand
    purse: Purse | None  # none where it would tell the reader of a bid that is closed to them
    lines: list[BidToDecide]

    @property
    def undecided(self) -> int:
        return sum(line.bid.is_open for line in self.lines)


def decisions_of(round: Round, actor: Actor) -> list[StrandToDecide]:
    """The bids of a round that came before bodies, as far as the reader may read them."""
    matters = Matter.objects.visible_to(actor).order_by().values("pk")
    bids = list(
        Bid.objects.filter(round=round, matter__in=matters)
        .select_related("lead", *(f"matter__{power}" for power in POWERS))
        .prefetch_related("matter__recommendations", "matter__decisions")
        .order_by("reference", "pk")
    )
    made = list(Award.objects.filter(bid__round=round).select_related("bid"))
    awards = {award.bid_id: award for award in made}
    granted: Counter[int] = Counter()
    for award in made:
        granted[award.bid.strand_id] += award.amount
    closed = closed_strands(round, actor)
    return [
        StrandToDecide(
            strand,
            None if strand.pk in closed else Purse(strand.budget, granted[strand.pk]),
            [_line(bid, awards.get(bid.pk), actor) for bid in bids if bid.strand_id == strand.pk],
        )
        for strand in round.strands.all()
    ]


def _line(bid: Bid, award: Award | None, actor: Actor) -> BidToDecide:
    matter = bid.matter
    assert matter is not None
    return BidToDecide(
        bid=bid,
        matter=matter,
        advice=next(iter(matter.recommendations.all()), None),
        decision=next(iter(matter.decisions.all()), None),
        award=award,
        moves=says_on(bid, matter, actor),
    )


def may_read_decisions(actor: Actor) -> bool:
    """Staff, and whoever sits in a body: what they find there depends on the matter."""
    return actor.may(Permission.BID_READ_ANY) or bool(actor.bodies_where(Permission.MATTER_READ))


@dataclass(frozen=True, slots=True)
class LastSaid:
    """When and with whom the body last resolved on a bid of the round: the next one is recorded
    with the same day, minute and people."""

    made_on: date
    reference: str
    people: frozenset[int]

    def present(self, offered: Iterable[str]) -> list[str]:
        found = Appointment.objects.filter(
            pk__in=[int(key) for key in offered], person__in=self.people
        )
        return [str(key) for key in found.order_by("pk").values_list("pk", flat=True)]


def last_said(bid: Bid) -> LastSaid | None:
    """Of the body whose step it is, at a meeting."""
    assert bid.matter is not None
    kind = Recommendation if bid.matter.state == FOR_RECOMMENDATION else Decision
    matters = Bid.objects.filter(round=bid.round_id).order_by().values("matter")
    said = kind.objects.filter(matter__in=matters, body=bid.matter.body, form=Form.MEETING).first()
    if said is None:
        return None
    present = said.participations.filter(presence=Presence.TOOK_PART)
    return LastSaid(
        said.made_on, said.reference, frozenset(present.values_list("person", flat=True))
    )


def waiting_for(actor: Actor) -> list[Waiting]:
    """Votes that were carried, but the worker could not carry out: for staff, and for the clerk of
    the body that voted."""
    votes = awaiting_decision(MatterKind.BID).filter(closed_at__lt=timezone.now() - WORKER_NEEDS)
    if not actor.may(Permission.AWARD_TELL):
        bodies = actor.bodies_where(Permission.PROCEDURE_OPEN)
        if not bodies:
            return []
        votes = votes.filter(body__in=bodies)
    return [
        Waiting(
            what=_("See why the vote on %(name)s could not be carried out") % {"name": each.matter},
            address=each.matter.get_absolute_url(),
            since=timezone.localtime(each.closed_at).date(),
        )
        for each in votes[:SHOWN_ON_THE_DESK]
        if each.closed_at
    ]
