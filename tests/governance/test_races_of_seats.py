"""Several people at once: one holds the seat, one version is adopted, one acknowledges."""

from datetime import date

import pytest
from django.utils import timezone

from ccin.governance.models import Appointment, Concern, Matter, Seat, Terms
from ccin.governance.operations.appointments import AppointmentDetails, appoint
from ccin.governance.operations.bodies import TermsDetails, adopt_terms
from ccin.governance.operations.concerns import acknowledge_concern
from tests.actors import OFFICER
from tests.factories import PersonFactory, PowerFactory, SeatFactory, TermsFactory
from tests.governance.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ONE_OF_FOUR = ["Refused", "Refused", "Refused", "done"]


def test_one_of_four_is_appointed_to_a_seat() -> None:
    seat = SeatFactory()
    people = [PersonFactory() for _each in range(4)]
    details = AppointmentDetails(date(2026, 1, 1), authority_on_file="Election")

    told = at_once(
        lambda person=person: appoint(Seat.objects.get(pk=seat.pk), person, details, by=OFFICER)
        for person in people
    )

    assert told == ONE_OF_FOUR
    assert Appointment.objects.count() == 1


def test_one_of_four_records_the_new_terms() -> None:
    body = TermsFactory(number=1).body
    details = TermsDetails(date(2026, 2, 12), "Minutes")

    told = at_once([lambda: adopt_terms(body, details, by=OFFICER)] * 4)

    assert told == ONE_OF_FOUR
    assert Terms.objects.count() == 2


def test_one_of_four_acknowledges_a_concern() -> None:
    PowerFactory(kind="concern")
    concern = Concern.objects.create(
        kind="concern", words="So.", raised_by_account="account:0", raised_at=timezone.now()
    )

    told = at_once(
        [lambda: acknowledge_concern(Concern.objects.get(pk=concern.pk), by=OFFICER)] * 4
    )

    assert told == ONE_OF_FOUR
    assert Matter.objects.count() == 1
