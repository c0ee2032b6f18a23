from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.funding.models import Award, Bid
from ccin.funding.operations.deciding import open_vote_on_bid
from ccin.funding.operations.letters import draft_letter
from ccin.funding.reads.deciding import decisions_of, waiting_for
from ccin.funding.states import BidState
from ccin.funding.tasks import deciding as tasks
from ccin.governance.models import Decision, Procedure
from ccin.governance.operations.procedures import Proposal
from ccin.governance.states import Outcome, ProcedureState
from ccin.kernel.clock import today
from ccin.kernel.progress import quietly
from tests.actors import OFFICER, STRANGER, WORKER, main_contact_of, voting_in
from tests.browser import OurClient
from tests.factories import RepresentationFactory
from tests.funding.deciding import FUND, a_strand, before, fund, refuse, send_back, the_bodies
from tests.joining.considered import Route

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def sent(way: Route, **given: object) -> dict[str, object]:
    return {
        "form": "meeting",
        "outcome": Outcome.APPROVE,
        "reasons": "It is what the round is for.",
        "amount": "10,000",
        "made_on": f"{today():%Y-%m-%d}",
        "reference": "Item 7",
        "present": [str(each.pk) for each in way.committee_members],
        **given,
    }


def carried(way: Route, bid: Bid) -> Procedure:
    """A vote that the committee carried two hours ago."""
    proposal = Proposal(Outcome.APPROVE, "Yes.")
    procedure = open_vote_on_bid(bid, proposal, FUND, by=way.clerk)
    procedure.votes.update(choice="for", voted_at=timezone.now())
    procedure.state = ProcedureState.CARRIED
    procedure.closed_at = timezone.now() - timedelta(hours=2)
    procedure.save()
    return procedure


def test_a_clerk_records_a_meeting_bid_by_bid(client: OurClient) -> None:
    way, strand = the_bodies(), a_strand()
    first, second = before(way, strand=strand), before(way, strand=strand)
    client.act_as(way.clerk)

    answer = client.post(f"/funding/bids/{first.pk}/decide/?from=sheet", sent(way))

    sheet = f"/funding/rounds/{strand.round.slug}/decisions/"
    assert answer["Location"] == sheet
    html = client.get(sheet).content.decode()
    assert "£50,000 left" in html
    assert Award.objects.get().amount == 10_000_00
    form = client.get(f"/funding/bids/{second.pk}/decide/").context["form"]
    assert form.initial["reference"] == "Item 7"
    assert len(form.initial["present"]) == 3
    assert form.initial["amount"] == second.ask


def test_too_much_is_refused_on_the_form_with_what_is_left(client: OurClient) -> None:
    way = the_bodies()
    bid = before(way, strand=a_strand(budget=5_000_00))
    client.act_as(way.clerk)
    address = f"/funding/bids/{bid.pk}/decide/"

    html = client.post(address, sent(way)).content.decode()

    assert "£10,000 is more than the £5,000 left of the £5,000" in html
    assert not Decision.objects.exists()
    client.post(address, sent(way, override_reason="A sponsor pays the rest."))
    assert Award.objects.get().override_reason == "A sponsor pays the rest."


def test_an_approval_without_an_amount_and_one_that_is_none_are_asked_about(
    client: OurClient,
) -> None:
    way = the_bodies()
    bid = before(way)
    client.act_as(way.clerk)
    address = f"/funding/bids/{bid.pk}/decide/"

    assert (
        "Enter how much is granted" in client.post(address, sent(way, amount="")).content.decode()
    )
    assert "using digits" in client.post(address, sent(way, amount="ten")).content.decode()


def test_a_sum_left_in_the_box_of_a_refusal_grants_nothing(client: OurClient) -> None:
    way = the_bodies()
    bid = before(way)
    client.act_as(way.clerk)

    client.post(f"/funding/bids/{bid.pk}/decide/", sent(way, outcome=Outcome.REFUSE))

    bid.refresh_from_db()
    assert bid.state == BidState.NOT_FUNDED
    assert not Award.objects.exists()


def test_who_comes_too_late_is_told_and_gets_the_text_back(client: OurClient) -> None:
    way = the_bodies()
    bid = before(way)
    refuse(way, bid)
    client.act_as(way.clerk)

    answer = client.post(f"/funding/bids/{bid.pk}/decide/", sent(way))

    assert answer.status_code == 409
    assert "It is what the round is for." in answer.content.decode()
    assert Decision.objects.count() == 1


def test_each_way_of_being_late_has_its_own_words(client: OurClient) -> None:
    way = the_bodies()
    returned, withdrawn = before(way), before(way)
    send_back(way, returned)
    Bid.objects.filter(pk=withdrawn.pk).update(state=BidState.WITHDRAWN, closed_at=timezone.now())
    client.act_as(way.clerk)

    words = [
        client.get(f"/funding/bids/{bid.pk}/{page}/").content.decode()
        for bid, page in [(returned, "decide"), (withdrawn, "vote")]
    ]

    assert "is at another step" in words[0]
    assert "has been withdrawn" in words[1]


def test_a_clerk_records_what_the_board_recommends(client: OurClient) -> None:
    way = the_bodies()
    bid = before(way, for_decision=False)
    client.act_as(way.board_clerk)
    present = [str(each.pk) for each in way.board_members]

    client.post(f"/funding/bids/{bid.pk}/recommend/", sent(way, present=present))

    bid.matter.refresh_from_db()
    assert bid.matter.state == "for_decision"


def test_a_vote_is_opened_with_its_sum_from_the_page_of_the_bid(client: OurClient) -> None:
    way = the_bodies()
    bid = before(way)
    client.act_as(way.clerk)
    closes_at = timezone.localtime(timezone.now() + timedelta(days=5))
    data = sent(way, closes_at=f"{closes_at:%Y-%m-%dT%H:%M}")

    general = client.get(reverse("governance:open_procedure", args=[bid.matter_id]))
    answer = client.post(f"/funding/bids/{bid.pk}/vote/", data)

    assert general["Location"] == bid.get_absolute_url()
    procedure = Procedure.objects.get()
    assert answer["Location"] == procedure.get_absolute_url()
    client.act_as(voting_in(way.committee, person=way.committee_members[0].person_id))
    assert "£10,000 would be granted" in client.get(procedure.get_absolute_url()).content.decode()


def test_the_worker_carries_out_what_was_carried_and_leaves_the_rest_to_a_person() -> None:
    way, strand = the_bodies(), a_strand(budget=15_000_00)
    bids = [before(way, strand=strand) for _number in range(2)]
    for bid in bids:
        carried(way, bid)
    assert tasks.is_any_vote_on_a_bid()

    told = tasks.act_on_votes(WORKER, quietly)

    assert told == "Votes acted on: 1, left to a person: 1"
    assert Award.objects.count() == 1
    for reader in [OFFICER, way.clerk]:
        [line] = waiting_for(reader)
        assert line.what.startswith("See why the vote on")
    assert waiting_for(STRANGER) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_sheet_costs_the_same_however_many_bids(
    number: int, django_assert_num_queries: object
) -> None:
    way, strand = the_bodies(), a_strand()
    for bid in [before(way, strand=strand) for _number in range(number)]:
        fund(way, bid)

    with django_assert_num_queries(6):  # type: ignore[operator]
        [found] = decisions_of(strand.round, way.clerk)

    assert [line.award.amount for line in found.lines if line.award] == [FUND.amount] * number


def test_an_interest_keeps_a_bid_off_the_sheet() -> None:
    way, strand = the_bodies(), a_strand()
    bid = before(way, strand=strand)
    before(way, strand=strand)
    person = RepresentationFactory(organisation=bid.lead).person

    [found] = decisions_of(strand.round, voting_in(way.committee, person=person.pk))

    assert bid not in [line.bid for line in found.lines]
    assert len(found.lines) == 1
    assert found.purse is None
    Bid.objects.filter(pk=bid.pk).update(told_at=timezone.now())
    [told] = decisions_of(strand.round, voting_in(way.committee, person=person.pk))
    assert told.purse is not None


def test_a_bidder_is_not_told_by_the_page_before_the_letter(client: OurClient) -> None:
    way = the_bodies()
    bid = before(way)
    fund(way, bid)
    client.act_as(main_contact_of(bid.lead))

    html = client.get(bid.get_absolute_url()).content.decode()

    assert "Under consideration" in html
    assert "Funded" not in html
    assert "£10,000" not in html
    assert client.get(f"/projects/{bid.project.slug}/").status_code == 404


def test_letters_are_drafted_previewed_and_sent_together(client: OurClient) -> None:
    way, strand = the_bodies(), a_strand()
    bid = before(way, strand=strand)
    RepresentationFactory(organisation=bid.lead, is_primary=True)
    fund(way, bid)
    client.act_as(OFFICER)
    letter = f"/funding/bids/{bid.pk}/letter/"

    client.post(letter, {"version": "0", "feedback": "A fine bid."})
    html = client.get(letter).content.decode()
    answer = client.post(f"/funding/strands/{strand.pk}/letters/send/")

    assert "has decided to fund the bid" in html
    assert "A fine bid." in html
    assert answer["Location"] == f"/funding/rounds/{strand.round.slug}/letters/"
    assert "Sent" in client.get(answer["Location"]).content.decode()
    bid.refresh_from_db()
    assert bid.told_at is not None


def test_a_refused_press_says_what_is_in_the_way(client: OurClient) -> None:
    way, strand = the_bodies(), a_strand()
    decided = before(way, strand=strand)
    before(way, strand=strand)
    fund(way, decided)
    client.act_as(OFFICER)

    html = client.post(f"/funding/strands/{strand.pk}/letters/send/").content.decode()

    assert "1 of this strand still to be decided" in html


def test_staff_with_an_interest_do_not_open_the_letter(client: OurClient) -> None:
    way = the_bodies()
    bid = before(way)
    draft_letter(bid, "Marks and reasons", version=0, by=OFFICER)
    person = RepresentationFactory(organisation=bid.lead).person
    client.act_as(
        Actor("account:9", "T", person.pk, network_roles=frozenset({Role.MEMBERSHIP_OFFICER}))
    )

    assert client.get(f"/funding/bids/{bid.pk}/letter/").status_code == 404
