"""Seats: added to a body, and taken away."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Body, Clause, Seat
from ccin.governance.states import AppointmentEnd, SeatRole
from ccin.kernel.errors import Refused
from ccin.members.reasons import day_in_words


@dataclass(frozen=True, slots=True)
class SeatDetails:
    """`term_years`: how long whoever is appointed holds it, unless another day is given."""

    name: str
    kind: str
    filled_by: str
    starts_on: date
    role: str = SeatRole.VOTING
    may_stay_empty: bool = False
    term_years: int | None = None
    clause: Clause | None = None
    is_proposal: bool = False


@transaction.atomic
def add_seat(body: Body, details: SeatDetails, *, by: Actor) -> Seat:
    """The last in order. Seats with the same name are told apart by a number in it."""
    Body.objects.select_for_update().get(pk=body.pk)
    by.must(Permission.BODY_CHANGE)
    if details.clause is not None and details.clause.terms.body_id != body.pk:
        raise Refused(_("Choose a clause of this body’s own terms of reference."))
    last = body.seats.aggregate(last=Max("position"))["last"] or 0
    values = {name: getattr(details, name) for name in details.__slots__}
    seat = Seat.objects.create(body=body, position=last + 1, **values)
    record(
        by,
        "governance.seat_added",
        body,
        concerning=[seat],
        name=seat.name,
        role=seat.role,
        starts_on=seat.starts_on.isoformat(),
    )
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, ends_on: date, by: Actor) -> None:
    """The last day on which there is such a seat; whoever holds it longer must step down first."""
    Body.objects.select_for_update().get(pk=seat.body_id)
    seat.refresh_from_db()
    by.must(Permission.BODY_CHANGE)
    if ends_on < seat.starts_on:
        raise Refused(
            _("The seat began on %(day)s. Its last day cannot be earlier.")
            % {"day": day_in_words(seat.starts_on)}
        )
    longer = seat.appointments.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on))
    holder = longer.exclude(end_reason=AppointmentEnd.CORRECTED).select_related("person").first()
    if holder is not None:
        raise Refused(
            _("%(person)s holds this seat after that day. End the appointment first.")
            % {"person": holder.person}
        )
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    record(
        by,
        "governance.seat_ended",
        seat.body,
        concerning=[seat],
        name=seat.name,
        ends_on=ends_on.isoformat(),
    )
