"""What is said about bids, one function for each thing that has happened."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import main_contacts_of, staff_who_may
from ccin.accounts.reads.recipients import recipient_of
from ccin.funding.models import Bid, Submission
from ccin.funding.models.bids import IN_IT
from ccin.funding.reads.bids import writers_of
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import write
from ccin.search.rules import STAFF


def bid_received(bid: Bid, submission: Submission) -> None:
    """The receipt, with the moment, the number and what was asked for."""
    for account in writers_of(bid):
        write(
            "funding.bid_received",
            to=recipient_of(account),
            subject=_("We have received your bid: %(title)s") % {"title": bid},
            bid=bid,
            submission=submission,
            address=address_of(bid),
        )


def bid_withdrawn(bid: Bid, *, was_handed_in: bool) -> None:
    """To its partners; and to staff, where it had reached them."""
    accounts = {each.pk: each for each in partners_of(bid)}
    if was_handed_in:
        accounts |= {each.pk: each for each in staff_who_may(Permission.BID_CHECK)}
    tell_of_bid(bid, "funding.bid_withdrawn", accounts.values(), _("A bid is withdrawn: %(title)s"))


def bid_closes(bid: Bid, closes_at: datetime) -> None:
    """On the last day, at once: a digest may come too late."""
    for account in writers_of(bid):
        write(
            "funding.bid_closes",
            to=recipient_of(account),
            subject=_("Your bid is not handed in: %(title)s") % {"title": bid},
            bid=bid,
            closes_at=closes_at,
            address=address_of(bid),
        )


def bid_unfinished(bid: Bid, closes_at: datetime) -> None:
    title = _("Your bid is still being written: %(title)s")
    tell_of_bid(bid, "funding.bid_unfinished", writers_of(bid), title, closes_at=closes_at)


def bid_locked(bid: Bid, *, stands: bool) -> None:
    """Somebody had opened it again and not handed it in anew; or it was never handed in."""
    kind = "funding.bid_stands" if stands else "funding.bid_lapsed"
    words = _("Your bid stands as you handed it in: %(title)s")
    for account in writers_of(bid):
        write(
            kind,
            to=recipient_of(account),
            subject=(words if stands else _("Your bid was not handed in: %(title)s"))
            % {"title": bid},
            bid=bid,
            address=address_of(bid),
        )


def partners_of(bid: Bid) -> list[Account]:
    """The main contacts of partners that are in it."""
    partners = bid.partners.filter(state__in=IN_IT)
    return [each for partner in partners for each in main_contacts_of(partner.organisation_id)]


def address_of(bid: Bid) -> str:
    return f"{settings.SITE_ADDRESS}{bid.get_absolute_url()}"


def tell_of_bid(
    bid: Bid, kind: str, accounts: Iterable[Account], title: str, **context: Any
) -> None:
    organisations = [bid.lead_id, *bid.partners.values_list("organisation_id", flat=True)]
    tell(
        kind,
        to=[recipient_of(account) for account in accounts],
        section=sections.funding(),
        title=title % {"title": bid},
        address=address_of(bid),
        personal=True,
        audience=[STAFF, *(f"org:{key}" for key in organisations)],
        bid=bid,
        **context,
    )
