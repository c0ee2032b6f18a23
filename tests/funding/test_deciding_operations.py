from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.audit.models import Entry
from ccin.funding.models import Award, Bid, DecisionLetter
from ccin.funding.operations.deciding import (
    Awarding,
    act_on_procedure,
    decide_bid,
    open_vote_on_bid,
    recommend_on_bid,
)
from ccin.funding.reads.deciding import panel_for, purse_of
from ccin.funding.states import BidState
from ccin.governance.models import Decision, Procedure
from ccin.governance.operations.matters import withdraw_matter
from ccin.governance.operations.procedures import Proposal, cast_vote
from ccin.governance.reads.decisions import decisions_for
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.states import MatterState, Outcome, ProcedureState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Membership
from ccin.outbox.models import Letter, Notice
from tests.actors import OFFICER, PUBLIC, STRANGER, WORKER, clerk_of, main_contact_of, voting_in
from tests.factories import AuthorityFactory, OrganisationFactory, RepresentationFactory
from tests.funding.deciding import FUND, a_strand, before, fund, refuse, send_back, the_bodies
from tests.joining.considered import Route

pytestmark = pytest.mark.django_db

YES = Proposal(Outcome.APPROVE, "It is what the round is for.")


def vote_for(way: Route, procedure: Procedure) -> Procedure:
    for each in way.committee_members:
        procedure.refresh_from_db()
        if procedure.state == ProcedureState.RUNNING:
            cast_vote(procedure, "for", by=voting_in(way.committee, person=each.person_id))
    procedure.refresh_from_db()
    return procedure


def test_a_recommendation_sends_the_bid_on_and_tells_nobody() -> None:
    way = the_bodies()
    bid = before(way, for_decision=False)

    said = recommend_on_bid(bid, way.recommending(Outcome.REFUSE), by=way.board_clerk)

    bid.matter.refresh_from_db()
    assert (said.body, said.outcome) == (way.board, Outcome.REFUSE)
    assert bid.matter.state == MatterState.FOR_DECISION
    assert not Letter.objects.exists()
    assert not Notice.objects.exists()


def test_a_grant_is_kept_with_its_decision() -> None:
    way = the_bodies()
    bid = before(way)

    said = decide_bid(bid, way.deciding(), FUND, by=way.clerk)

    award = Award.objects.get(bid=bid)
    bid.refresh_from_db()
    assert (bid.state, award.amount, award.decision) == (BidState.FUNDED, 10_000_00, said)
    assert (award.awarded_on, award.override_reason) == (said.made_on, "")
    assert bid.closed_at is not None
    assert Entry.objects.about(bid).filter(event="funding.bid_decided").exists()


def test_nobody_outside_knows_of_a_grant_before_the_letters_go() -> None:
    way = the_bodies()
    bid = before(way)
    said = fund(way, bid)
    writer = main_contact_of(bid.lead)

    for outsider in [PUBLIC, STRANGER, writer]:
        assert panel_for(bid, outsider) is None
        assert not decisions_for(outsider).filter(pk=said.pk).exists()
    assert decisions_for(way.clerk).filter(pk=said.pk).exists()
    assert panel_for(bid, way.clerk).award.amount == FUND.amount
    assert not Letter.objects.exists()


def test_a_refusal_grants_nothing() -> None:
    way = the_bodies()
    bid = before(way)

    refuse(way, bid)

    bid.refresh_from_db()
    assert bid.state == BidState.NOT_FUNDED
    assert not Award.objects.exists()


def test_a_return_leaves_the_bid_with_the_board_and_its_letter_stale() -> None:
    way = the_bodies()
    bid = before(way)
    letter = DecisionLetter.objects.create(
        bid=bid, feedback="Well done", drafted_by="account:1", drafted_at=timezone.now()
    )

    said = send_back(way, bid)

    bid.refresh_from_db()
    letter.refresh_from_db()
    assert (bid.state, said.outcome) == (BidState.UNDER_CONSIDERATION, Outcome.RETURN)
    assert bid.matter.state == MatterState.FOR_RECOMMENDATION
    assert letter.is_stale
    recommend_on_bid(bid, way.recommending(), by=way.board_clerk)
    fund(way, bid)
    assert Award.objects.filter(bid=bid).exists()


def test_more_than_is_left_is_refused_with_what_is_left() -> None:
    way = the_bodies()
    strand = a_strand(budget=15_000_00)
    first, second = before(way, strand=strand), before(way, strand=strand)
    fund(way, first)

    with pytest.raises(Refused, match="£10,000 is more than the £5,000 left of the £15,000"):
        fund(way, second)

    second.refresh_from_db()
    assert second.state == BidState.UNDER_CONSIDERATION
    assert Decision.objects.count() == 1
    assert purse_of(strand).left == 5_000_00


def test_with_a_reason_the_body_goes_beyond_its_budget_on_the_record() -> None:
    way = the_bodies()
    strand = a_strand(budget=15_000_00)
    first, second = before(way, strand=strand), before(way, strand=strand)
    fund(way, first)

    decide_bid(
        second, way.deciding(), Awarding(10_000_00, "A sponsor makes up for it."), by=way.clerk
    )

    award = Award.objects.get(bid=second)
    assert award.override_reason == "A sponsor makes up for it."
    assert Entry.objects.filter(event="funding.budget_exceeded").count() == 1
    assert purse_of(strand).is_exceeded


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    way = the_bodies()
    bid = before(way)

    decide_bid(bid, way.deciding(), Awarding(10_000_00, "To be safe"), by=way.clerk)

    assert Award.objects.get(bid=bid).override_reason == ""
    assert not Entry.objects.filter(event="funding.budget_exceeded").exists()


def test_more_than_was_asked_or_no_amount_at_all_is_refused() -> None:
    way = the_bodies()
    bid = before(way, ask=9_000_00)

    with pytest.raises(Refused, match="more than the £9,000 that the bid asks for"):
        fund(way, bid)
    with pytest.raises(Refused, match="Enter how much is granted"):
        decide_bid(bid, way.deciding(), by=way.clerk)

    assert not Decision.objects.exists()


def test_a_sponsored_project_that_asks_for_nothing_is_granted_nothing() -> None:
    way = the_bodies()
    bid = before(way, ask=0, strand=a_strand(round__off_cycle=True, budget=None))

    fund(way, bid, 0)

    assert Award.objects.get(bid=bid).amount == 0


def test_nobody_decides_twice() -> None:
    way = the_bodies()
    bid = before(way)
    fund(way, bid)

    with pytest.raises(MoveNotAllowed):
        refuse(way, bid)

    assert Decision.objects.count() == 1


@pytest.mark.parametrize("state", [BidState.SUBMITTED, BidState.WITHDRAWN, BidState.DRAFT])
def test_only_what_is_under_consideration_is_decided(state: str) -> None:
    way = the_bodies()
    bid = before(way)
    closed_at = timezone.now() if state == BidState.WITHDRAWN else None
    Bid.objects.filter(pk=bid.pk).update(state=state, closed_at=closed_at)

    for act in [fund, refuse, send_back]:
        with pytest.raises(MoveNotAllowed):
            act(way, bid)
    with pytest.raises(MoveNotAllowed):
        recommend_on_bid(bid, way.recommending(), by=way.board_clerk)


def test_neither_staff_nor_the_board_nor_bidders_decide() -> None:
    way = the_bodies()
    bid = before(way)

    for other in [OFFICER, way.board_clerk, main_contact_of(bid.lead), STRANGER, PUBLIC]:
        with pytest.raises(PermissionDenied):
            decide_bid(bid, way.deciding(), FUND, by=other)

    assert not Decision.objects.exists()


def test_a_clerk_with_an_interest_records_nothing() -> None:
    way = the_bodies()
    bid = before(way)
    person = RepresentationFactory(organisation=bid.lead).person
    clerk = clerk_of(way.committee, person=person.pk)

    with pytest.raises(Refused):
        decide_bid(bid, way.deciding(), FUND, by=clerk)


def test_a_lead_that_left_the_network_is_granted_nothing() -> None:
    way = the_bodies()
    bid = before(way)
    Membership.objects.filter(organisation=bid.lead).update(
        ends_on=today() - timedelta(1), end_reason="resigned"
    )

    with pytest.raises(Refused, match="is no member today"):
        fund(way, bid)

    refuse(way, bid)
    bid.refresh_from_db()
    assert bid.state == BidState.NOT_FUNDED


def test_a_council_that_was_dissolved_is_granted_nothing() -> None:
    way = the_bodies()
    council = AuthorityFactory(valid_to=today() - timedelta(1))
    lead = OrganisationFactory(authority=council)
    bid = before(way, lead=lead)

    with pytest.raises(Refused, match="ceased to exist"):
        fund(way, bid)


def test_a_vote_carries_the_amount_that_was_put() -> None:
    way = the_bodies()
    bid = before(way)
    procedure = open_vote_on_bid(bid, YES, FUND, by=way.clerk)

    vote_for(way, procedure)
    [carried] = awaiting_decision("bid")
    act_on_procedure(carried, by=WORKER)

    award = Award.objects.get(bid=bid)
    assert (procedure.granted, award.amount) == ("£10,000", FUND.amount)
    assert award.decision.form == "procedure"
    assert not awaiting_decision("bid").exists()


def test_a_vote_on_what_could_not_be_granted_is_not_opened() -> None:
    way = the_bodies()
    bid = before(way, strand=a_strand(budget=5_000_00))

    with pytest.raises(Refused, match="left of the £5,000"):
        open_vote_on_bid(bid, YES, FUND, by=way.clerk)
    with pytest.raises(Refused, match="Enter how much"):
        open_vote_on_bid(bid, YES, by=way.clerk)

    assert not Procedure.objects.exists()


def test_money_that_went_while_the_vote_ran_leaves_it_to_a_person() -> None:
    way = the_bodies()
    strand = a_strand(budget=12_000_00)
    voted, other = before(way, strand=strand), before(way, strand=strand)
    vote_for(way, open_vote_on_bid(voted, YES, FUND, by=way.clerk))
    fund(way, other)

    with pytest.raises(Refused, match="£10,000 is more than the £2,000 left"):
        act_on_procedure(awaiting_decision("bid").get(), by=WORKER)

    assert awaiting_decision("bid").count() == 1
    voted.refresh_from_db()
    assert voted.state == BidState.UNDER_CONSIDERATION


def test_the_board_votes_without_an_amount() -> None:
    way = the_bodies()
    bid = before(way, for_decision=False)

    procedure = open_vote_on_bid(bid, YES, by=way.board_clerk)
    for each in way.board_members:
        procedure.refresh_from_db()
        if procedure.state == ProcedureState.RUNNING:
            cast_vote(procedure, "for", by=voting_in(way.board, person=each.person_id))
    act_on_procedure(awaiting_decision("bid").get(), by=WORKER)

    bid.matter.refresh_from_db()
    assert procedure.amount is None
    assert bid.matter.state == MatterState.FOR_DECISION


def test_a_bid_withdrawn_while_a_vote_runs_is_never_funded() -> None:
    way = the_bodies()
    bid = before(way)
    procedure = open_vote_on_bid(bid, YES, FUND, by=way.clerk)
    Bid.objects.filter(pk=bid.pk).update(state=BidState.WITHDRAWN, closed_at=timezone.now())
    withdraw_matter(bid.matter, by=main_contact_of(bid.lead))

    procedure.refresh_from_db()
    assert procedure.state == ProcedureState.STOPPED
    assert not awaiting_decision("bid").exists()
    with pytest.raises(MoveNotAllowed):
        act_on_procedure(procedure, by=WORKER)
    assert not Award.objects.exists()
