"""A round's bids by their marks, as far as a reader may know them.

All that is shown is reckoned from the bids whose marks this reader may read: a place, a tie or a
line that was reckoned with the others would say where these stand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import AgreedMark, Assessment, Bid, Criterion, Mark, Round, Strand
from ccin.funding.models.bids import BidQuerySet
from ccin.funding.reads.assessing import not_closed_to, readable
from ccin.funding.reads.interests import kept_out_of
from ccin.funding.rules.assessing import (
    HANDED_IN,
    NOT_HANDED_IN,
    Measured,
    Standing,
    mean,
    out_of,
    ranked,
    spread,
    total,
)
from ccin.funding.states import BidState
from ccin.governance.models import Matter


@dataclass(frozen=True, slots=True)
class Result:
    """What the marks of one bid come to: those agreed on, or the mean of those handed in."""

    bid: Bid
    total: Fraction | None
    is_agreed: bool
    spread: Fraction | None
    counted: int
    set_aside: int
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Waited:
    """A bid of which marks are still waited for: how many are in, of how many."""

    bid: Bid
    handed_in: int
    asked: int


@dataclass(frozen=True, slots=True)
class StrandSheet:
    strand: Strand
    out_of: int
    results: list[Result]
    without: list[Result]
    waited: list[Waited]
    closed: list[Bid]


def may_read_sheet(round: Round, actor: Actor) -> bool:
    """Staff, and whoever sits in a body before which a bid of the round is."""
    if actor.may(Permission.MATTER_READ_ANY):
        return True
    bodies = actor.bodies_where(Permission.MATTER_READ)
    before = Matter.objects.in_bodies(bodies).order_by().values("pk")
    return Bid.objects.filter(round=round, matter__in=before).exists()


def ranking(round: Round, actor: Actor) -> list[StrandSheet]:
    """In a constant number of queries, however many bids there are."""
    everything = Bid.objects.filter(round=round, matter__isnull=False).exclude(
        state=BidState.WITHDRAWN
    )
    bids = list(everything.select_related("lead", "matter").order_by("reference", "pk"))
    not_closed = set(not_closed_to(actor).filter(round=round).values_list("pk", flat=True))
    found = {each.bid.pk: each for each in results(readable(actor).filter(round=round))}
    strands = round.strands.prefetch_related("criteria")
    return [
        _sheet(strand, [bid for bid in bids if bid.strand_id == strand.pk], found, not_closed)
        for strand in strands
    ]


def results(bids: BidQuerySet) -> list[Result]:
    """Of bids whose marks the reader may read; who chose them has seen to that."""
    chosen = list(
        bids.select_related("lead", "matter", "strand").prefetch_related(
            "strand__criteria",
            Prefetch("agreed_marks", AgreedMark.objects.order_by("criterion__position")),
            Prefetch("assessments", Assessment.objects.select_related("person")),
            Prefetch("assessments__marks", Mark.objects.order_by("criterion__position")),
        )
    )
    people = {each.person_id for bid in chosen for each in bid.assessments.all()}
    kept_out = kept_out_of(chosen, people)
    return [result_of(bid, kept_out.get(bid.pk, {})) for bid in chosen]


def counted(bid: Bid, kept_out: Iterable[int]) -> list[Assessment]:
    """Handed in, by somebody whom no interest keeps out today, whether or not that has been put on
    the record yet."""
    return [
        each
        for each in bid.assessments.all()
        if each.state == HANDED_IN and each.person_id not in kept_out
    ]


def result_of(bid: Bid, kept_out: Iterable[int]) -> Result:
    criteria = _measured(bid.strand.criteria.all())
    counting = counted(bid, kept_out)
    given = [
        total({mark.criterion_id: mark.score for mark in each.marks.all()}, criteria)
        for each in counting
    ]
    totals = [each for each in given if each is not None]
    agreed = total({each.criterion_id: each.score for each in bid.agreed_marks.all()}, criteria)
    return Result(
        bid=bid,
        total=mean(totals) if agreed is None else agreed,
        is_agreed=agreed is not None,
        spread=spread(totals),
        counted=len(counting),
        set_aside=len(bid.assessments.all()) - len(counting),
    )


def _sheet(
    strand: Strand, bids: list[Bid], found: dict[int, Result], not_closed: set[int]
) -> StrandSheet:
    own = [found[bid.pk] for bid in bids if bid.pk in found]
    totals = {each.bid.pk: each.total for each in own if each.total is not None}
    asks = {each.bid.pk: each.bid.ask for each in own}
    standings = ranked(totals, asks, strand.budget)
    waited = [bid for bid in bids if bid.pk not in found and bid.pk in not_closed]
    return StrandSheet(
        strand=strand,
        out_of=out_of(_measured(strand.criteria.all())),
        results=[_placed(found[each.key], each) for each in standings],
        without=[each for each in own if each.total is None],
        waited=_waited(waited),
        closed=[bid for bid in bids if bid.pk not in not_closed],
    )


def _placed(result: Result, standing: Standing) -> Result:
    return Result(
        result.bid,
        result.total,
        result.is_agreed,
        result.spread,
        result.counted,
        result.set_aside,
        standing,
    )


def _waited(bids: list[Bid]) -> list[Waited]:
    states: dict[int, list[str]] = {bid.pk: [] for bid in bids}
    for key, state in Assessment.objects.filter(bid__in=bids).values_list("bid", "state"):
        states[key].append(state)
    return [
        Waited(
            bid,
            states[bid.pk].count(HANDED_IN),
            states[bid.pk].count(HANDED_IN) + states[bid.pk].count(NOT_HANDED_IN),
        )
        for bid in bids
    ]


def _measured(criteria: Iterable[Criterion]) -> tuple[Measured, ...]:
    return tuple(Measured(each.pk, each.weight, each.top) for each in criteria)
