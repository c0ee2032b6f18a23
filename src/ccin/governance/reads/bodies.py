"""Bodies: who sits in them on a day, and which rights that gives."""

from datetime import date

from ccin.access.permissions import Role
from ccin.governance.models import Appointment, Body
from ccin.governance.models.bodies import AppointmentQuerySet
from ccin.governance.states import Office


def body_roles_of(person: int, on: date) -> dict[int, frozenset[Role]]:
    """What a person may be in which body on that day; the chair is that besides their seat."""
    roles: dict[int, frozenset[Role]] = {}
    counting = Appointment.objects.counting_on(on).filter(person=person)
    for body, role, office in counting.values_list("seat__body_id", "seat__role", "office"):
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
