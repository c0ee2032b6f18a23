"""Bids begun, handed in, opened again, taken back and locked at the second."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.funding.models import Bid, Submission
from ccin.funding.operations.bid_answers import save_answer, take_pen
from ccin.funding.operations.bid_parts import Given, Plan, set_budget
from ccin.funding.operations.bids import (
    MOST_DRAFTS,
    BidDetails,
    BidStart,
    describe_bid,
    reopen_bid,
    start_bid,
    submit_bid,
    withdraw_bid,
)
from ccin.funding.operations.closing_bids import lock_round, remind_of_draft
from ccin.funding.states import BidState, ContributionKind, RoundState
from ccin.funding.tasks import bids as passes
from ccin.governance.states import WITHDRAWN
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import quietly
from ccin.outbox.models import Letter, Notice
from tests.actors import OFFICER, STRANGER, WORKER, main_contact_of, representative_of
from tests.browser import account_of
from tests.factories import PersonFactory
from tests.funding.assessed import marking
from tests.funding.made import BidFactory, ProjectFactory, RoundFactory, StrandFactory
from tests.funding.writing import a_draft, a_member, a_strand, a_whole_bid, fill

pytestmark = pytest.mark.django_db


def lead_of(bid: Bid) -> Actor:
    return main_contact_of(bid.lead)


def test_a_bid_begins_with_an_empty_answer_to_each_question_of_its_strand() -> None:
    bid = a_draft()

    assert bid.state == BidState.DRAFT
    assert [answer.text.words for answer in bid.answers.all()] == [""]
    assert bid.reference == ""


def test_only_somebody_of_the_lead_begins_a_bid_for_it() -> None:
    begun = BidStart(a_strand(), a_member(), "Repair cafés")

    for stranger in [STRANGER, OFFICER, representative_of(a_member())]:
        with pytest.raises(PermissionDenied):
            start_bid(begun, by=stranger)

    assert not Bid.objects.exists()


@pytest.mark.parametrize("moment", ["closed", "finished"])
def test_no_bid_begins_in_a_round_that_is_over(moment: str) -> None:
    strand = a_strand(round=RoundFactory(**{moment: True}))

    with pytest.raises(Refused):
        a_draft(strand)


def test_no_bid_begins_before_the_round_opens_or_without_a_title() -> None:
    later = RoundFactory(open=True, opens_at=timezone.now() + timedelta(days=1))
    lead = a_member()

    with pytest.raises(Refused, match="opens for bids at"):
        a_draft(a_strand(round=later))
    with pytest.raises(Refused, match="not open"):
        a_draft(a_strand(round=RoundFactory()))
    with pytest.raises(Refused, match="title"):
        start_bid(BidStart(a_strand(), lead, " \x00 "), by=main_contact_of(lead))


def test_a_lead_has_only_so_many_drafts_in_a_round() -> None:
    strand, lead = a_strand(), a_member()
    BidFactory.create_batch(MOST_DRAFTS, strand=strand, lead=lead)

    with pytest.raises(Refused, match="Go on with one"):
        a_draft(strand, lead)


def test_a_submission_keeps_what_was_handed_in_and_gives_a_reference_once() -> None:
    bid = a_whole_bid()
    account_of(lead_of(bid))

    first = submit_bid(bid, by=lead_of(bid))
    reopen_bid(bid, by=lead_of(bid))
    second = submit_bid(bid, by=lead_of(bid))

    assert bid.reference == f"{bid.round.year}-L01"
    assert [first.number, second.number] == [1, 2]
    assert first.content["answers"] == [
        ["What will you find out?", "Why some last and others close.", True]
    ]
    assert first.content["costs"] == [["Visits", 4_000_00], ["Writing", 8_000_00]]
    assert first.content["ask"] == 12_000_00


def test_a_second_press_hands_nothing_in_twice() -> None:
    bid = a_whole_bid()

    first = submit_bid(bid, by=lead_of(bid))
    again = submit_bid(bid, by=lead_of(bid))

    assert again == first
    assert Submission.objects.count() == 1
    assert Entry.objects.filter(event="funding.bid_submitted").count() == 1


def test_references_are_numbered_within_the_year_and_the_kind() -> None:
    call = RoundFactory(open=True)
    lab = a_strand(round=call, max_live_leads=None)
    small = a_strand(round=call, light=True, max_live_leads=None)
    given = []

    for strand in [lab, lab, small]:
        bid = a_draft(strand)

        fill(bid, by=lead_of(bid))
        bid.refresh_from_db()
        set_budget(bid, Plan(1_000_00, (("All", 1_000_00),)), version=bid.version, by=lead_of(bid))
        submit_bid(bid, by=lead_of(bid))
        given.append(bid.reference)

    assert given == ["2027-L01", "2027-L02", "2027-P01"]


def test_one_second_late_is_late_and_the_draft_is_kept() -> None:
    bid = a_whole_bid()
    closes = bid.round.closes_at
    assert closes is not None

    late = pytest.raises(Refused, match=r"Bids closed at .* and it is .* by our clock")
    with time_machine.travel(closes, tick=False), late:
        submit_bid(bid, by=lead_of(bid))
    bid.refresh_from_db()
    assert bid.state == BidState.DRAFT
    assert bid.costs.count() == 2
    with time_machine.travel(closes - timedelta(seconds=1), tick=False):
        submit_bid(bid, by=lead_of(bid))

    assert bid.state == BidState.SUBMITTED


def test_words_saved_too_late_are_given_back() -> None:
    bid = a_draft()
    answer = bid.answers.select_related("text", "bid").get()
    closes = bid.round.closes_at
    assert closes is not None

    with time_machine.travel(closes, tick=False), pytest.raises(Stale) as late:
        save_answer(answer, "Just now", version=1, by=lead_of(bid))

    assert late.value.sent == {"words": "Just now"}
    assert "Bids closed" in str(late.value)


def test_a_bid_with_something_missing_is_not_handed_in_and_every_sentence_says_what_to_do() -> None:
    bid = a_draft()

    with pytest.raises(Refused) as refusal:
        submit_bid(bid, by=lead_of(bid))

    said = str(refusal.value)
    for words in ["one or two sentences", "Answer: What will", "principle", "how much you ask"]:
        assert words in said
    assert not Submission.objects.exists()


def test_a_second_live_led_project_stops_a_bid_that_would_run_beside_it() -> None:
    bid = a_whole_bid()
    ProjectFactory(lead=bid.lead)

    with pytest.raises(Refused, match="at most 1 project"):
        submit_bid(bid, by=lead_of(bid))


def test_a_lab_led_by_an_associate_is_not_handed_in() -> None:
    bid = a_whole_bid(lead=a_member("associate", sub_kind="parish"))

    with pytest.raises(Refused, match=r"Associate \(Town, parish"):
        submit_bid(bid, by=lead_of(bid))


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(20_001_00, (("All", 20_001_00),)), "one project gets £20,000 at most"),
        (Plan(5_000_00, (("All", 6_000_00),)), "£1,000 are missing"),
        (Plan(7_000_00, (("All", 6_000_00),)), "£1,000 too much"),
        (
            Plan(
                1_000_00,
                (("All", 3_000_00),),
                (
                    Given(ContributionKind.MATCH, "Repair Fund", 1_000_00, "RF 7"),
                    Given(ContributionKind.IN_KIND, "repair  fund", 1_000_00, "RF-7"),
                ),
            ),
            r"Repair Fund \(RF 7\), £1,000 is counted twice",
        ),
    ],
)
def test_a_budget_that_is_amiss_is_kept_and_not_handed_in(plan: Plan, words: str) -> None:
    bid = a_whole_bid()
    set_budget(bid, plan, version=bid.version, by=lead_of(bid))

    with pytest.raises(Refused, match=words):
        submit_bid(bid, by=lead_of(bid))

    assert bid.costs.count() == 1


def test_only_the_lead_hands_in_and_only_in_time_is_it_opened_again() -> None:
    bid = a_whole_bid()
    with pytest.raises(PermissionDenied):
        submit_bid(bid, by=main_contact_of(a_member()))
    submit_bid(bid, by=lead_of(bid))
    with pytest.raises(PermissionDenied):
        reopen_bid(bid, by=OFFICER)
    closes = bid.round.closes_at
    assert closes is not None

    with time_machine.travel(closes, tick=False), pytest.raises(Refused):
        reopen_bid(bid, by=lead_of(bid))

    assert bid.state == BidState.SUBMITTED


def test_a_bid_opened_again_falls_back_to_what_was_handed_in_last() -> None:
    bid = a_whole_bid()
    by = lead_of(bid)
    submit_bid(bid, by=by)
    handed_in = bid.submitted_at
    reopen_bid(bid, by=by)
    describe_bid(bid, BidDetails(title="Another title"), version=bid.version, by=by)
    set_budget(bid, Plan(1_00), version=bid.version, by=by)
    closes = bid.round.closes_at
    assert closes is not None

    with time_machine.travel(closes, tick=False):
        assert passes.is_any_to_lock()
        said = passes.lock_rounds(WORKER, quietly)
        assert not passes.is_any_to_lock()

    bid.refresh_from_db()
    assert said == "Bids that stand as handed in before: 1, never handed in: 0"
    assert (bid.state, bid.title, bid.ask) == (
        BidState.SUBMITTED,
        "What makes a repair café last",
        12_000_00,
    )
    assert bid.submitted_at == handed_in
    assert [line.amount for line in bid.costs.all()] == [4_000_00, 8_000_00]
    assert bid.principles.get().sentence == "Residents run the cafés."
    assert bid.starts_on is not None


def test_a_bid_never_handed_in_lapses_once_and_its_writers_hear_of_it() -> None:
    bid = a_draft()
    account_of(lead_of(bid))
    with pytest.raises(PermissionDenied):
        lock_round(bid.round, by=STRANGER)
    assert lock_round(bid.round, by=WORKER) == (0, 0)  # it is open
    closes = bid.round.closes_at
    assert closes is not None

    with time_machine.travel(closes, tick=False):
        assert lock_round(bid.round, by=WORKER) == (0, 1)
        assert lock_round(bid.round, by=WORKER) == (0, 0)

    bid.refresh_from_db()
    assert bid.state == BidState.LAPSED
    with pytest.raises(MoveNotAllowed):
        submit_bid(bid, by=lead_of(bid))


def test_a_bid_is_withdrawn_with_a_reason() -> None:
    bid = a_whole_bid()
    with pytest.raises(Refused, match="why"):
        withdraw_bid(bid, "  ", by=lead_of(bid))
    with pytest.raises(PermissionDenied):
        withdraw_bid(bid, "No", by=OFFICER)
    submit_bid(bid, by=lead_of(bid))

    withdraw_bid(bid, "No time", by=lead_of(bid))

    assert (bid.state, bid.withdrawn_because) == (BidState.WITHDRAWN, "No time")


def test_reminders_come_a_week_and_a_day_before_and_stop_when_it_is_handed_in() -> None:
    bid = a_whole_bid()
    Bid.objects.update(started_by=account_of(lead_of(bid)))
    closes = bid.round.closes_at
    assert closes is not None
    reminded = []

    for before in [timedelta(days=8), timedelta(days=6), timedelta(days=5), timedelta(hours=20)]:
        with time_machine.travel(closes - before, tick=False):
            reminded.append(passes.remind_of_drafts(WORKER, quietly)[-1])
    assert reminded == ["0", "1", "0", "1"]
    assert Notice.objects.filter(kind="funding.bid_unfinished").count() == 1
    assert Letter.objects.filter(kind="funding.bid_closes").count() == 1

    Bid.objects.update(reminded_at=None)
    with time_machine.travel(closes - timedelta(hours=20), tick=False):
        submit_bid(bid, by=lead_of(bid))
        assert not remind_of_draft(bid, by=WORKER)


def test_nobody_writes_over_what_another_is_writing() -> None:
    bid = a_draft()
    answer = bid.answers.select_related("text", "bid").get()
    take_pen(answer, by=lead_of(bid))

    with pytest.raises(Stale, match="Carys Contact") as held:
        save_answer(answer, "Mine", version=1, by=representative_of(bid.lead))

    assert held.value.sent == {"words": "Mine"}


def test_what_a_word_processor_leaves_around_words_is_taken_off() -> None:
    bid = a_draft()
    answer = bid.answers.select_related("text", "bid").get()
    pasted = "<!--[if mso]><xml>x</xml><![endif]--><p class=MsoNormal>Dŵr\x00 a\xa0thai</p>•\tUn"

    save_answer(answer, pasted, version=1, by=lead_of(bid))

    assert answer.text.words == "Dŵr a thai\n- Un"


def test_two_who_describe_it_at_once_do_not_overwrite_each_other() -> None:
    bid = a_draft()
    describe_bid(bid, BidDetails(title="First"), version=bid.version, by=lead_of(bid))

    with pytest.raises(Stale):
        describe_bid(bid, BidDetails(title="Second"), version=1, by=lead_of(bid))
    with pytest.raises(Stale):
        set_budget(bid, Plan(1_00), version=1, by=lead_of(bid))

    bid.refresh_from_db()
    assert bid.title == "First"


def test_the_contact_is_somebody_of_the_lead_and_days_follow_each_other() -> None:
    bid = a_draft()
    today = timezone.localdate()

    for details in [
        BidDetails(title="T", contact=PersonFactory()),
        BidDetails(title="T", starts_on=today, ends_on=today - timedelta(days=1)),
    ]:
        with pytest.raises(Refused):
            describe_bid(bid, details, version=bid.version, by=lead_of(bid))


def test_a_round_that_was_called_off_takes_no_bids() -> None:
    bid = a_whole_bid(StrandFactory())
    bid.round.state = RoundState.CALLED_OFF
    bid.round.save()

    with pytest.raises(Refused, match="not open for bids"):
        submit_bid(bid, by=lead_of(bid))


def test_what_is_before_a_body_is_taken_back_from_it() -> None:
    bid = marking().bid()

    withdraw_bid(bid, "No time", by=lead_of(bid))

    bid.matter.refresh_from_db()
    assert bid.matter.state == WITHDRAWN


def test_words_that_did_not_change_make_no_version_and_a_budget_has_an_end() -> None:
    bid = a_draft()
    answer = bid.answers.select_related("text", "bid").get()

    save_answer(answer, "", version=1, by=lead_of(bid))
    with pytest.raises(Refused, match="too many lines"):
        set_budget(bid, Plan(1, (("A", 1),) * 41), version=bid.version, by=lead_of(bid))

    assert answer.text.version == 1
