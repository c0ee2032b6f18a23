"""Files of bids."""

from ccin.funding.models import Bid, BidFile
from ccin.funding.operations.bid_files import attach_file
from tests.actors import main_contact_of
from tests.library import papers


def a_bid_file(bid: Bid, *, is_public: bool = False) -> BidFile:
    sent = papers.sent("plan.docx", papers.word(("Plan", "Ten visits")))
    return attach_file(bid, sent, "The plan", is_public=is_public, by=main_contact_of(bid.lead))
