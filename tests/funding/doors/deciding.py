"""Recommending and deciding on bids."""

from ccin.access.permissions import P
from tests.architecture.door import At, Door
from tests.funding.deciding import before, the_bodies
from tests.funding.made import RoundFactory


def a_sheet() -> At:
    return At({"slug": RoundFactory(closed=True).slug})


def for_recommendation() -> At:
    way = the_bodies()
    return At({"pk": before(way, for_decision=False).pk}, body=way.board.pk)


def for_decision() -> At:
    way = the_bodies()
    return At({"pk": before(way).pk}, body=way.committee.pk)


ROWS: dict[str, Door] = {
    "funding:decisions": Door((P.BID_READ_ANY, P.MATTER_READ), at=a_sheet),
    "funding:recommend_on_bid": Door(P.MATTER_RECOMMEND, P.MATTER_RECOMMEND, at=for_recommendation),
    "funding:decide_bid": Door(P.MATTER_DECIDE, P.MATTER_DECIDE, at=for_decision),
    "funding:vote_on_bid": Door(P.PROCEDURE_OPEN, P.PROCEDURE_OPEN, at=for_decision),
}
