"""Who sat in a body for one matter: who may take part, who left it, and the quorum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ccin.governance.models import Appointment, Body, Matter, Power, Seat, Terms
from ccin.governance.reads.bodies import sitting
from ccin.governance.reads.interests import interests_in, interests_of
from ccin.governance.rules.voting import Quorum, Seats
from ccin.governance.states import Office, SeatRole
from ccin.members.models import Person


@dataclass(frozen=True, slots=True)
class Sitting:
    """`interests` says by appointment why its holder leaves this item."""

    terms: Terms
    appointments: Mapping[int, Appointment]
    interests: Mapping[int, str]
    voting_seats: int

    @property
    def body(self) -> Body:
        return self.terms.body

    @property
    def voters(self) -> list[Appointment]:
        """Those who may vote on this item."""
        return [
            each
            for each in self.appointments.values()
            if each.seat.role == SeatRole.VOTING and each.pk not in self.interests
        ]

    @property
    def kept_out(self) -> list[Appointment]:
        """Those in voting seats whom an interest keeps out."""
        return [
            each
            for each in self.appointments.values()
            if each.seat.role == SeatRole.VOTING and each.pk in self.interests
        ]

    @property
    def seats(self) -> Seats:
        left = len(self.kept_out)
        return Seats(all=self.voting_seats, filled=len(self.voters) + left, interested=left)

    @property
    def seats_counted(self) -> int:
        return self.seats.counted(of_all=self.terms.quorum_of_all_seats)

    @property
    def quorum(self) -> int:
        return Quorum(self.terms.quorum, self.terms.quorum_people).of(self.seats_counted)

    @property
    def chair(self) -> Appointment | None:
        held = (each for each in self.voters if each.office == Office.CHAIR)
        return next(held, None)


def keepers_of(matter: Matter, body: Body, on: date) -> list[Person]:
    """Its clerk and its chair, who can bring the matter up; no chair whom an interest keeps out."""
    kept_out = interests_in(matter, on)
    return [
        each.person
        for each in sitting(body, on)
        if each.seat.role == SeatRole.CLERK
        or (each.office == Office.CHAIR and each.pk not in kept_out)
    ]


def sitting_for(matter: Matter, power: Power, on: date) -> Sitting:
    terms = power.clause.terms
    appointments = {each.pk: each for each in sitting(terms.body, on)}
    reasons = interests_of({each.person_id for each in appointments.values()}, matter, on)
    seats = Seat.objects.in_force_on(on).filter(body=terms.body_id, role=SeatRole.VOTING)
    return Sitting(
        terms=terms,
        appointments=appointments,
        interests={
            key: reasons[each.person_id]
            for key, each in appointments.items()
            if each.person_id in reasons
        },
        voting_seats=seats.count(),
    )
