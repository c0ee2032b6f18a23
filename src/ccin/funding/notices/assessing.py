"""What is told of looking at bids: to bidders, and to those who are asked for marks."""

from django.utils.translation import gettext as _

from ccin.funding.models import Bid
from ccin.funding.reads.bidders import partners_of, writers_of
from ccin.outbox.operations.writing import write


def bid_ruled_out(bid: Bid) -> None:
    """To those who lead it and to its partners, with the reason."""
    told = {each.key: each for each in [*writers_of(bid), *partners_of(bid)]}
    for recipient in told.values():
        write(
            "funding.bid_ruled_out",
            to=recipient,
            subject=_("The bid “%(title)s” is not within the rules of its round") % {"title": bid},
            bid=bid,
        )
