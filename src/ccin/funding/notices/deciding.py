"""What bodies are told of bids they recommended on."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.funding.models import Bid
from ccin.governance.models import Decision
from ccin.governance.reads.sittings import keepers_of
from ccin.kernel.clock import today
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient


def bid_returned(bid: Bid, said: Decision) -> None:
    """To the clerk and the chair of the body that recommends, never to one with an interest."""
    matter = bid.matter
    assert matter is not None
    body = matter.body
    keepers = {each.email: each for each in keepers_of(matter, body, today()) if each.email}
    tell(
        "funding.bid_returned",
        to=[Recipient(each.email, each.name, f"person:{each.pk}") for each in keepers.values()],
        section=sections.of_body(body.pk, body.name),
        title=_("“%(title)s” comes back to you") % {"title": bid},
        address=f"{settings.SITE_ADDRESS}{bid.get_absolute_url()}",
        personal=True,
        audience=[f"body:{body.pk}"],
        bid=bid,
        said=said,
    )
