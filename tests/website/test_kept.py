"""Pages kept for visitors: never stale, never somebody else's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ccin.members.models import Membership, Organisation, Snapshot
from ccin.members.operations import (
    MembershipDetails,
    OrganisationDetails,
    SnapshotDetails,
    add_identifier,
    begin_membership,
    correct_organisation,
    end_membership,
    remove_identifier,
    take_snapshot,
)
from ccin.members.states import EndReason, MembershipClass, SubKind
from ccin.principles.operations import load_statement
from ccin.register.models import AuthorityName
from ccin.register.operations import add_name
from ccin.register.states import NameKind
from ccin.website.models import HomePage
from ccin.website.operations import News, publish_news, write_first_pages
from tests.actors import OFFICER, WORKER
from tests.browser import OurClient
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
FULL = MembershipDetails(MembershipClass.FULL, date(2024, 4, 1), SubKind.PRINCIPAL_COUNCIL)


@pytest.fixture
def member() -> Organisation:
    organisation = OrganisationFactory(name="Ashby Council")
    begin_membership(organisation, FULL, by=OFFICER)
    return organisation


def page_of(member: Organisation) -> str:
    return reverse("website:member", args=[member.slug])


def rename(member: Organisation) -> None:
    details = replace(OrganisationDetails.of(member), name="Ashby Borough")
    correct_organisation(member, details, version=member.version, by=OFFICER)


def add_and_remove_a_number(member: Organisation) -> None:
    added = add_identifier(member, scheme="GB-COH", value="01234567", by=OFFICER)
    remove_identifier(added, by=OFFICER)


def leave(member: Organisation) -> None:
    held = Membership.objects.get(organisation=member)
    end_membership(held, ends_on=date(2024, 5, 1), reason=EndReason.RESIGNED, by=OFFICER)


def give_a_welsh_name(member: Organisation) -> None:
    name = AuthorityName(kind=NameKind.WELSH, text="Tŷ’r Onnen", source="The council")
    assert member.authority
    add_name(member.authority, name, by=OFFICER)


def publish_figures(member: Organisation) -> None:
    take_snapshot(SnapshotDetails(date(2025, 7, 1), "July 2025", "A page", full=1), by=OFFICER)


@pytest.mark.parametrize("page", ["website:directory", "website:map", "website:figures"])
def test_a_page_asked_for_again_costs_one_query(
    page: str,
    member: Organisation,
    new_client: Callable[[], OurClient],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = new_client().get(reverse(page))

    with django_assert_num_queries(1):
        again = new_client().get(reverse(page))

    assert again.content == first.content
    assert again["Vary"] == first["Vary"]


@pytest.mark.parametrize("change", [rename, leave, give_a_welsh_name, add_and_remove_a_number])
def test_a_page_follows_every_change(
    change: Callable[[Organisation], None],
    member: Organisation,
    new_client: Callable[[], OurClient],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    before = new_client().get(page_of(member))

    change(member)
    with django_assert_max_num_queries(15) as asked:
        after = new_client().get(page_of(member))

    assert len(asked) > 1
    assert (after.content == before.content) == (change is add_and_remove_a_number)


def test_figures_follow_what_is_published(
    member: Organisation, new_client: Callable[[], OurClient]
) -> None:
    before = new_client().get(reverse("website:figures"))

    publish_figures(member)
    after = new_client().get(reverse("website:figures"))

    assert Snapshot.objects.count() == 1
    assert after.content != before.content


def test_who_is_signed_in_gets_a_page_of_their_own(
    member: Organisation, new_client: Callable[[], OurClient]
) -> None:
    officer = new_client()
    officer.act_as(OFFICER)

    own = officer.get(page_of(member)).content.decode()
    visitors = new_client().get(page_of(member)).content.decode()
    own_again = officer.get(page_of(member)).content.decode()

    assert OFFICER.name in own
    assert OFFICER.name in own_again
    assert OFFICER.name not in visitors


def publish_some_news(home: HomePage) -> None:
    told = News("A fair", "a-fair", date(2026, 11, 2), "In short", "At length")
    publish_news(told, by=WORKER)


def write_another_headline(home: HomePage) -> None:
    home.headline = "Councils that listen"
    home.save_revision().publish()


def adopt_another_statement(home: HomePage) -> None:
    load_statement(by=WORKER)


@pytest.mark.parametrize(
    "change", [publish_some_news, write_another_headline, adopt_another_statement]
)
def test_the_front_door_is_kept_until_editors_change_it(
    change: Callable[[HomePage], None],
    member: Organisation,
    new_client: Callable[[], OurClient],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    write_first_pages(by=WORKER)
    before = new_client().get("/")
    with django_assert_num_queries(1):
        again = new_client().get("/")

    change(HomePage.objects.get())
    after = new_client().get("/")

    assert again.content == before.content
    assert after.content != before.content
