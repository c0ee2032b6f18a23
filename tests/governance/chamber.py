"""Two bodies with their terms, powers and people, for tests of what they do with a matter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import slugify

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.governance.models import Appointment, Body, Clause, Decision, Matter, Power, Seat, Terms
from ccin.governance.operations.matters import Opening, Saying, decide, open_matter, recommend
from ccin.governance.states import (
    BodyKind,
    FilledBy,
    Form,
    MatterKind,
    Office,
    Outcome,
    SeatKind,
    SeatRole,
    Step,
)
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Person
from tests.factories import OrganisationFactory, PersonFactory

LONG_AGO = date(2024, 1, 1)
ROLES = {
    SeatRole.VOTING: Role.VOTING,
    SeatRole.NON_VOTING: Role.NON_VOTING,
    SeatRole.CLERK: Role.CLERK,
    SeatRole.ADVISER: Role.ADVISER,
}


@dataclass(frozen=True)
class Chamber:
    body: Body
    terms: Terms
    clause: Clause

    def seat(self, person: Person | None = None, **fields: Any) -> Appointment:
        """Somebody takes a seat; `role`, `kind`, `office` and `organisation` say which."""
        role = fields.get("role", SeatRole.VOTING)
        place = Seat.objects.create(
            body=self.body,
            name="A seat",
            kind=fields.get("kind", SeatKind.INDEPENDENT),
            role=role,
            filled_by=FilledBy.APPOINTMENT,
            position=Seat.objects.filter(body=self.body).count() + 1,
            starts_on=LONG_AGO,
        )
        return Appointment.objects.create(
            seat=place,
            person=person or PersonFactory(),
            organisation=fields.get("organisation"),
            office=fields.get("office", ""),
            starts_on=fields.get("starts_on", LONG_AGO),
            authority_on_file="Annual meeting",
        )

    def acting(self, appointment: Appointment) -> Actor:
        """Whoever holds that seat, signed in."""
        roles = {ROLES[SeatRole(appointment.seat.role)]}
        if appointment.office == Office.CHAIR:
            roles.add(Role.CHAIR)
        person = appointment.person
        held = {self.body.pk: frozenset(roles)}
        return Actor(f"account:{person.pk}", person.name, person.pk, body_roles=held)

    def empower(self, kind: str, step: str, **fields: Any) -> Power:
        """Beside other powers this is the latest, and so the one in force."""
        given = {"starts_on": today(), **fields}
        return Power.objects.create(clause=self.clause, kind=kind, step=step, **given)


def chamber(name: str, **terms: Any) -> Chamber:
    body = Body.objects.create(name=name, slug=slugify(name), kind=BodyKind.BOARD)
    made = Terms.objects.create(body=body, number=1, starts_on=LONG_AGO, source="A test", **terms)
    clause = Clause.objects.create(
        terms=made, number="1", position=1, words="It decides.", source="A test"
    )
    return Chamber(body, made, clause)


@dataclass(frozen=True)
class Route:
    """A board of three recommends, a committee of five decides; each has a chair and a clerk."""

    board: Chamber
    committee: Chamber
    members: list[Appointment]
    deciders: list[Appointment]
    board_clerk: Appointment
    clerk: Appointment

    @property
    def clerking(self) -> Actor:
        return self.committee.acting(self.clerk)

    @property
    def clerking_board(self) -> Actor:
        return self.board.acting(self.board_clerk)


def route(kind: str = MatterKind.JOIN_AFFILIATE, **terms: Any) -> Route:
    board, committee = chamber("Board", **terms), chamber("Committee", **terms)
    board.empower(kind, Step.RECOMMEND)
    committee.empower(kind, Step.DECIDE)
    members = [board.seat(office=Office.CHAIR), board.seat(), board.seat()]
    deciders = [committee.seat(office=Office.CHAIR), *(committee.seat() for _ in range(4))]
    return Route(
        board,
        committee,
        members,
        deciders,
        board.seat(role=SeatRole.CLERK),
        committee.seat(role=SeatRole.CLERK),
    )


def bring(organisation: Organisation | None = None, **fields: Any) -> Matter:
    """A matter about an organisation, brought before whoever has the power."""
    about = organisation or OrganisationFactory(company=True)
    opening = Opening(
        kind=fields.pop("kind", MatterKind.JOIN_AFFILIATE),
        title=fields.pop("title", "Widgets asks to join"),
        url_name="members:organisation",
        url_key=fields.pop("url_key", str(about.pk)),
        concerns=(about,),
        **fields,
    )
    return open_matter(opening, by=Actor.command("joining"))


def resolved(*present: Appointment, **fields: Any) -> Saying:
    """What a meeting said at which these people were present."""
    words = {
        "outcome": Outcome.APPROVE,
        "reasons": "It lives by the principles.",
        "form": Form.MEETING,
        "made_on": today(),
        "reference": "Minute 4",
    }
    return Saying(**{**words, **fields}, present=tuple(each.pk for each in present))


def recorded(at: Route, matter: Matter, **fields: Any) -> Decision:
    """The board recommends to approve, and the committee decides."""
    advised = resolved(*at.members, reasons="The board likes it.")
    recommend(matter, advised, by=at.clerking_board)
    return decide(matter, resolved(*at.deciders, **fields), by=at.clerking)
