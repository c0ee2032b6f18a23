"""Bids before a board that recommends and a committee that decides, for tests."""

from typing import Any

from ccin.funding.models import Bid, Strand
from ccin.funding.operations.deciding import Awarding, decide_bid, recommend_on_bid
from ccin.funding.states import BidState
from ccin.governance.models import Decision
from ccin.governance.operations.matters import Opening, open_matter
from ccin.governance.states import MatterKind, Outcome
from tests.actors import WORKER
from tests.factories import MembershipFactory
from tests.funding.made import BidFactory, StrandFactory
from tests.joining.considered import Route, route

FUND = Awarding(10_000_00)


def the_bodies() -> Route:
    return route(MatterKind.BID)


def a_strand(**given: Any) -> Strand:
    """Of a round that is closed for bids."""
    given.setdefault("round__open", False)
    given.setdefault("round__closed", True)
    strand: Strand = StrandFactory(**given)
    return strand


def before(way: Route, *, for_decision: bool = True, **given: Any) -> Bid:
    """A member's bid, taken in, and before the committee (or still before the board)."""
    if "strand" not in given:
        given["strand"] = a_strand()
    if "lead" not in given:
        given["lead"] = MembershipFactory().organisation
    bid: Bid = BidFactory(submitted=True, state=BidState.UNDER_CONSIDERATION, **given)
    bid.matter = open_matter(
        Opening(MatterKind.BID, bid.title, "funding:bid", str(bid.pk), concerns=(bid.lead,)),
        by=WORKER,
    )
    bid.save(update_fields=["matter"])
    if for_decision:
        recommend_on_bid(bid, way.recommending(), by=way.board_clerk)
    return bid


def fund(way: Route, bid: Bid, amount: int = FUND.amount) -> Decision:
    return decide_bid(bid, way.deciding(), Awarding(amount), by=way.clerk)


def refuse(way: Route, bid: Bid) -> Decision:
    return decide_bid(bid, way.deciding(Outcome.REFUSE), by=way.clerk)


def send_back(way: Route, bid: Bid) -> Decision:
    return decide_bid(bid, way.deciding(Outcome.RETURN), by=way.clerk)
