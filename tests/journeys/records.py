"""What bodies and applicants leave behind, made by the plainest valid rows."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from ccin.accounts.models import Account
from ccin.governance.models import (
    Appointment,
    Body,
    Clause,
    Decision,
    Matter,
    Participation,
    Power,
    Seat,
    Terms,
)
from ccin.governance.states import (
    BodyKind,
    FilledBy,
    Form,
    MatterKind,
    Outcome,
    Presence,
    SeatKind,
    SeatRole,
    Step,
)
from ccin.joining.models import Applicant, Application, NamedRepresentative
from ccin.members.models import Organisation, Person
from ccin.members.states import MembershipClass, OrganisationKind, RepresentationRole

LONG_AGO = date(2020, 1, 1)


def a_seat(name: str = "Executive") -> Seat:
    """A new seat in the body of that name, which is made where it is missing."""
    body, _made = Body.objects.get_or_create(
        name=name, defaults={"slug": name.lower(), "kind": BodyKind.COMMITTEE}
    )
    return Seat.objects.create(
        body=body,
        name="Seat",
        kind=SeatKind.INDEPENDENT,
        filled_by=FilledBy.APPOINTMENT,
        position=body.seats.count() + 1,
        starts_on=LONG_AGO,
    )


def sits(person: Person, seat: Seat | None = None, **more: Any) -> Appointment:
    details = {"starts_on": date(2024, 1, 1), "authority_on_file": "An election", **more}
    return Appointment.objects.create(seat=seat or a_seat(), person=person, **details)


def a_power(name: str = "Executive") -> Power:
    body, _made = Body.objects.get_or_create(
        name=name, defaults={"slug": name.lower(), "kind": BodyKind.COMMITTEE}
    )
    terms, _made = Terms.objects.get_or_create(
        body=body, number=1, defaults={"starts_on": LONG_AGO, "source": "Terms"}
    )
    clause, _made = Clause.objects.get_or_create(
        terms=terms, number="1", defaults={"position": 1, "words": "Decides.", "source": "Terms"}
    )
    power, _made = Power.objects.get_or_create(
        clause=clause, kind=MatterKind.JOIN_FULL, step=Step.DECIDE, starts_on=LONG_AGO
    )
    return power


def a_matter(*concerns: Organisation, **more: Any) -> Matter:
    details = {
        "kind": MatterKind.JOIN_FULL,
        "title": "An application",
        "url_name": "joining:application",
        "url_key": str(Matter.objects.count() + 1),
        "decided_under": a_power(),
        "opened_at": timezone.now(),
        "waits_since": timezone.now(),
        **more,
    }
    matter = Matter.objects.create(**details)
    matter.concerns.add(*concerns)
    return matter


def a_decision(matter: Matter, *took_part: Person, **more: Any) -> Decision:
    decision = Decision.objects.create(
        matter=matter,
        body=matter.body,
        clause=matter.decided_under.clause,
        outcome=Outcome.APPROVE,
        reasons="It keeps the principles.",
        form=Form.MEETING,
        made_on=date(2026, 1, 15),
        recorded_at=timezone.now(),
        number=f"D-2026-{Decision.objects.count() + 1:03}",
    )
    for person in took_part:
        Participation.objects.create(
            decision=decision,
            person=person,
            role=SeatRole.VOTING,
            presence=Presence.TOOK_PART,
            **more,
        )
    return decision


def an_application(organisation: Organisation | None = None, **more: Any) -> Application:
    details = {
        "membership_class": MembershipClass.FULL,
        "kind": OrganisationKind.COUNCIL,
        "name": "Dunmoor",
        "body_key": f"name:{Application.objects.count()}",
        "organisation": organisation,
        "applicant_name": "Rhŷs Evans",
        "started_at": timezone.now() - timedelta(days=3),
        "changed_at": timezone.now(),
        **more,
    }
    return Application.objects.create(**details)


def wrote(application: Application, account: Account) -> Applicant:
    return Applicant.objects.create(
        application=application, account=account, began_it=True, added_at=timezone.now()
    )


def named(application: Application, email: str, name: str = "Rhŷs Evans") -> NamedRepresentative:
    return NamedRepresentative.objects.create(
        application=application, role=RepresentationRole.LEADER, name=name, email=email
    )
