from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ccin.members.operations import MembershipDetails, begin_membership
from ccin.members.states import MembershipClass, SubKind
from ccin.principles.operations import load_statement
from ccin.website.models import HomePage
from ccin.website.operations import write_first_pages
from ccin.website.reads.home import opening
from ccin.website.templatetags.front_door import Drawings
from ccin.website.views import kept
from tests.actors import WORKER
from tests.browser import OurClient
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

QUERIES = 6  # made anew; kept, it is one
FULL = MembershipDetails(MembershipClass.FULL, date(2026, 4, 1), SubKind.PRINCIPAL_COUNCIL)


def test_the_opening_says_todays_numbers() -> None:
    page = HomePage(opening="{full} councils, {members} members and {nobody}")

    assert opening(page, {"full": 32, "members": 84}) == "32 councils, 84 members and {nobody}"


def test_the_front_door_shows_the_network_as_it_is(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    load_statement(by=WORKER)
    MembershipFactory.create_batch(2)

    shown = client.get("/").content.decode()

    assert "2 councils, and the towns" in shown
    assert 'href="/figures/full/"' in shown
    assert 'href="/figures/citizens/"' in shown
    assert 'action="/join/check/"' in shown
    assert shown.count('class="ccin-cell"') == 10
    assert shown.count("<h1") == 1


def test_the_numbers_follow_the_membership(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    MembershipFactory()
    before = client.get("/").content.decode()
    begin_membership(OrganisationFactory(), FULL, by=WORKER)

    after = client.get("/").content.decode()

    assert "1 council, and the towns" in before
    assert "2 councils, and the towns" in after


def test_a_network_without_members_or_words_opens_too(client: OurClient) -> None:
    write_first_pages(by=WORKER)

    assert client.get("/").status_code == 200


def test_a_drawing_is_made_again_for_other_figures_alone() -> None:
    drawings, first, second = Drawings(), object(), object()
    made: list[object] = []

    def drawn(live: object) -> str:
        return drawings.of("map", live, lambda: made.append(live) or f"{len(made)}")

    assert [drawn(first), drawn(first), drawn(second), drawn(first)] == ["1", "1", "2", "3"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_door_costs_the_same_however_large_the_network(
    client: OurClient, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write_first_pages(by=WORKER)
    load_statement(by=WORKER)
    for _ in range(count):
        begin_membership(OrganisationFactory(), FULL, by=WORKER)
    client.get("/")
    kept._pages.clear()

    with django_assert_num_queries(QUERIES):
        client.get("/")
