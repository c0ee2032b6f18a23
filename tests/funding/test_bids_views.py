"""The pages of a bid: begun, written, handed in, found by partners, read by everybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ccin.funding.models import Bid, Round
from ccin.funding.operations.bids import submit_bid
from ccin.funding.states import BidState
from tests.actors import OFFICER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.funding.files import a_bid_file
from tests.funding.made import BidFactory, BidPartnerFactory, RoundThemeFactory
from tests.funding.writing import a_draft, a_member, a_principle, a_strand, a_whole_bid
from tests.library import papers

pytestmark = pytest.mark.django_db


def page(name: str, bid: Bid, *more: object) -> str:
    return reverse(f"funding:{name}", args=[bid.pk, *more])


def test_a_member_begins_a_bid_and_writes_the_whole_of_it(client: OurClient) -> None:
    strand, lead, principle = a_strand(), a_member(), a_principle()
    client.act_as(main_contact_of(lead))
    begun = {"strand": strand.pk, "lead": lead.pk, "title": "Repair\x00 cafés"}

    client.post(reverse("funding:start_bid", args=[strand.round.slug]), begun)
    bid = Bid.objects.get()
    today = timezone.localdate()
    about = {
        "title": "Repair cafés",
        "summary": "Ten visits",
        "starts_on": today,
        "ends_on": today + timedelta(days=90),
        "language": "cy",
        "version": bid.version,
    }
    client.post(page("describe_bid", bid), about)
    client.post(page("bid_principles", bid), {f"principle_{principle.pk}": "Residents run it"})
    answer = bid.answers.get()
    client.post(page("take_bid_pen", bid, answer.pk))
    assert "You have the pen" in client.get(page("bid_answer", bid, answer.pk)).text
    client.post(page("bid_answer", bid, answer.pk), {"words": "Pam?", "version": 1})
    bid.refresh_from_db()
    budget = {
        "ask": "£1,000",
        "version": bid.version,
        "cost_0_words": "Visits",
        "cost_0_amount": "1,500",
        "give_0_kind": "match",
        "give_0_source": "Repair Fund",
        "give_0_amount": "500",
    }
    client.post(page("bid_budget", bid), budget)
    handed_in = client.post(
        page("submit_bid", bid), {"declaration": "on", "published": "on"}, follow=True
    )

    bid.refresh_from_db()
    assert bid.state == BidState.SUBMITTED
    assert bid.title == "Repair cafés"
    assert f"Handed in: {bid.reference}" in handed_in.text
    assert '<div lang="cy">' in handed_in.text
    assert "£1,500" in handed_in.text


def test_a_budget_line_without_its_amount_is_asked_about_and_nothing_is_lost(
    client: OurClient,
) -> None:
    bid = a_draft()
    client.act_as(main_contact_of(bid.lead))

    sent = {"version": 1, "cost_0_words": "Visits", "cost_1_amount": "12", "ask": "1.500"}
    answer = client.post(page("bid_budget", bid), sent)

    assert "Enter the amount of this line" in answer.text
    assert "Say what this amount is for" in answer.text
    assert 'value="Visits"' in answer.text
    assert bid.costs.count() == 0


def test_a_submission_one_second_late_shows_the_clock_and_keeps_the_draft(
    client: OurClient,
) -> None:
    bid = a_whole_bid()
    client.act_as(main_contact_of(bid.lead))
    Round.objects.update(closes_at=timezone.now())

    late = client.post(page("submit_bid", bid), {"declaration": "on", "published": "on"})

    assert "by our clock" in late.text
    assert Bid.objects.get().state == BidState.DRAFT


def test_a_file_is_attached_opened_and_taken_away(client: OurClient) -> None:
    bid = a_draft()
    client.act_as(main_contact_of(bid.lead))
    sent = papers.sent("plan.docx", papers.word(("Plan", "Ten visits")))

    client.post(page("bid_files", bid), {"file": sent, "title": "The plan"})
    kept = bid.files.get()
    opened = client.get(page("bid_file", bid, kept.pk))
    client.post(page("remove_bid_file", bid, kept.pk))

    assert opened.status_code == 200
    assert "No file is attached" in client.get(page("bid_files", bid)).text


def test_an_invited_member_reads_the_bid_confirms_on_its_page_and_may_leave(
    client: OurClient,
) -> None:
    partner = BidPartnerFactory(bid=a_draft(), organisation=a_member())
    bid = partner.bid
    client.act_as(main_contact_of(partner.organisation))

    asked = client.get(page("bid", bid)).text
    client.post(page("answer_invitation", bid, partner.pk), {"answer": "yes"})
    confirmed = client.get(page("bid", bid)).text
    client.post(page("leave_bid", bid, partner.pk))

    assert "Yes, we take part" in asked
    assert "What it costs and who pays" in confirmed
    assert client.get(page("bid", bid)).status_code == 404


def test_a_bid_that_looks_for_partners_leads_members_to_say_so_and_shows_no_more(
    client: OurClient,
) -> None:
    bid = BidFactory(seeks_partners=True, seeks="A county", lead=a_member(), ask=7_777_00)
    member = a_member()
    client.act_as(representative_of(member))

    found = client.get(page("bid", bid), follow=True)
    said = client.post(
        page("offer_partnership", bid),
        {"organisation": member.pk, "words": "We run nine"},
        follow=True,
    )

    assert "A county" in found.text
    assert "7,777" not in found.text
    assert "The lead has your words" in said.text


def test_the_public_reads_a_funded_bid_once_it_was_told_and_nothing_before(
    client: OurClient,
) -> None:
    bid = a_whole_bid()
    private = a_bid_file(bid)
    submit_bid(bid, by=main_contact_of(bid.lead))
    before = client.get(page("bid", bid)).status_code
    now = timezone.now()
    Bid.objects.update(state=BidState.FUNDED, told_at=now, closed_at=now)

    shown = client.get(page("bid", bid))

    assert before == 404
    assert "Why some last and others close." in shown.text
    assert client.get(page("bid_file", bid, private.pk)).status_code == 404


def test_staff_read_what_was_handed_in_and_see_each_rule(client: OurClient) -> None:
    bid = a_whole_bid()
    submit_bid(bid, by=main_contact_of(bid.lead))
    client.act_as(OFFICER)

    text = client.get(page("bid", bid)).text

    assert "You ask for no more than £20,000." in text


def test_earlier_versions_and_submissions_stay_to_be_read(client: OurClient) -> None:
    bid = a_whole_bid()
    submit_bid(bid, by=main_contact_of(bid.lead))
    client.act_as(main_contact_of(bid.lead))
    answer = bid.answers.get()

    versions = client.get(page("bid_versions", bid, answer.pk)).text
    submission = client.get(page("submission", bid, 1)).text
    client.post(page("reopen_bid", bid))
    withdrawn = client.post(page("withdraw_bid", bid), {"reason": "No time"}, follow=True)

    assert "Version 2, Carys Contact" in versions
    assert "Submission 1" in submission
    assert "No time" in withdrawn.text


def test_only_themes_of_the_round_are_offered(client: OurClient) -> None:
    bid = a_draft()
    asked = RoundThemeFactory(round=bid.round).theme
    other = RoundThemeFactory().theme
    client.act_as(main_contact_of(bid.lead))

    text = client.get(page("describe_bid", bid)).text

    assert str(asked) in text
    assert f">{other}<" not in text


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", ["bids", "looking"])
def test_lists_of_bids_cost_the_same_however_long(
    client: OurClient, number: int, name: str
) -> None:
    lead, strand = a_member(), a_strand()
    BidFactory.create_batch(number, lead=lead, strand=strand, seeks_partners=True, seeks="A")
    client.act_as(main_contact_of(lead))
    client.get(reverse(f"funding:{name}"))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse(f"funding:{name}"))

    assert len(asked) == 7
