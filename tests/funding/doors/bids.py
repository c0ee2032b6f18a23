"""Doors of bids. A row as in `tests/architecture/doors.py`."""

from typing import Any

from django.utils import timezone

from ccin.access.permissions import P
from ccin.funding.models import Answer, Bid
from ccin.funding.operations.bids import submit_bid
from tests.actors import main_contact_of
from tests.architecture.door import OPEN, At, Door
from tests.funding.files import a_bid_file
from tests.funding.made import BidFactory
from tests.funding.writing import a_draft, a_strand, a_whole_bid


def a_call() -> At:
    return At({"slug": a_strand().round.slug})


def a_funded_bid() -> At:
    return At({"pk": BidFactory(funded=True).pk})


def of_theirs(bid: Bid, **more: Any) -> At:
    return At({"pk": bid.pk, **more}, organisation=bid.lead_id)


def a_draft_of_theirs() -> At:
    return of_theirs(a_draft())


def handed_in() -> Bid:
    bid = a_whole_bid()
    submit_bid(bid, by=main_contact_of(bid.lead))
    return bid


def an_answer() -> At:
    bid = a_draft()
    return of_theirs(bid, answer=Answer.objects.get(bid=bid).pk)


def a_file() -> At:
    kept = a_bid_file(a_draft())
    return of_theirs(kept.bid, file=kept.pk)


def a_published_file() -> At:
    kept = a_bid_file(a_whole_bid(), is_public=True)
    submit_bid(kept.bid, by=main_contact_of(kept.bid.lead))
    now = timezone.now()
    Bid.objects.filter(pk=kept.bid_id).update(state="funded", told_at=now, closed_at=now)
    return At({"pk": kept.bid_id, "file": kept.pk})


WRITE, SUBMIT = P.BID_WRITE, P.BID_SUBMIT
ABOUT = {"title": "Repair cafés", "language": "en", "version": "1"}

ROWS: dict[str, Door] = {
    "funding:bids": Door(WRITE),
    "funding:start_bid": Door(WRITE, WRITE, at=a_call, data=dict),
    "funding:bid": Door(OPEN, at=a_funded_bid),
    "funding:submit_bid": Door(SUBMIT, SUBMIT, at=a_draft_of_theirs),
    "funding:reopen_bid": Door(post=SUBMIT, at=lambda: of_theirs(handed_in())),
    "funding:withdraw_bid": Door(
        SUBMIT, SUBMIT, at=a_draft_of_theirs, data=lambda: {"reason": "No time"}
    ),
    "funding:submissions": Door(WRITE, at=lambda: of_theirs(handed_in())),
    "funding:submission": Door(WRITE, at=lambda: of_theirs(handed_in(), number=1)),
    "funding:describe_bid": Door(WRITE, WRITE, at=a_draft_of_theirs, data=lambda: ABOUT),
    "funding:bid_principles": Door(WRITE, WRITE, at=a_draft_of_theirs),
    "funding:bid_budget": Door(WRITE, WRITE, at=a_draft_of_theirs, data=lambda: {"version": "1"}),
    "funding:bid_files": Door(WRITE, WRITE, at=a_draft_of_theirs),
    "funding:bid_file": Door(OPEN, at=a_published_file),
    "funding:remove_bid_file": Door(post=WRITE, at=a_file),
    "funding:bid_answer": Door(
        WRITE, WRITE, at=an_answer, data=lambda: {"words": "Ten cafés", "version": "1"}
    ),
    "funding:take_bid_pen": Door(post=WRITE, at=an_answer),
    "funding:put_bid_pen_down": Door(post=WRITE, at=an_answer),
    "funding:bid_versions": Door(WRITE, at=an_answer),
}
