"""A bid that can be handed in, and who writes it."""

from typing import Any

from ccin.access.actor import Actor
from ccin.funding.models import Bid, Strand
from ccin.funding.operations.bid_answers import save_answer
from ccin.funding.operations.bid_parts import Plan, name_principles, set_budget
from ccin.funding.operations.bids import BidDetails, BidStart, describe_bid, start_bid
from ccin.kernel.clock import today
from ccin.kernel.workdays import months_after
from ccin.members.models import Organisation
from ccin.principles.models import Principle, Statement
from tests.actors import main_contact_of
from tests.factories import MembershipFactory, PersonFactory, RepresentationFactory
from tests.funding.made import RoundQuestionFactory, StrandFactory


def a_member(membership_class: str = "full", **facts: Any) -> Organisation:
    return MembershipFactory(membership_class=membership_class, **facts).organisation


def with_contact(organisation: Organisation) -> Organisation:
    """Whose main contact can be written to."""
    person = PersonFactory(email=f"contact{organisation.pk}@council.example")
    RepresentationFactory(organisation=organisation, person=person, is_primary=True)
    return organisation


def a_strand(**facts: Any) -> Strand:
    """An open Lab with one question."""
    strand = StrandFactory(**facts)
    RoundQuestionFactory(strand=strand)
    return strand


def a_principle() -> Principle:
    statement, _made = Statement.objects.get_or_create(
        number=1, defaults={"decision": "AGM", "source": "Minutes"}
    )
    found = statement.principles.first()
    return found or Principle.objects.create(
        statement=statement, position=1, name="Co-production", paraphrase="With residents"
    )


def a_draft(strand: Strand | None = None, lead: Organisation | None = None) -> Bid:
    lead = lead or a_member()
    begun = BidStart(strand or a_strand(), lead, "What makes a repair café last")
    return start_bid(begun, by=main_contact_of(lead))


def a_whole_bid(strand: Strand | None = None, lead: Organisation | None = None) -> Bid:
    """Nothing is missing: it can be handed in."""
    bid = a_draft(strand, lead)
    fill(bid, by=main_contact_of(bid.lead))
    return bid


def fill(bid: Bid, *, by: Actor) -> None:
    begins = today()
    details = BidDetails(
        title=bid.title,
        summary="We visit ten cafés and write down what they did.",
        starts_on=begins,
        ends_on=months_after(begins, 6),
    )
    describe_bid(bid, details, version=bid.version, by=by)
    for answer in bid.answers.select_related("text", "bid", "question"):
        save_answer(answer, "Why some last and others close.", version=answer.text.version, by=by)
    bid.refresh_from_db()
    name_principles(bid, {a_principle(): "Residents run the cafés."}, by=by)
    budget = Plan(ask=12_000_00, costs=(("Visits", 4_000_00), ("Writing", 8_000_00)))
    set_budget(bid, budget, version=bid.version, by=by)
