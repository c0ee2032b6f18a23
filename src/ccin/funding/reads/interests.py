"""Whom an interest keeps out of marking bids: found for a whole round at once."""

from collections.abc import Iterable

from ccin.funding.models import Bid
from ccin.governance.models import Appointment, Body
from ccin.governance.reads.bodies import sitting
from ccin.governance.reads.interests import interests_in_each
from ccin.governance.states import SeatRole
from ccin.kernel.clock import today
from ccin.members.models import Organisation


def marking_body(bid: Bid) -> Body:
    """The body that recommends on it; the one that decides, where none recommends."""
    assert bid.matter is not None
    return (bid.matter.recommended_under or bid.matter.decided_under).body


def assessors_of(body: Body) -> list[Appointment]:
    """Everybody who votes there today, each once however many seats they hold."""
    voting = sitting(body, today()).filter(seat__role=SeatRole.VOTING)
    return list({each.person_id: each for each in voting}.values())


def kept_out_of(bids: Iterable[Bid], people: Iterable[int]) -> dict[int, dict[int, str]]:
    """By bid, why each of these people may not mark it."""
    matters = {bid.matter_id: bid.pk for bid in bids if bid.matter_id is not None}
    found = interests_in_each(list(people), list(matters), today())
    return {matters[matter]: reasons for matter, reasons in found.items()}


def concerned_by(bid: Bid) -> list[Organisation]:
    """Lead and confirmed partners: whoever stands for one of them has an interest."""
    joined = Organisation.objects.filter(
        pk__in=bid.partners.filter(state="confirmed").order_by().values("organisation")
    )
    return list({each.pk: each for each in [bid.lead, *joined]}.values())
