"""Two people merge at once: one of them does it, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from ccin.audit.models import Entry
from ccin.journeys.models import Plan
from ccin.journeys.operations.hand_over import LEFT, STAYS, HandingOver, hand_over
from ccin.journeys.operations.merge_organisations import merge_organisations
from ccin.journeys.operations.merge_people import merge_people
from ccin.journeys.operations.plans import begin_plan
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Membership, Organisation, Person, Representation
from tests.actors import OFFICER
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[str]:
    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except (Refused, Stale):
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


def test_of_two_who_hand_over_at_once_one_does() -> None:
    stays = RepresentationFactory(is_primary=True)
    leaves = RepresentationFactory(organisation=stays.organisation, role="leader")
    handing = HandingOver(
        {stays.pk: STAYS, leaves.pk: LEFT}, stays.pk, today() - timedelta(days=1), "election"
    )

    def one() -> None:
        hand_over(Organisation.objects.get(pk=stays.organisation_id), handing, by=OFFICER)

    assert together(one, one) == ["done", "refused"]
    assert Entry.objects.filter(event="members.representation_ended").count() == 1


def test_of_two_who_begin_a_plan_at_once_both_go_on_with_the_same() -> None:
    membership = MembershipFactory(organisation__authority__valid_to=date(2027, 3, 31))
    event = SuccessionFactory(predecessor=membership.organisation.authority).event

    assert together(*[lambda: begin_plan(event, by=OFFICER)] * 2) == ["done", "done"]
    assert Plan.objects.count() == 1
