"""When each bid is presented at the joint meeting, and telling its bidders."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Round, Slot
from ccin.funding.notices import slots as notices
from ccin.funding.states import BidState
from ccin.kernel.errors import Refused

LONGEST = 240  # minutes for one bid


@transaction.atomic
def give_slots(found: Round, *, first: datetime, minutes: int, place: str, by: Actor) -> int:
    """One after the other, in the order of their references, to every bid under consideration
    that has none; how many. Those given before stay, and the new ones follow the last of them."""
    _lock(found)
    by.must(Permission.ROUND_CHANGE)
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("Give each bid between 1 and %d minutes.") % LONGEST)
    waiting = found.bids.filter(state=BidState.UNDER_CONSIDERATION, slot=None)
    taken = found.slots.order_by("-ends_at").first()
    begins = max(first, taken.ends_at) if taken else first
    made = []
    for bid in waiting.order_by("reference", "pk"):
        ends = begins + timedelta(minutes=minutes)
        made.append(
            Slot(round=found, bid=bid, starts_at=begins, ends_at=ends, place=place.strip()[:300])
        )
        begins = ends
    if not made:
        raise Refused(_("Every bid before the board has its time. Change one below."))
    Slot.objects.bulk_create(made)
    record(by, "funding.slots_given", found, number=len(made))
    return len(made)


@transaction.atomic
def change_slot(slot: Slot, *, starts_at: datetime, minutes: int, place: str, by: Actor) -> None:
    """Its bidders are told again with the next telling. Two bids never have the same time."""
    _lock(slot.round)
    slot.refresh_from_db()
    by.must(Permission.ROUND_CHANGE)
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("Give each bid between 1 and %d minutes.") % LONGEST)
    ends = starts_at + timedelta(minutes=minutes)
    others = slot.round.slots.exclude(pk=slot.pk).select_related("bid")
    if clash := others.filter(starts_at__lt=ends, ends_at__gt=starts_at).first():
        raise Refused(
            _("“%(bid)s” has that time. Move it first, or choose another.") % {"bid": clash.bid}
        )
    slot.starts_at, slot.ends_at, slot.place = starts_at, ends, place.strip()[:300]
    slot.told_at = None
    slot.save(update_fields=["starts_at", "ends_at", "place", "told_at"])
    record(by, "funding.slot_changed", slot.round, concerning=[slot.bid] if slot.bid else [])


@transaction.atomic
def tell_slots(found: Round, *, by: Actor) -> int:
    """To the bidders of every slot that they do not know yet; pressed twice it tells once."""
    _lock(found)
    by.must(Permission.ROUND_CHANGE)
    untold = found.slots.filter(told_at=None, bid__state=BidState.UNDER_CONSIDERATION)
    slots = list(untold.select_related("bid__lead", "bid__contact", "bid__started_by", "round"))
    for slot in slots:
        slot.told_at = timezone.now()
        slot.save(update_fields=["told_at"])
        notices.slot_told(slot)
    if slots:
        record(by, "funding.slots_told", found, number=len(slots))
    return len(slots)


def _lock(found: Round) -> None:
    Round.objects.select_for_update(of=("self",)).get(pk=found.pk)
