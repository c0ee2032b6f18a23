"""Letters about what was decided."""

from ccin.access.permissions import P
from tests.architecture.door import At, Door
from tests.funding.deciding import a_strand, before, fund, the_bodies
from tests.funding.made import RoundFactory


def a_round() -> At:
    return At({"slug": RoundFactory(closed=True).slug})


def some_strand() -> At:
    return At({"pk": a_strand().pk})


def a_decided_bid() -> At:
    way = the_bodies()
    bid = before(way)
    fund(way, bid)
    return At({"pk": bid.pk})


WORDS = {"version": "0", "feedback": "Say more of the costs."}

ROWS: dict[str, Door] = {
    "funding:letters": Door(P.AWARD_TELL, at=a_round),
    "funding:send_letters": Door(post=P.AWARD_TELL, at=some_strand),
    "funding:letter": Door(P.AWARD_TELL, P.AWARD_TELL, at=a_decided_bid, data=lambda: WORDS),
}
