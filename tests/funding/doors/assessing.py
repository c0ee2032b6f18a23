"""Checking, marking and moderating bids, and their presentation."""

from typing import Any

from ccin.access.permissions import P
from ccin.funding.models import Bid
from ccin.funding.operations.marking import Marking, declare, hand_in
from ccin.governance.models import Question
from tests.architecture.door import At, Door
from tests.factories import PersonFactory
from tests.funding.assessed import marking
from tests.funding.made import RoundFactory, SlotFactory


def a_closed_round() -> At:
    return At({"slug": RoundFactory(closed=True).slug})


def submitted() -> At:
    return At({"pk": marking().submitted().pk})


def before_a_board() -> At:
    scene = marking()
    return At({"pk": scene.bid().pk}, body=scene.board.pk)


def a_round_before_a_board() -> At:
    scene = marking()
    return At({"slug": scene.bid().round.slug}, body=scene.board.pk)


def all_in() -> tuple[Bid, int]:
    scene = marking()
    bid = scene.bid()
    for actor in scene.assessors:
        declare(bid.round, {}, by=actor)
        own = bid.assessments.get(person=actor.person)
        hand_in(own, Marking({each.pk: (3, "So") for each in scene.criteria}), by=actor)
    return bid, scene.board.pk


def marked() -> At:
    bid, board = all_in()
    return At({"pk": bid.pk}, body=board)


def a_marked_round() -> At:
    bid, board = all_in()
    return At({"slug": bid.round.slug}, body=board)


def a_question() -> At:
    scene = marking()
    bid = scene.bid()
    asked = Question.objects.create(
        matter=bid.matter,
        body=scene.board,
        asked_by=PersonFactory(),
        words="Why there?",
        asked_at=bid.started_at,
    )
    return At({"pk": bid.pk, "question": asked.pk}, organisation=bid.lead_id)


def a_reason() -> dict[str, Any]:
    return {"reason": "Two are ill", "words": "It is led by a supporter", "looked": "on"}


READS = (P.MATTER_READ_ANY, P.MATTER_READ)


def a_slot() -> At:
    bid = marking().bid()
    return At({"pk": SlotFactory(round=bid.round, bid=bid).pk})


def a_round_with_a_slot() -> At:
    bid = marking().bid()
    SlotFactory(round=bid.round, bid=bid)
    return At({"slug": bid.round.slug})


ROWS: dict[str, Door] = {
    "funding:slots": Door(P.MATTER_READ_ANY, P.ROUND_CHANGE, at=a_closed_round),
    "funding:tell_slots": Door(post=P.ROUND_CHANGE, at=a_round_with_a_slot),
    "funding:change_slot": Door(
        P.ROUND_CHANGE,
        P.ROUND_CHANGE,
        at=a_slot,
        data=lambda: {"starts_at": "2030-03-01T14:00", "minutes": 15},
    ),
    "funding:check_bids": Door(P.BID_CHECK, at=a_closed_round),
    "funding:take_in": Door(post=P.BID_CHECK, at=submitted),
    "funding:rule_out": Door(P.BID_CHECK, P.BID_CHECK, at=submitted, data=a_reason),
    "funding:assess_round": Door(READS, at=a_round_before_a_board),
    "funding:declare_interests": Door(P.BID_ASSESS, P.BID_ASSESS, at=a_round_before_a_board),
    "funding:mark_bid": Door(at=before_a_board),  # for whoever was asked alone
    "funding:reopen_marks": Door(at=before_a_board),  # for whoever was asked alone
    "funding:marks": Door(READS, at=marked),
    "funding:agree_marks": Door(P.BID_MODERATE, P.BID_MODERATE, at=marked),
    "funding:open_marks": Door(P.BID_MODERATE, P.BID_MODERATE, at=before_a_board, data=a_reason),
    "funding:answer_bid_question": Door(
        P.BID_WRITE, P.BID_WRITE, at=a_question, data=lambda: {"answer": "Because."}
    ),
    "funding:ranking": Door(READS, at=a_marked_round),
    "funding:ranking_as_csv": Door(READS, at=a_marked_round),
}
