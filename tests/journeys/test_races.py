"""Two people merge at once: one of them does it, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ccin.journeys.operations.merge_organisations import merge_organisations
from ccin.journeys.operations.merge_people import merge_people
from ccin.kernel.errors import Refused
from ccin.members.models import Membership, Organisation, Person, Representation
from tests.actors import OFFICER
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[str]:
    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused:
            return "refused"
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(one, acts))


def test_of_two_who_merge_the_same_records_one_does() -> None:
    kept, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
    MembershipFactory(affiliate=True, organisation=other)

    def merge(into: int, away: int) -> None:
        merge_organisations(
            Organisation.objects.get(pk=into), Organisation.objects.get(pk=away), by=OFFICER
        )

    told = together(lambda: merge(kept.pk, other.pk), lambda: merge(other.pk, kept.pk))

    assert told == ["done", "refused"]
    [stays] = Organisation.objects.filter(merged_into=None)
    assert Membership.objects.get().organisation == stays


def test_of_two_who_merge_the_same_people_one_does() -> None:
    kept, other = PersonFactory(), PersonFactory()

    def merge(into: int, away: int) -> None:
        merge_people(Person.objects.get(pk=into), Person.objects.get(pk=away), by=OFFICER)

    told = together(lambda: merge(kept.pk, other.pk), lambda: merge(other.pk, kept.pk))

    assert told == ["done", "refused"]
    assert Person.objects.filter(merged_into=None).count() == 1
    assert not Representation.objects.exists()
