"""Letters about decisions: how each stands, and what may be taken over into its feedback."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import AgreedMark, Award, Bid, DecisionLetter, Mark, Round, Strand
from ccin.funding.reads.assessing import not_closed_to, readable
from ccin.funding.rules.deciding import Standing, may_send, standing_of
from ccin.funding.states import AssessmentState, BidState
from ccin.governance.models import Decision
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting

DECIDED = (BidState.FUNDED, BidState.NOT_FUNDED)
UNDECIDED = (BidState.SUBMITTED, BidState.UNDER_CONSIDERATION)
SHOWN_ON_THE_DESK = 20


@dataclass(frozen=True, slots=True)
class LetterLine:
    """`is_closed` to a reader who has an interest in the bid, until its letter has gone."""

    bid: Bid
    letter: DecisionLetter | None
    is_closed: bool

    @property
    def standing(self) -> str:
        return letter_standing(self.bid, self.letter).value if self.is_decided else ""

    @property
    def is_decided(self) -> bool:
        return self.bid.state in DECIDED


@dataclass(frozen=True, slots=True)
class StrandLetters:
    strand: Strand
    lines: list[LetterLine]
    undecided: int
    to_send: int
    is_ready: bool


def letter_standing(bid: Bid, letter: DecisionLetter | None) -> Standing:
    return standing_of(
        funded=bid.state == BidState.FUNDED,
        feedback=letter.feedback if letter else "",
        is_stale=letter.is_stale if letter else False,
        told=bid.told_at is not None,
    )


def undecided_in(strand: Strand) -> int:
    """Between calls every bid is decided when it comes, so none waits for another."""
    if strand.round.off_cycle:
        return 0
    return strand.bids.filter(state__in=UNDECIDED).count()


def letters_of(round: Round, actor: Actor) -> list[StrandLetters]:
    bids = list(
        Bid.objects.filter(round=round, state__in=[*DECIDED, *UNDECIDED])
        .select_related("lead", "letter")
        .order_by("reference", "pk")
    )
    open_to_reader = set(not_closed_to(actor).filter(round=round).values_list("pk", flat=True))

    def is_closed(bid: Bid) -> bool:
        before_a_body = bid.matter_id is not None and bid.told_at is None
        return before_a_body and bid.pk not in open_to_reader

    lines = [LetterLine(bid, letter_of(bid), is_closed(bid)) for bid in bids]
    return [
        _of_strand(strand, [line for line in lines if line.bid.strand_id == strand.pk], round)
        for strand in round.strands.all()
    ]


def _of_strand(strand: Strand, lines: list[LetterLine], round: Round) -> StrandLetters:
    standings = [letter_standing(line.bid, line.letter) for line in lines if line.is_decided]
    open_ones = sum(not line.is_decided for line in lines)
    return StrandLetters(
        strand=strand,
        lines=lines,
        undecided=0 if round.off_cycle else open_ones,
        to_send=sum(each is not Standing.SENT for each in standings),
        is_ready=may_send(standings, undecided=0, left_out=False),
    )


def letter_of(bid: Bid) -> DecisionLetter | None:
    return getattr(bid, "letter", None)


def final_decision(bid: Bid) -> Decision | None:
    """The one that closed it; none while it is open."""
    if bid.state not in DECIDED:
        return None
    return Decision.objects.filter(matter=bid.matter_id).select_related("body").first()


def award_of(bid: Bid) -> Award | None:
    return Award.objects.filter(bid=bid).first()


def suggested_feedback(bid: Bid, actor: Actor) -> str:
    """The marks with their reasons, as agreed or else as given, without anybody's name: for those
    who may read the marks, once nobody's are waited for."""
    if not readable(actor).filter(pk=bid.pk).exists():
        return ""
    agreed = AgreedMark.objects.filter(bid=bid).select_related("criterion")
    if agreed:
        return "\n\n".join(
            _("%(criterion)s: %(score)d of %(top)d. %(reason)s")
            % {
                "criterion": each.criterion.name,
                "score": each.score,
                "top": each.criterion.top,
                "reason": each.reason.strip(),
            }
            for each in agreed
        )
    given = Mark.objects.filter(
        assessment__bid=bid, assessment__state=AssessmentState.DONE, score__isnull=False
    )
    by_criterion: dict[str, list[str]] = {}
    # In an order that says nothing of who gave which.
    for each in given.select_related("criterion").order_by(
        "criterion__position", "-score", "reason"
    ):
        said = _("%(score)d of %(top)d: %(reason)s") % {
            "score": each.score or 0,
            "top": each.criterion.top,
            "reason": each.reason.strip(),
        }
        by_criterion.setdefault(each.criterion.name, []).append(said)
    return "\n\n".join("\n".join([name, *said]) for name, said in by_criterion.items())


def waiting_for(actor: Actor) -> list[Waiting]:
    """Strands in which everything is decided and somebody still is not told: for staff."""
    if not actor.may(Permission.AWARD_TELL):
        return []
    untold = Bid.objects.filter(state__in=DECIDED, told_at=None)
    undecided = Bid.objects.filter(state__in=UNDECIDED, round__off_cycle=False)
    strands = (
        Strand.objects.filter(pk__in=untold.order_by().values("strand"))
        .exclude(pk__in=undecided.order_by().values("strand"))
        .select_related("round")
        .order_by("round__year", "pk")
    )
    return [
        Waiting(
            what=_("Send the letters about %(strand)s") % {"strand": strand},
            address=reverse("funding:letters", args=[strand.round.slug]),
            since=strand.round.meets_on or today(),
            due_on=strand.round.decides_by,
        )
        for strand in strands[:SHOWN_ON_THE_DESK]
    ]
