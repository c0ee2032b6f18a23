"""Bodies: who sits in them on a day, and which rights that gives."""

from dataclasses import dataclass
from datetime import date

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.governance.models import Appointment, Body, Clause, Power, Seat, Terms
from ccin.governance.models.bodies import AppointmentQuerySet
from ccin.governance.states import Office
from ccin.members.models import Person


def body_roles_of(person: int, on: date) -> dict[int, frozenset[Role]]:
    """What a person may be in which body on that day; the chair is that besides their seat."""
    roles: dict[int, frozenset[Role]] = {}
    counting = Appointment.objects.counting_on(on).filter(person=person)
    for body, role, office in counting.order_by().values_list(
        "seat__body_id", "seat__role", "office"
    ):
        held = {Role(role), Role.CHAIR} if office == Office.CHAIR else {Role(role)}
        roles[body] = roles.get(body, frozenset()) | held
    return roles


def sitting(body: Body, on: date) -> AppointmentQuerySet:
    """Who sits in a body on that day with rights that count, in the order of its seats."""
    return (
        Appointment.objects.counting_on(on)
        .filter(seat__body=body)
        .select_related("seat__body", "person", "organisation")
    )


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat on a day. The holder is named only where that may be read; `counts` is false while
    the organisation is not in membership of the class that the seat asks for."""

    seat: Seat
    appointment: Appointment | None
    holder: str
    counts: bool

    @property
    def is_vacant(self) -> bool:
        return self.appointment is None


def seats_of(body: Body, on: date, actor: Actor) -> list[SeatLine]:
    """Three queries. Names are for the staff and for those who sit in the body; the public reads
    those of people who agreed to be named."""
    counting = set(Appointment.objects.counting_on(on).filter(seat__body=body).values_list("pk"))
    held = {
        appointment.seat_id: appointment
        for appointment in Appointment.objects.current_on(on)
        .filter(seat__body=body)
        .select_related("person", "organisation")
    }
    reads_names = actor.may(Permission.PERSON_READ_ANY) or body.pk in actor.body_roles
    return [
        SeatLine(
            seat=seat,
            appointment=(appointment := held.get(seat.pk)),
            holder=_name_of(appointment.person, reads_names) if appointment else "",
            counts=appointment is not None and (appointment.pk,) in counting,
        )
        for seat in body.seats.in_force_on(on)
    ]


def _name_of(person: Person, reads_names: bool) -> str:
    may_be_named = reads_names or person.listing_consent_on or person.fictional
    return person.name if may_be_named and not person.erased_on else ""


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the terms, with its clauses and the powers they give on the day."""

    terms: Terms
    clauses: list[Clause]
    powers: list[Power]
    versions: list[Terms]


def rules_of(body: Body, on: date, *, number: int | None = None) -> Rules | None:
    """The version of that number, or the one in force on the day, or the newest begun by then."""
    versions = list(body.terms.all())
    shown = next(
        (
            terms
            for terms in versions
            if (terms.number == number if number is not None else terms.starts_on <= on)
        ),
        None,
    )
    if shown is None:
        return None
    powers = Power.objects.filter(clause__terms=shown).select_related("clause")
    if shown.ends_on is None:
        powers = powers.in_force_on(max(on, shown.starts_on))
    return Rules(shown, list(shown.clauses.all()), list(powers), versions)
