"""Whose seat gives rights on a day, and which."""

from datetime import date, timedelta

import pytest

from ccin.access.permissions import Role
from ccin.governance.models import Appointment, Body
from ccin.governance.reads.bodies import body_roles_of, sitting
from ccin.governance.states import AppointmentEnd, Office
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation, Representation
from ccin.members.states import EndReason, RepresentationEnd
from tests.factories import (
    AppointmentFactory,
    BodyFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

YESTERDAY = today() - timedelta(1)


def council_in_membership() -> Membership:
    return MembershipFactory(starts_on=date(2020, 1, 1))


def sitting_for_their_council(body: Body, organisation: Organisation) -> Appointment:
    return AppointmentFactory(
        seat=SeatFactory(body=body, for_a_council=True),
        person=RepresentationFactory(organisation=organisation).person,
        organisation=organisation,
    )


def test_a_seat_gives_its_role_and_the_chair_is_that_besides() -> None:
    person = PersonFactory()
    chair = AppointmentFactory(person=person, office=Office.CHAIR)
    clerk = AppointmentFactory(person=person, seat=SeatFactory(clerk=True))
    vice_chair = AppointmentFactory(person=person, office=Office.VICE_CHAIR)

    assert body_roles_of(person.pk, today()) == {
        chair.seat.body_id: {Role.CHAIR, Role.VOTING},
        clerk.seat.body_id: {Role.CLERK},
        vice_chair.seat.body_id: {Role.VOTING},
    }


def test_two_seats_in_one_body_add_up() -> None:
    first = AppointmentFactory()
    AppointmentFactory(person=first.person, seat=SeatFactory(body=first.seat.body, adviser=True))

    roles = body_roles_of(first.person_id, today())

    assert roles == {first.seat.body_id: {Role.VOTING, Role.ADVISER}}


def test_only_an_appointment_and_a_seat_of_the_day_count() -> None:
    body = BodyFactory()
    now = AppointmentFactory(seat__body=body)
    AppointmentFactory(seat__body=body, starts_on=date(2020, 1, 1), ends_on=YESTERDAY)
    AppointmentFactory(seat__body=body, starts_on=today() + timedelta(1))
    AppointmentFactory(
        seat__body=body, ends_on=today() + timedelta(9), end_reason=AppointmentEnd.CORRECTED
    )
    AppointmentFactory(seat__body=body, seat__ends_on=YESTERDAY)

    assert list(sitting(body, today())) == [now]


def test_the_last_day_of_a_term_counts() -> None:
    last = AppointmentFactory(ends_on=today())

    assert list(sitting(last.seat.body, today())) == [last]
    assert list(sitting(last.seat.body, today() + timedelta(1))) == []


def test_a_councils_seat_counts_only_while_the_council_is_in_membership_of_the_class() -> None:
    body = BodyFactory()
    member, lapsed = council_in_membership(), council_in_membership()
    group = MembershipFactory(of_a_group=True)
    of_the_member, of_the_lapsed, _group, _stranger = (
        sitting_for_their_council(body, organisation)
        for organisation in [
            member.organisation,
            lapsed.organisation,
            group.organisation,
            OrganisationFactory(),
        ]
    )
    AppointmentFactory(seat=SeatFactory(body=body, for_a_council=True))

    lapsed.ends_on, lapsed.end_reason = YESTERDAY, EndReason.LAPSED
    lapsed.save()

    assert list(sitting(body, today())) == [of_the_member]
    assert list(sitting(body, YESTERDAY)) == [of_the_member, of_the_lapsed]


def test_a_councils_seat_counts_only_while_its_holder_stands_for_the_council() -> None:
    body = BodyFactory()
    held = sitting_for_their_council(body, council_in_membership().organisation)
    before = body_roles_of(held.person_id, today())

    Representation.objects.update(ends_on=YESTERDAY, end_reason=RepresentationEnd.ELECTION)

    assert before == {body.pk: {Role.VOTING}}
    assert body_roles_of(held.person_id, today()) == {}
    assert list(sitting(body, YESTERDAY)) == [held]


def test_an_individual_sits_by_themselves() -> None:
    appointment = AppointmentFactory(organisation=OrganisationFactory())

    assert list(sitting(appointment.seat.body, today())) == [appointment]


def test_who_sits_is_read_at_once(django_assert_num_queries) -> None:
    body = BodyFactory()
    for _each in range(3):
        AppointmentFactory(seat__body=body, organisation=OrganisationFactory())

    with django_assert_num_queries(1):
        told = [(str(a.person), str(a.organisation), str(a)) for a in sitting(body, today())]

    assert len(told) == 3
