"""What bidders are told of the joint meeting."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.funding.models import Slot
from ccin.funding.reads.bidders import partners_of, writers_of
from ccin.outbox.operations.writing import write


def slot_told(slot: Slot) -> None:
    """A question put to them by name: come at this time."""
    bid = slot.bid
    if bid is None:
        return
    told = {each.key: each for each in [*writers_of(bid), *partners_of(bid)]}
    for recipient in told.values():
        write(
            "funding.slot_told",
            to=recipient,
            subject=_("When “%(title)s” is presented") % {"title": bid},
            bid=bid,
            slot=slot,
            address=f"{settings.SITE_ADDRESS}{bid.get_absolute_url()}",
        )
