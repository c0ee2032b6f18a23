"""A message that came in: taken in once, whoever hands it in and however often."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.accounts.reads.correspondents import correspondent
from ccin.journeys.operations.reply_by_mail import take_reply
from ccin.outbox.addresses import ours_among
from ccin.outbox.models import Arrival
from ccin.outbox.operations.arriving import (
    Made,
    end_arrival,
    for_staff,
    keep_arrival,
    stop_by_mail,
    take_back_or_note,
)
from ccin.outbox.rules.addresses import REPLY, STOP, Sealed
from ccin.outbox.rules.arrivals import Incoming, Kind, incoming, is_return
from ccin.outbox.states import ArrivalKind


@transaction.atomic
def take_in(raw: bytes, *, sent_to: str = "", by: Actor) -> Arrival:
    """`sent_to` is the address on the envelope, where it is known. No machine is ever answered."""
    found = incoming(raw, sent_to=sent_to)
    arrival, is_new = keep_arrival(found, by=by)
    if is_new:
        end_arrival(arrival, _make(found, ours_among(found.addresses), by=by), by=by)
    return arrival


def _make(found: Incoming, sealed: Sealed | None, *, by: Actor) -> Made:
    is_written = found.kind is Kind.WRITTEN
    if sealed and sealed.purpose == STOP and not is_return(found, at_return_address=False):
        return stop_by_mail(sealed, found, by=by)
    if sealed and sealed.purpose == REPLY and is_written:
        return take_reply(found, sealed, by=by)
    if is_written:
        return for_staff(found, ArrivalKind.OTHER, "unknown_address" if sealed is None else "other")
    who = correspondent(sealed.to_key) if sealed and sealed.to_key else None
    return take_back_or_note(found, sealed, email=who.recipient.email if who else "", by=by)
