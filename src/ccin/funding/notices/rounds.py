"""What writers of bids are told when the round itself changes under them."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.accounts.reads.recipients import recipient_of
from ccin.funding.models import Bid, Round
from ccin.funding.states import BidState
from ccin.outbox.operations.writing import Recipient, write


def closing_moved(found: Round, reason: str) -> None:
    """To whoever still writes a bid, or can open theirs again until the new moment."""
    writing = found.bids.filter(state__in=[BidState.DRAFT, BidState.SUBMITTED])
    for bid in writing.select_related("contact", "started_by"):
        to = _writer_of(bid)
        if to is not None:
            write(
                "funding.closing_moved",
                to=to,
                subject=_("Another closing time for %(round)s") % {"round": found},
                bid=bid,
                round=found,
                reason=reason,
                address=f"{settings.SITE_ADDRESS}{found.get_absolute_url()}",
            )


def round_called_off(found: Round, bid: Bid) -> None:
    to = _writer_of(bid)
    if to is not None:
        write(
            "funding.round_called_off",
            to=to,
            subject=_("%(round)s will not be held") % {"round": found},
            bid=bid,
            round=found,
        )


def _writer_of(bid: Bid) -> Recipient | None:
    """Whom the bid names, else whoever began it."""
    contact = bid.contact
    if contact is not None and contact.email:
        return Recipient(contact.email, contact.name, f"person:{contact.pk}")
    return recipient_of(bid.started_by) if bid.started_by else None
