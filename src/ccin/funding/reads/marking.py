"""What an assessor, a board and the page of a bid show of marking, each as far as it may."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import AgreedMark, Assessment, Bid, Criterion, Round, Slot
from ccin.funding.reads.assessing import before_the_boards_of, covers, not_closed_to, readable
from ccin.funding.reads.interests import kept_out_of, marking_body
from ccin.funding.reads.ranking import Result, results
from ccin.funding.reads.slots import slot_of
from ccin.funding.states import AssessmentState, BidState
from ccin.governance.models import Question
from ccin.kernel.waiting import Waiting

SHOWN_ON_THE_DESK = 20


@dataclass(frozen=True, slots=True)
class ToMark:
    """A bid before the reader's board: why it is closed to them, or their own assessment."""

    bid: Bid
    closed_because: str
    own: Assessment | None


@dataclass(frozen=True, slots=True)
class AssessorsPage:
    """`missing` is whom a moderator waits for, by bid; nobody's marks are in it."""

    round: Round
    marks_here: bool
    is_declared: bool
    lines: list[ToMark]
    missing: list[tuple[Bid, list[Assessment]]]


def assessors_page(round: Round, actor: Actor) -> AssessorsPage:
    bids = list(before_the_boards_of(round, actor))
    person = actor.person or 0
    kept_out = kept_out_of(bids, [person])
    own = {each.bid_id: each for each in Assessment.objects.filter(bid__in=bids, person_id=person)}
    lines = [ToMark(bid, kept_out[bid.pk].get(person, ""), own.get(bid.pk)) for bid in bids]
    return AssessorsPage(
        round=round,
        marks_here=bool(bids),
        is_declared=is_declared(bids, actor),
        lines=lines,
        missing=_missing(round, actor),
    )


def is_declared(bids: Sequence[Bid], actor: Actor) -> bool:
    """Whether what this reader declared covers all of them."""
    last = max((bid.matter.opened_at for bid in bids if bid.matter), default=None)
    if last is None:
        return False
    round = bids[0].round
    return round.declarations.filter(person=actor.person or 0, made_at__gte=last).exists()


def _missing(round: Round, actor: Actor) -> list[tuple[Bid, list[Assessment]]]:
    """For whoever moderates: who has not handed in yet. Bids closed to the reader are left out."""
    bodies = actor.bodies_where(Permission.BID_MODERATE)
    waited = Assessment.objects.filter(
        bid__in=not_closed_to(actor).filter(round=round, state=BidState.UNDER_CONSIDERATION),
        body__in=bodies,
        state=AssessmentState.OPEN,
    )
    found: dict[Bid, list[Assessment]] = {}
    for each in waited.select_related("bid", "person").order_by("bid__reference", "bid", "pk"):
        found.setdefault(each.bid, []).append(each)
    return list(found.items())


@dataclass(frozen=True, slots=True)
class Row:
    """What everybody gave by one criterion, in the order of the columns, and what was agreed."""

    criterion: Criterion
    marks: list[tuple[Assessment, int | None, str]]
    agreed: AgreedMark | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All marks of one bid, where the reader may read them; otherwise `result` is empty."""

    bid: Bid
    result: Result | None
    rows: list[Row]
    comments: list[Assessment]
    set_aside: list[Assessment]
    may_moderate: bool
    must_declare: bool
    waits: bool


def sheet_of(bid: Bid, actor: Actor) -> Sheet:
    """Of a bid that is not closed to the reader."""
    body = marking_body(bid).pk
    moderates = actor.may(Permission.BID_MODERATE, body=body)
    result = next(iter(results(readable(actor).filter(pk=bid.pk))), None)
    may_moderate = moderates and bid.state == BidState.UNDER_CONSIDERATION
    asked = list(bid.assessments.select_related("person").prefetch_related("marks"))
    if result is None:
        waits = not asked or any(each.state == AssessmentState.OPEN for each in asked)
        return Sheet(bid, None, [], [], [], may_moderate, not waits, waits)
    given = [each for each in asked if each.state == AssessmentState.DONE]
    agreed = {each.criterion_id: each for each in bid.agreed_marks.all()}
    rows = [
        Row(
            criterion,
            [
                (each, mark.score, mark.reason)
                for each in given
                for mark in each.marks.all()
                if mark.criterion_id == criterion.pk
            ],
            agreed.get(criterion.pk),
        )
        for criterion in bid.strand.criteria.all()
    ]
    return Sheet(
        bid=bid,
        result=result,
        rows=rows,
        comments=[each for each in given if each.comment],
        set_aside=[each for each in asked if each.state == AssessmentState.SET_ASIDE],
        may_moderate=may_moderate and bid.strand.uses_moderation,
        must_declare=False,
        waits=False,
    )


@dataclass(frozen=True, slots=True)
class AssessingPanel:
    """What the page of a bid offers: to staff to take it in, to an assessor to mark it, to the
    bodies its sheet, to whoever leads it the questions that were put. Never a mark."""

    bid: Bid
    may_check: bool
    own: Assessment | None
    must_declare: bool
    has_sheet: bool
    may_open_early: bool
    questions: list[Question]
    may_answer: bool
    slot: Slot | None


def panel_for(bid: Bid, actor: Actor) -> AssessingPanel | None:
    """Nothing for whoever has no part in looking at it."""
    may_check = bid.state == BidState.SUBMITTED and actor.may(Permission.BID_CHECK)
    writes = Bid.objects.written_by(actor).filter(pk=bid.pk).exists()
    free = bid.matter_id is not None and not_closed_to(actor).filter(pk=bid.pk).exists()
    if not (may_check or writes or free):
        return None
    considered = bid.state == BidState.UNDER_CONSIDERATION
    own = bid.assessments.filter(person=actor.person or 0).first() if free and considered else None
    moderates = free and considered and _moderates(bid, actor)
    asked = Question.objects.filter(matter=bid.matter_id).select_related("body")
    return AssessingPanel(
        bid=bid,
        may_check=may_check,
        own=own,
        must_declare=bool(own) and not covers(bid, actor),
        has_sheet=free,
        may_open_early=moderates,
        questions=list(asked) if writes and bid.matter_id else [],
        may_answer=bid.is_open and actor.may(Permission.BID_WRITE, organisation=bid.lead_id),
        slot=slot_of(bid) if considered else None,
    )


def _moderates(bid: Bid, actor: Actor) -> bool:
    waited = bid.assessments.filter(state=AssessmentState.OPEN).exists()
    return waited and actor.may(Permission.BID_MODERATE, body=marking_body(bid).pk)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Bids to mark, a line a round; for staff, bids to look at after closing."""
    return [*_to_mark(actor), *_to_check(actor)]


def _to_mark(actor: Actor) -> list[Waiting]:
    if actor.person is None or not actor.bodies_where(Permission.BID_ASSESS):
        return []
    own = Assessment.objects.filter(
        person=actor.person,
        state=AssessmentState.OPEN,
        bid__state=BidState.UNDER_CONSIDERATION,
        bid__in=not_closed_to(actor),
    )
    rounds: dict[int, list[Assessment]] = {}
    for each in own.select_related("bid__round").order_by("asked_at", "pk"):
        rounds.setdefault(each.bid.round_id, []).append(each)
    return [
        Waiting(
            what=ngettext(
                "Mark %(number)d bid of %(round)s", "Mark %(number)d bids of %(round)s", n
            )
            % {"number": n, "round": found[0].bid.round},
            address=reverse("funding:assess_round", args=[found[0].bid.round.slug]),
            since=timezone.localtime(found[0].asked_at).date(),
            due_on=found[0].bid.round.assess_by,
        )
        for found in rounds.values()
        for n in (len(found),)
    ]


def _to_check(actor: Actor) -> list[Waiting]:
    if not actor.may(Permission.BID_CHECK):
        return []
    return [
        Waiting(
            what=_("Look at the bids of %(round)s") % {"round": round},
            address=reverse("funding:check_bids", args=[round.slug]),
            since=timezone.localtime(round.closes_at).date(),
        )
        for round in to_check()[:SHOWN_ON_THE_DESK]
        if round.closes_at
    ]


def to_check() -> list[Round]:
    """Rounds with bids that wait to be taken in or ruled out."""
    waiting = Bid.objects.filter(state=BidState.SUBMITTED).order_by().values("round")
    found = Round.objects.filter(pk__in=waiting)
    return [
        round
        for round in found.order_by("closes_at", "pk")
        if round.off_cycle or (round.closes_at and round.closes_at <= timezone.now())
    ]
