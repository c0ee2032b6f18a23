from datetime import timedelta

import pytest

from ccin.access.permissions import Permission, Role
from ccin.accounts.reads.actors import actor_for
from ccin.governance.states import Office
from ccin.kernel.clock import today
from ccin.members.states import EndReason
from tests.factories import (
    AccountFactory,
    AppointmentFactory,
    MembershipFactory,
    RepresentationFactory,
    RoleHeldFactory,
)

pytestmark = pytest.mark.django_db


def test_an_actor_holds_what_the_dates_say_in_three_queries(django_assert_num_queries) -> None:
    membership = MembershipFactory()
    standing = RepresentationFactory(organisation=membership.organisation, is_primary=True)
    RepresentationFactory(person=standing.person, ended=True)
    chair = AppointmentFactory(person=standing.person, office=Office.CHAIR)
    account = AccountFactory(person=standing.person)
    RoleHeldFactory(account=account, role=Role.EDITOR)
    RoleHeldFactory(account=account, role=Role.ADMINISTRATOR, starts_on=today() + timedelta(1))

    with django_assert_num_queries(3):
        actor = actor_for(account, second_factor=True)

    assert actor.network_roles == {Role.EDITOR}
    assert actor.organisation_roles == {membership.organisation_id: {Role.MAIN_CONTACT}}
    assert actor.body_roles == {chair.seat.body_id: {Role.CHAIR, Role.VOTING}}
    assert actor.classes == {"full"}
    assert not actor.lacks_second_factor


def test_without_the_second_factor_no_staff_role_counts() -> None:
    held = RoleHeldFactory(role=Role.EDITOR)

    actor = actor_for(held.account, second_factor=False)

    assert actor.network_roles == frozenset()
    assert actor.lacks_second_factor
    assert not actor.may_somewhere(Permission.PAGE_EDIT)


def test_representatives_need_no_second_factor() -> None:
    standing = RepresentationFactory(organisation=MembershipFactory().organisation)
    account = AccountFactory(person=standing.person)

    actor = actor_for(account, second_factor=False)

    assert actor.organisations_where(Permission.ORGANISATION_READ) == [standing.organisation_id]
    assert not actor.lacks_second_factor


def test_without_the_second_factor_no_role_in_a_body_counts() -> None:
    account = AccountFactory(person=AppointmentFactory().person)

    actor = actor_for(account, second_factor=False)

    assert actor.body_roles == {}
    assert actor.lacks_second_factor


def test_the_people_of_an_organisation_that_left_drop_to_what_the_public_may_see() -> None:
    left = RepresentationFactory(organisation=MembershipFactory(ended=True).organisation)
    never_in = RepresentationFactory(person=left.person)

    actor = actor_for(AccountFactory(person=left.person), second_factor=False)

    assert never_in.ends_on is None
    assert actor.organisation_roles == {}
    assert actor.classes == frozenset()


def test_the_rights_of_a_representation_end_with_the_membership() -> None:
    membership = MembershipFactory()
    standing = RepresentationFactory(organisation=membership.organisation)
    account = AccountFactory(person=standing.person)
    before = actor_for(account, second_factor=False).organisation_roles

    membership.ends_on, membership.end_reason = today() - timedelta(1), EndReason.LAPSED
    membership.save()

    assert before == {membership.organisation_id: {Role.REPRESENTATIVE}}
    assert actor_for(account, second_factor=False).organisation_roles == {}


def test_a_page_for_everyone_asks_nothing_of_who_is_signed_in(client) -> None:
    request = client.get("/sign-in/no-account/").wsgi_request

    assert not request.actor.is_signed_in
