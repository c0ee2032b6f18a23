"""Whose names anybody may read: that of an applicant is for staff."""

from datetime import date

import pytest

from ccin.members.reads.known import known_in_public
from ccin.members.states import EndReason
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_past_and_present_members_are_known_and_nobody_else() -> None:
    present = MembershipFactory(starts_on=date(2025, 8, 1)).organisation
    past = MembershipFactory(ended=True).organisation
    MembershipFactory(starts_on=date(2027, 8, 1))
    MembershipFactory(ended=True, end_reason=EndReason.CORRECTED)
    OrganisationFactory()

    assert set(known_in_public(date(2026, 11, 23))) == {present, past}
