"""Doors of partners of bids. A row as in `tests/architecture/doors.py`."""

from ccin.access.permissions import P
from ccin.funding.models import Bid
from tests.architecture.door import At, Door
from tests.funding.made import BidFactory, BidPartnerFactory
from tests.funding.writing import a_draft


def a_draft_of_theirs() -> At:
    bid = a_draft()
    return At({"pk": bid.pk}, organisation=bid.lead_id)


def one_that_looks_for_partners() -> At:
    return At({"pk": BidFactory(seeks_partners=True, seeks="A county").pk})


def invited() -> At:
    partner = BidPartnerFactory(bid=a_draft())
    return At({"pk": partner.bid_id, "partner": partner.pk}, organisation=partner.organisation_id)


def confirmed() -> At:
    partner = BidPartnerFactory(bid=a_draft(), confirmed=True)
    return At({"pk": partner.bid_id, "partner": partner.pk}, organisation=partner.organisation_id)


def an_invitation_of_theirs() -> At:
    partner = BidPartnerFactory(bid=a_draft())
    bid: Bid = partner.bid
    return At({"pk": bid.pk, "partner": partner.pk}, organisation=bid.lead_id)


ANSWER, WRITE = P.PARTNER_ANSWER, P.BID_WRITE

ROWS: dict[str, Door] = {
    "funding:looking": Door(P.IDEA_READ),
    "funding:offer_partnership": Door(P.IDEA_READ, WRITE, at=one_that_looks_for_partners),
    "funding:bid_partners": Door(WRITE, WRITE, at=a_draft_of_theirs),
    "funding:answer_invitation": Door(post=ANSWER, at=invited, data=lambda: {"answer": "yes"}),
    "funding:leave_bid": Door(post=ANSWER, at=confirmed),
    "funding:take_invitation_back": Door(post=WRITE, at=an_invitation_of_theirs),
}
