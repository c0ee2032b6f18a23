"""When councils end, a person moves each membership to the council that takes over."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.journeys.operations.reorganisation import (
    Passing,
    move_to_successor_council,
    pass_membership_on,
)
from ccin.journeys.reads.left_behind import left_behind
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Membership, Organisation, Representation
from ccin.members.reads.figures import figures
from ccin.members.states import EndReason
from ccin.register.models import Authority, Succession
from tests.actors import EDITOR, OFFICER
from tests.factories import (
    AuthorityFactory,
    ChangeEventFactory,
    MembershipFactory,
    OrganisationFactory,
    RepresentationFactory,
    SuccessionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_vesting_day")]

LAST_DAY, FIRST_DAY = date(2027, 3, 31), date(2027, 4, 1)


@pytest.fixture
def after_vesting_day():
    with time_machine.travel("2027-04-06 09:00"):
        yield


def reorganised(districts: int = 1) -> tuple[list[Membership], Authority]:
    successor = AuthorityFactory(short_name="East", valid_from=FIRST_DAY)
    event = ChangeEventFactory(happens_on=FIRST_DAY)
    held = []
    for _ in range(districts):
        membership = MembershipFactory(organisation__authority__valid_to=LAST_DAY)
        SuccessionFactory(
            event=event, predecessor=membership.organisation.authority, successor=successor
        )
        held.append(membership)
    return held, successor


def test_a_membership_ends_with_its_council_and_goes_on_with_the_successor() -> None:
    (membership,), successor = reorganised()
    leader = RepresentationFactory(organisation=membership.organisation, is_primary=True)
    RepresentationFactory(organisation=membership.organisation)

    follower = pass_membership_on(
        membership, Passing(successor, decision="D-1", representatives=[leader]), by=OFFICER
    )

    membership.refresh_from_db()
    assert (membership.ends_on, membership.end_reason) == (LAST_DAY, EndReason.SUCCEEDED)
    assert (follower.starts_on, follower.previous) == (FIRST_DAY, membership)
    assert (follower.organisation.authority, follower.decision) == (successor, "D-1")
    going_on = Representation.objects.get(organisation=follower.organisation)
    assert (going_on.person, going_on.is_primary, going_on.starts_on) == (
        leader.person,
        True,
        FIRST_DAY,
    )
    assert (figures(LAST_DAY).full.value, figures(FIRST_DAY).full.value) == (1, 1)
    assert Entry.objects.about(membership.organisation).filter(
        event="journeys.membership_passed_on"
    )


def test_several_members_that_become_one_council_end_in_one_membership() -> None:
    (first, second), successor = reorganised(districts=2)

    begun = pass_membership_on(first, Passing(successor), by=OFFICER)
    joined = pass_membership_on(second, Passing(successor), by=OFFICER)

    assert joined == begun
    assert begun.previous == first
    assert Membership.objects.filter(end_reason=EndReason.SUCCEEDED).count() == 2
    assert figures(FIRST_DAY).full.value == 1


def test_what_the_register_does_not_know_or_the_day_has_not_come_is_refused() -> None:
    (membership,), successor = reorganised()
    company = MembershipFactory(affiliate=True)
    late = MembershipFactory(organisation__authority__valid_to=LAST_DAY, starts_on=FIRST_DAY)
    SuccessionFactory(
        event=ChangeEventFactory(happens_on=FIRST_DAY),
        predecessor=late.organisation.authority,
        successor=successor,
    )

    for moved, to, why in [
        (membership, AuthorityFactory(), "knows no change"),
        (company, successor, "not recorded as an authority"),
        (late, successor, "Correct the membership instead"),
    ]:
        with pytest.raises(Refused, match=why):
            pass_membership_on(moved, Passing(to), by=OFFICER)
    with time_machine.travel("2027-03-01"), pytest.raises(Refused, match="from that day"):
        pass_membership_on(membership, Passing(successor), by=OFFICER)
    with pytest.raises(PermissionDenied):
        pass_membership_on(membership, Passing(successor), by=EDITOR)

    assert Membership.objects.filter(ends_on=None).count() == 3


def test_a_membership_passes_on_once() -> None:
    (membership,), successor = reorganised()
    pass_membership_on(membership, Passing(successor), by=OFFICER)
    membership.refresh_from_db()

    with pytest.raises(MoveNotAllowed):
        pass_membership_on(membership, Passing(successor), by=OFFICER)


def test_a_group_goes_on_under_the_council_that_took_over() -> None:
    (membership,), successor = reorganised()
    group = OrganisationFactory(
        party_group=True, principal_council=membership.organisation.authority
    )

    move_to_successor_council(group, successor, version=1, by=OFFICER)

    group.refresh_from_db()
    assert group.principal_council == successor
    with pytest.raises(Refused, match="not recorded under any council"):
        move_to_successor_council(
            OrganisationFactory(company=True), successor, version=1, by=OFFICER
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_staff_see_what_is_left_behind(rows: int, django_assert_num_queries) -> None:
    held, successor = reorganised(districts=rows)
    OrganisationFactory(
        party_group=True, principal_council=held[0].organisation.authority, name="A group"
    )

    with django_assert_num_queries(3):
        lines = left_behind(FIRST_DAY)

    assert [line.organisation.name for line in lines if not line.membership] == ["A group"]
    assert len(lines) == rows + 1
    assert {line.successors for line in lines} == {(successor,)}
    assert left_behind(LAST_DAY) == []
    assert Succession.objects.count() == rows
    assert Organisation.objects.count() == rows + 1
