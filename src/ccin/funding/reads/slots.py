"""The times of a joint meeting, as each reader may see them."""

from django.db.models import QuerySet

from ccin.access.actor import Actor
from ccin.funding.models import Bid, Round, Slot
from ccin.funding.reads.assessing import not_closed_to


def slots_for(found: Round, actor: Actor) -> QuerySet[Slot]:
    """For staff and the bodies those of every bid that no interest closes to them."""
    seen = not_closed_to(actor).filter(round=found).order_by().values("pk")
    return found.slots.filter(bid__in=seen).select_related("bid__lead")


def slot_of(bid: Bid) -> Slot | None:
    return Slot.objects.filter(bid=bid).first()
