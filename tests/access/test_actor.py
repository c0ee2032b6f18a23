import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.access.permissions import BODY_ROLES, GRANTS, STAFF_ROLES, Permission, Role

CONTACT = Actor("account:1", "Carys", organisation_roles={7: frozenset({Role.MAIN_CONTACT})})


def test_every_role_has_its_grants_and_every_permission_somebody_who_holds_it() -> None:
    held = frozenset().union(*(grants for role, grants in GRANTS.items() if role != Role.MACHINE))

    assert set(GRANTS) == set(Role)
    machines_own = set(Permission) - held
    assert {
        p
        for p in machines_own
        if not p.name.startswith(("AUDIT_", "JOB_", "LETTER_", "FILE_", "INDEX_"))
        and not p.name.endswith(("_CLOSE", "_LAPSE", "_HAND_ON", "_ASK"))
    } == set()


def test_nobody_may_do_nothing() -> None:
    assert not any(Actor.public().may_somewhere(permission) for permission in Permission)
    assert not Actor.public().is_signed_in


def test_a_role_for_one_organisation_opens_no_other() -> None:
    assert CONTACT.may(Permission.ORGANISATION_READ, organisation=7)
    assert not CONTACT.may(Permission.ORGANISATION_READ, organisation=8)
    assert not CONTACT.may(Permission.ORGANISATION_READ)
    assert CONTACT.may_somewhere(Permission.ORGANISATION_READ)
    assert CONTACT.organisations_where(Permission.ORGANISATION_READ) == [7]


def test_must_refuses_by_name() -> None:
    with pytest.raises(PermissionDenied, match="role_grant"):
        CONTACT.must(Permission.ROLE_GRANT, organisation=7)


def test_a_stand_in_does_not_grant_roles_merge_or_erase() -> None:
    barred = {
        Permission.ROLE_GRANT,
        Permission.ROLE_READ,
        Permission.ORGANISATION_MERGE,
        Permission.PERSON_ERASE,
    }

    assert barred & GRANTS[Role.STAND_IN] == set()


def test_staff_and_body_roles_share_nothing() -> None:
    assert set() == STAFF_ROLES & BODY_ROLES


def test_a_command_acts_under_its_own_name() -> None:
    assert Actor.command("worker").key == "command:worker"
    assert all(Actor.command("worker").may(permission) for permission in Permission)
