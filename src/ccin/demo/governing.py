"""Seats the demonstration's committee and board by the operations that people call."""

from datetime import timedelta

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.operations.accounts import account_for
from ccin.demo.committees import SITTINGS, Sitting
from ccin.governance.models import Appointment, Seat
from ccin.governance.operations.appointments import AppointmentDetails, appoint
from ccin.governance.states import SeatKind, SeatRole
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Person
from ccin.members.operations import PersonDetails, add_person

RESTS_ON = "Made up for this demonstration"
# Those of these kinds sit in their own right, not for an organisation.
IN_THEIR_OWN_RIGHT = (
    SeatKind.INDEPENDENT,
    SeatKind.HONORARY,
    SeatKind.STAFF,
    SeatKind.ANOTHER_BODY,
)


def seat_everybody(*, by: Actor) -> None:
    for sitting in SITTINGS:
        seat(sitting, by=by)


def seat(sitting: Sitting, *, by: Actor) -> None:
    person = _person(sitting, by=by)
    appoint(
        _free_seat(sitting),
        person,
        AppointmentDetails(
            starts_on=today() - timedelta(days=150),
            office=sitting.office or "",
            organisation=_organisation(sitting, person),
            authority_on_file=RESTS_ON,
        ),
        by=by,
    )


def _free_seat(sitting: Sitting) -> Seat:
    taken = Appointment.objects.current_on(today()).values("seat")
    seats = Seat.objects.in_force_on(today()).filter(body__slug=sitting.body, kind=sitting.seat)
    wanted = seats.filter(role=SeatRole.CLERK) if sitting.as_clerk else seats
    return wanted.exclude(pk__in=taken).order_by("position")[0]


def _person(sitting: Sitting, *, by: Actor) -> Person:
    """Known by their address; whoever sits in their own right or is on staff is added."""
    known = Person.objects.filter(email=sitting.email).first()
    if known:
        return known
    name = sitting.name or Account.objects.get(email=sitting.email).name
    person = add_person(PersonDetails(name, sitting.email), fictional=True, by=by)
    account_for(sitting.email, name=name, fictional=True, by=by)
    return person


def _organisation(sitting: Sitting, person: Person) -> Organisation | None:
    if sitting.seat in IN_THEIR_OWN_RIGHT:
        return None
    standing = person.representations.current_on(today()).first()
    return standing.organisation if standing else None
