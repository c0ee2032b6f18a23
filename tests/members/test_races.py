"""Several people at once: exactly one of them gets through, and nobody sees a broken database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Membership, Organisation
from ccin.members.operations import (
    MembershipDetails,
    OrganisationDetails,
    begin_membership,
    change_class,
    correct_organisation,
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
