"""A main contact keeps who speaks for their own organisation, and for no other."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Representation
from ccin.members.operations import (
    RepresentationDetails,
    appoint_representative,
    end_representation,
    make_primary_contact,
)
from tests.actors import OFFICER, main_contact_of
from tests.factories import OrganisationFactory, PersonFactory, RepresentationFactory

pytestmark = pytest.mark.django_db


def test_a_colleague_takes_another_role_or_steps_down() -> None:
    standing = RepresentationFactory()
    contact = main_contact_of(standing.organisation)
    details = RepresentationDetails(role="leader", starts_on=today())

    made = appoint_representative(standing.person, standing.organisation, details, by=contact)
    end_representation(standing, ends_on=date(2026, 5, 7), reason="election", by=contact)

    assert list(Representation.objects.current_on(today())) == [made]


def test_people_of_elsewhere_are_invited_and_not_taken() -> None:
    organisation, elsewhere = OrganisationFactory(), RepresentationFactory()
    left = RepresentationFactory(organisation=organisation, ended=True)
    details = RepresentationDetails(role="leader", starts_on=today())

    for person in [PersonFactory(), elsewhere.person, left.person]:
        with pytest.raises(PermissionDenied):
            appoint_representative(person, organisation, details, by=main_contact_of(organisation))
    with pytest.raises(PermissionDenied):
        end_representation(
            elsewhere, ends_on=today(), reason="left", by=main_contact_of(organisation)
        )


def test_the_main_contact_hands_over_before_they_go_so_that_there_is_always_one() -> None:
    own = RepresentationFactory(is_primary=True)
    other = RepresentationFactory(organisation=own.organisation)
    contact = main_contact_of(own.organisation)

    with pytest.raises(Refused, match="Make somebody else the main contact first"):
        end_representation(own, ends_on=today(), reason="left", by=contact)
    make_primary_contact(other, by=contact)
    end_representation(own, ends_on=today(), reason="left", by=contact)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.ends_on, own.is_primary, other.is_primary) == (today(), False, True)


def test_staff_end_the_last_main_contact_too() -> None:
    own = RepresentationFactory(is_primary=True)

    end_representation(own, ends_on=today(), reason="left", by=OFFICER)

    own.refresh_from_db()
    assert own.ends_on == today()
