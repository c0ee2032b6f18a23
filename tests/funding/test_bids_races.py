"""Several people at once on one bid: one gets through, and nothing happens twice."""

from itertools import count

import pytest

from ccin.funding.models import Answer, Bid, Submission
from ccin.funding.operations.bid_answers import save_answer
from ccin.funding.operations.bids import submit_bid
from ccin.kernel.errors import Refused
from tests.actors import main_contact_of
from tests.funding.made import RoundFactory
from tests.funding.writing import a_draft, a_member, a_strand, a_whole_bid, fill
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_pressed_four_times_at_once_a_bid_is_handed_in_once() -> None:
    bid = a_whole_bid()
    by = main_contact_of(bid.lead)

    told = at_once(lambda: submit_bid(Bid.objects.get(pk=bid.pk), by=by))

    assert told == ["done"] * 4
    assert Submission.objects.get().number == 1


def test_of_two_bids_of_one_lead_handed_in_at_once_one_takes_the_place() -> None:
    strand, lead = a_strand(round=RoundFactory(open=True)), a_member()
    bids = [a_draft(strand, lead), a_draft(strand, lead)]
    for bid in bids:
        fill(bid, by=main_contact_of(lead))
    turn = count()

    told = at_once(
        lambda: submit_bid(Bid.objects.get(pk=bids[next(turn)].pk), by=main_contact_of(lead)),
        people=2,
    )

    assert told == [Refused.__name__, "done"]


def test_one_of_four_saves_the_answer_and_the_others_get_their_words_back() -> None:
    bid = a_draft()
    answer, words, by = Answer.objects.get(bid=bid), iter("ABCD"), main_contact_of(bid.lead)

    told = at_once(
        lambda: save_answer(Answer.objects.get(pk=answer.pk), next(words), version=1, by=by)
    )

    assert told == ["Stale", "Stale", "Stale", "done"]
