"""Several people at once: exactly one of them gets through, and nobody sees a broken database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.imports.tables import read_table
from ccin.members.models import Membership, Organisation
from ccin.members.operations import (
    MemberPageDetails,
    MembershipDetails,
    OrganisationDetails,
    add_identifier,
    begin_membership,
    change_class,
    change_member_page,
    correct_organisation,
    import_members,
)
from tests.actors import OFFICER
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

SUPPORTER = MembershipDetails("supporter", date(2024, 8, 1))


def at_once(act: Callable[[], object], *, people: int = 4) -> list[str]:
    """What each of them was told: done, or the kind of refusal."""

    def one(_number: int) -> str:
        try:
            act()
        except (Refused, Stale, MoveNotAllowed) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as together:
        return sorted(together.map(one, range(people)))


def test_one_of_four_begins_the_membership() -> None:
    organisation = OrganisationFactory(company=True)

    told = at_once(
        lambda: begin_membership(
            Organisation.objects.get(pk=organisation.pk), SUPPORTER, by=OFFICER
        )
    )

    assert told == ["Refused", "Refused", "Refused", "done"]
    assert Membership.objects.count() == 1


def test_one_of_four_changes_the_class() -> None:
    membership = MembershipFactory(affiliate=True)

    told = at_once(
        lambda: change_class(Membership.objects.get(pk=membership.pk), SUPPORTER, by=OFFICER)
    )

    assert told.count("done") == 1
    assert set(told) <= {"done", "MoveNotAllowed"}
    assert Membership.objects.count() == 2


def test_one_of_four_corrects_the_record() -> None:
    organisation = OrganisationFactory(company=True)
    details = OrganisationDetails(name="Widgets", kind="company")

    told = at_once(
        lambda: correct_organisation(
            Organisation.objects.get(pk=organisation.pk), details, version=1, by=OFFICER
        )
    )

    assert told == ["Stale", "Stale", "Stale", "done"]


def test_an_import_and_a_member_of_staff_never_wait_for_each_other_for_ever() -> None:
    """Whoever changes the membership takes its edition first, then the organisations."""
    organisation = OrganisationFactory(company=True, name="Widgets")
    rows = read_table("list.csv", b"name,kind,class\r\nWidgets,company,affiliate\r\n")
    acts = iter(
        [
            lambda: import_members(rows, as_at=date(2024, 8, 1), by=OFFICER),
            lambda: begin_membership(
                Organisation.objects.get(pk=organisation.pk), SUPPORTER, by=OFFICER
            ),
            lambda: add_identifier(organisation, scheme="GB-COH", value="01234567", by=OFFICER),
        ]
    )

    def act() -> object:
        return next(acts)()

    told = at_once(act, people=3)

    assert told.count("done") >= 2
    assert Membership.objects.filter(ends_on=None).count() == 1


def test_one_of_four_changes_the_public_page() -> None:
    organisation = MembershipFactory().organisation

    told = at_once(
        lambda: change_member_page(
            Organisation.objects.get(pk=organisation.pk),
            MemberPageDetails(summary="We share power."),
            version=1,
            by=OFFICER,
        )
    )

    assert told == ["Stale", "Stale", "Stale", "done"]
