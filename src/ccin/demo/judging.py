"""How the demonstration's bids are marked, recommended, decided and answered: by the operations
that people call."""

from collections.abc import Iterable, Sequence

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for
from ccin.demo.bidding import CLERK, FUND_OFFICER, resolved, somebody, writer_for
from ccin.funding.models import Assessment, Bid, Project, Round
from ccin.funding.operations.assessing import take_in
from ccin.funding.operations.deciding import Awarding, decide_bid, recommend_on_bid
from ccin.funding.operations.letters import draft_letter, send_letters
from ccin.funding.operations.marking import Marking, declare, hand_in
from ccin.funding.operations.moderating import Agreeing, agree_marks
from ccin.funding.operations.projects import Acceptance, accept_agreement, offer_agreement
from ccin.funding.reads.keeping import terms_for
from ccin.funding.states import AssessmentState, BidState
from ccin.governance.models import Matter
from ccin.governance.states import Outcome

HALF = 2  # the mark in the middle of the scale
REASONS = (
    "The bid does not show it.",
    "There is a beginning; much is left open.",
    "It is sound as far as it goes.",
    "It is well thought through.",
    "It shows more than we asked for.",
)


def bring_before_the_board(held: Round) -> list[Bid]:
    """Staff look at what was handed in and take each bid in."""
    officer = somebody(FUND_OFFICER)
    for bid in held.bids.filter(state=BidState.SUBMITTED).order_by("reference"):
        take_in(bid, by=officer)
    return considered(held)


def considered(held: Round) -> list[Bid]:
    bids = held.bids.filter(state=BidState.UNDER_CONSIDERATION)
    return list(bids.select_related("strand", "lead", "matter", "round").order_by("reference"))


def declare_for(held: Round, people: Iterable[int]) -> None:
    """Everybody who is asked looks at who bids first; what they have an interest in by their own
    organisation is found without them."""
    for person in people:
        declare(held, {}, by=actor_of(person))


def mark(assessment: Assessment) -> None:
    bid = assessment.bid
    marks = {
        criterion.pk: (score, REASONS[score])
        for number, criterion in enumerate(bid.strand.criteria.order_by("position"))
        for score in (mark_for(bid, assessment.person_id, number, criterion.top),)
    }
    hand_in(
        assessment, Marking(marks, version=assessment.version), by=actor_of(assessment.person_id)
    )


def mark_for(bid: Bid, person: int, number: int, top: int) -> int:
    """Bids differ, and so do those who mark them; the same each time."""
    quality = sum(map(ord, bid.title)) % 3 + 1
    taste = (person * 7 + number * 3 + len(bid.title)) % 3 - 1
    return max(0, min(top, quality + taste))


def mark_all(bids: Sequence[Bid]) -> None:
    waiting = Assessment.objects.filter(bid__in=bids, state=AssessmentState.OPEN)
    for assessment in waiting.select_related("bid__strand", "bid__round").order_by("pk"):
        mark(assessment)


def people_asked(bids: Sequence[Bid]) -> list[int]:
    asked = Assessment.objects.filter(bid__in=bids).order_by("person")
    return list(asked.values_list("person", flat=True).distinct())


def moderate(bid: Bid) -> None:
    """Agreed at what lies nearest to the middle of the marks."""
    if not bid.strand.uses_moderation:
        return
    agreed = {
        criterion.pk: (score, REASONS[score])
        for criterion in bid.strand.criteria.order_by("position")
        for score in (round(_mean(bid, criterion.pk)),)
    }
    agree_marks(bid, Agreeing(agreed), by=somebody(CLERK))


def _mean(bid: Bid, criterion: int) -> float:
    done = bid.assessments.filter(state=AssessmentState.DONE, marks__criterion=criterion)
    given = [score for score in done.values_list("marks__score", flat=True) if score is not None]
    return sum(given) / len(given) if given else HALF


def standing_of(bid: Bid) -> float:
    """For the order in which the committee spends the fund, alone."""
    criteria = list(bid.strand.criteria.values_list("pk", flat=True))
    return sum(_mean(bid, key) for key in criteria) / max(1, len(criteria))


def recommend_all(bids: Sequence[Bid]) -> None:
    for bid in bids:
        good = standing_of(bid) >= HALF
        outcome = Outcome.APPROVE if good else Outcome.REFUSE
        words = "It lives by the principles, and others can use it." if good else "It is too early."
        recommend_on_bid(bid, resolved(_matter(bid), outcome, words), by=somebody(CLERK))


def decide_all(bids: Sequence[Bid]) -> list[Bid]:
    """The best first, as far as the money goes; those funded are returned."""
    left = {bid.strand_id: bid.strand.budget or 0 for bid in bids}
    funded = []
    for bid in sorted(bids, key=lambda bid: (-standing_of(bid), bid.reference)):
        bid.refresh_from_db()
        ask = bid.ask or 0
        if standing_of(bid) >= HALF and ask <= left[bid.strand_id]:
            said = resolved(_matter(bid), Outcome.APPROVE, "As the board recommends.")
            decide_bid(bid, said, Awarding(ask), by=somebody(CLERK))
            left[bid.strand_id] -= ask
            funded.append(bid)
            continue
        said = resolved(_matter(bid), Outcome.REFUSE, "The fund is spent on others this time.")
        decide_bid(bid, said, by=somebody(CLERK))
    return funded


def tell_all(held: Round, bids: Sequence[Bid]) -> None:
    officer = somebody(FUND_OFFICER)
    for bid in bids:
        words = "The board liked how you mean to begin. Write to us if you want to talk it over."
        draft_letter(bid, words, version=0, by=officer)
    for strand in held.strands.all():
        send_letters(strand, by=officer)


def agree_on(project: Project) -> None:
    """Offered by staff, accepted by the lead's main contact."""
    offer_agreement(project, terms_for(project), by=somebody(FUND_OFFICER))
    project.refresh_from_db()
    assert project.lead is not None
    lead = writer_for(project.lead)
    accept_agreement(
        project, Acceptance(lead.name, "Main contact"), version=project.version, by=lead
    )
    project.refresh_from_db()


def actor_of(person: int) -> Actor:
    return actor_for(Account.objects.get(person=person), second_factor=True)


def _matter(bid: Bid) -> Matter:
    bid.refresh_from_db()
    return Matter.objects.get(pk=bid.matter_id or 0)
