"""What bodies do with a bid: recommend, vote in writing, decide. The sum is held to the budget."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Award, Bid, DecisionLetter, Strand
from ccin.funding.notices import deciding as notices
from ccin.funding.operations.projects import begin_project
from ccin.funding.reads.deciding import purse_of
from ccin.funding.reasons.deciding import why_not
from ccin.funding.rules.deciding import problem_with
from ccin.funding.states import BID, BidState
from ccin.governance.models import Decision, Procedure, Recommendation
from ccin.governance.operations.matters import Saying, decide, recommend
from ccin.governance.operations.procedures import Proposal, open_procedure
from ccin.governance.states import APPROVALS, Outcome, Step
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation
from ccin.members.reasons import day_in_words


@dataclass(frozen=True, slots=True)
class Awarding:
    """What an approval grants, in pence; with the reason for which a body goes beyond the budget,
    it stands even where less is left."""

    amount: int
    override_reason: str = ""


@transaction.atomic
def recommend_on_bid(bid: Bid, saying: Saying, *, by: Actor) -> Recommendation:
    """A body advises the body that decides. Whoever bids is told nothing yet."""
    _lock(bid)
    _refuse_unless_considered(bid, "recommend")
    assert bid.matter is not None
    said = recommend(bid.matter, saying, by=by)
    record(
        by,
        "funding.bid_recommended",
        bid,
        concerning=[said],
        outcome=said.outcome,
        body=said.body.name,
    )
    return said


@transaction.atomic
def decide_bid(
    bid: Bid, saying: Saying, awarding: Awarding | None = None, *, by: Actor
) -> Decision:
    """The one operation by which a bid is funded, refused, or goes back to be looked at again.

    The strand is locked before what is left of it is counted, so that of two decisions at once one
    finds the money gone. The decision is not public until the letters go out.
    """
    strand = _lock_strand(bid)
    _lock(bid)
    _refuse_unless_considered(bid, "decide")
    assert bid.matter is not None
    grants = saying.outcome in APPROVALS
    if grants:
        awarding = _checked(bid, strand, awarding)
        _refuse_if_lead_is_gone(bid, strand)
    said = decide(bid.matter, saying, held_back=True, by=by)
    amount = awarding.amount if grants and awarding else None
    record(
        by,
        "funding.bid_decided",
        bid,
        concerning=[said],
        outcome=said.outcome,
        number=said.number,
        body=said.body.name,
        amount=amount,
    )
    if said.outcome == Outcome.RETURN:
        _send_back(bid, said)
    elif grants and awarding:
        _fund(bid, said, awarding, by=by)
    else:
        _move(bid, "refuse")
    return said


@transaction.atomic
def open_vote_on_bid(
    bid: Bid, proposal: Proposal, awarding: Awarding | None = None, *, by: Actor
) -> Procedure:
    """A written procedure on a bid. What could not be granted today is not put to the vote."""
    strand = _lock_strand(bid)
    _lock(bid)
    _refuse_unless_considered(bid, "vote on")
    assert bid.matter is not None
    if proposal.outcome in APPROVALS and bid.matter.power.step == Step.DECIDE:
        awarding = _checked(bid, strand, awarding)
        _refuse_if_lead_is_gone(bid, strand)
        proposal = replace(
            proposal, amount=awarding.amount, override_reason=awarding.override_reason
        )
    return open_procedure(bid.matter, proposal, by=by)


@transaction.atomic
def act_on_procedure(procedure: Procedure, *, by: Actor) -> None:
    """Carry out what a written procedure carried, with the amount that was voted on."""
    bid = Bid.objects.select_related("matter", "lead").get(matter=procedure.matter)
    saying = Saying.of(procedure)
    if procedure.step == Step.RECOMMEND:
        recommend_on_bid(bid, saying, by=by)
        return
    awarding = None
    if procedure.amount is not None:
        awarding = Awarding(procedure.amount, procedure.override_reason)
    decide_bid(bid, saying, awarding, by=by)


def _lock(bid: Bid) -> None:
    bid.refresh_from_db(from_queryset=Bid.objects.select_for_update(of=("self",)))


def _lock_strand(bid: Bid) -> Strand:
    """Before the bid, by everybody who decides or sends the letters."""
    return Strand.objects.select_for_update().get(pk=bid.strand_id)


def _refuse_unless_considered(bid: Bid, what: str) -> None:
    if bid.state != BidState.UNDER_CONSIDERATION or bid.matter is None:
        raise MoveNotAllowed(f"bid that is {bid.state} cannot {what}")


def _checked(bid: Bid, strand: Strand, awarding: Awarding | None) -> Awarding:
    """An override that was not needed is not kept: nobody went beyond anything."""
    if awarding is None:
        raise Refused(_("Enter how much is granted."))
    purse = purse_of(strand)
    reason = awarding.override_reason.strip()
    problem = problem_with(
        awarding.amount, ask=bid.ask, cap=strand.cap, purse=purse, overridden=bool(reason)
    )
    if problem:
        raise Refused(
            why_not(
                problem,
                amount=awarding.amount,
                ask=bid.ask,
                cap=strand.cap,
                left=purse.left,
                budget=purse.budget,
            )
        )
    return Awarding(awarding.amount, "" if purse.holds(awarding.amount) else reason)


def _refuse_if_lead_is_gone(bid: Bid, strand: Strand) -> None:
    """What may have changed since it was handed in: a council ends, a member leaves."""
    lead = Organisation.objects.select_related("authority").get(pk=bid.lead_id)
    last_day = lead.authority.valid_to if lead.authority else None
    if last_day is not None and last_day < today():
        raise Refused(
            _(
                "%(name)s ceased to exist on %(day)s, so nothing can be granted to it. "
                "Pass the bid on to its successor, or refuse it."
            )
            % {"name": lead, "day": day_in_words(last_day)}
        )
    members = Organisation.objects.members_on(today())
    if strand.may_lead and not members.filter(pk=lead.pk).exists():
        raise Refused(
            _(
                "%(name)s is no member today, so it cannot lead a project. Refuse the bid, or ask "
                "it to withdraw."
            )
            % {"name": lead}
        )


def _fund(bid: Bid, said: Decision, awarding: Awarding, *, by: Actor) -> None:
    _move(bid, "fund")
    award = Award.objects.create(
        bid=bid,
        decision=said,
        amount=awarding.amount,
        override_reason=awarding.override_reason,
        awarded_on=said.made_on,
    )
    if award.override_reason:
        record(
            by,
            "funding.budget_exceeded",
            award,
            concerning=[bid, said],
            amount=award.amount,
            number=said.number,
        )
    begin_project(bid, award, by=by)


def _send_back(bid: Bid, said: Decision) -> None:
    """Whoever drafted a letter did so for something that was not decided after all."""
    DecisionLetter.objects.filter(bid=bid, sent_at=None).update(is_stale=True)
    notices.bid_returned(bid, said)


def _move(bid: Bid, name: str) -> None:
    """Its permission lies in the body that decides: governance has asked for it."""
    bid.state = BID.move(name, state=bid.state).target
    bid.closed_at = bid.changed_at = timezone.now()
    bid.version += 1
    bid.save(update_fields=["state", "closed_at", "changed_at", "version"])
