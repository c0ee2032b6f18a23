"""What is brought forward: with the day on which it appeared, and the members who took part."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.library.models import Resource
from ccin.library.operations.publishing import publish_resource
from ccin.library.operations.reports import load_reports, reports
from ccin.library.operations.resources import Beginning, start_resource
from ccin.library.operations.themes import load_themes
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import AuthorityFactory, OrganisationFactory, RepresentationFactory
from tests.letters import said

pytestmark = pytest.mark.django_db


def draft(*, brought_forward: bool) -> Resource:
    owner = RepresentationFactory().organisation
    begun = Beginning(
        "Repair cafés",
        owner,
        words={"about": "How to begin one."},
        brought_forward=brought_forward,
    )
    return start_resource("guide", begun, by=EDITOR)


def test_what_appeared_years_ago_says_so_and_waits_to_be_looked_over() -> None:
    resource = draft(brought_forward=True)

    publish_resource(resource, published_on=date(2021, 5, 3), by=EDITOR)

    assert resource.published_on == date(2021, 5, 3)
    assert resource.review_due_on == date(2022, 5, 3)
    assert said() == []


def test_what_is_written_here_appears_when_it_is_published() -> None:
    resource = draft(brought_forward=False)

    with pytest.raises(Refused):
        publish_resource(resource, published_on=date(2021, 5, 3), by=EDITOR)


def test_nothing_appeared_in_the_future() -> None:
    resource = draft(brought_forward=True)

    with pytest.raises(Refused):
        publish_resource(resource, published_on=today() + timedelta(days=1), by=EDITOR)


def test_reports_come_with_their_sources_and_come_once() -> None:
    load_themes(by=WORKER)

    first, second = load_reports(by=WORKER), load_reports(by=WORKER)

    food = Resource.objects.get(slug="co-operative-approaches-to-sustainable-food")
    assert (first, second) == (len(reports()), 0)
    assert not Resource.objects.filter(source_url="").exists()
    assert food.owner is None
    assert food.link == food.source_url == "https://www.councils.coop/policy-labs-2019/"
    assert [theme.name for theme in food.themes.all()] == ["Food"]


def test_a_report_becomes_that_of_the_council_that_led_it_once_it_is_known() -> None:
    load_reports(by=WORKER)
    kirklees = OrganisationFactory(authority=AuthorityFactory(key="kirklees"))
    power = OrganisationFactory(name="Power to Change")

    load_reports(by=WORKER)
    seen = Entry.objects.count()
    load_reports(by=WORKER)

    toolkit = Resource.objects.get(slug="councils-cooperative-development-toolkit")
    assert toolkit.owner == kirklees
    assert [partner.organisation for partner in toolkit.partners.all()] == [power]
    assert Entry.objects.count() == seen


def test_what_staff_have_made_their_own_under_that_address_stays() -> None:
    load_reports(by=WORKER)
    slug = "co-operative-approaches-to-sustainable-food"
    Resource.objects.filter(slug=slug).update(brought_forward=False)
    OrganisationFactory(authority=AuthorityFactory(key="oldham"))

    load_reports(by=WORKER)

    assert Resource.objects.get(slug=slug).owner is None


def test_reports_name_councils_and_places_of_the_register_where_it_has_them() -> None:
    oldham = OrganisationFactory(authority=AuthorityFactory(key="oldham"))

    load_reports(by=WORKER)

    food = Resource.objects.get(slug="co-operative-approaches-to-sustainable-food")
    assert food.owner == oldham
    assert [place.authority for place in food.places.all()] == [oldham.authority]


def test_an_officer_without_the_right_loads_nothing() -> None:
    with pytest.raises(PermissionDenied):
        load_reports(by=OFFICER)

    assert not Resource.objects.exists()
