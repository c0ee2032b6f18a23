"""The page of use: what is read, searched for, missed, taken up and stale, by period."""

import csv
from datetime import date, timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from ccin.library.models import Use
from ccin.library.operations.uses import count_use
from ccin.library.reads.uses import given_by_mine, stale
from ccin.library.states.adoptions import Stage
from tests.actors import EDITOR, PUBLIC, representative_of
from tests.browser import OurClient
from tests.factories import AdoptionFactory, OrganisationFactory, ResourceFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock():
    with travel("2026-11-23 12:00", tick=False) as traveller:
        yield traveller


def used(kind: str, key: object, times: int, *, days_ago: int = 1, **more) -> None:
    day = TODAY - timedelta(days=days_ago)
    Use.objects.create(kind=kind, key=str(key), times=times, day=day, **more)


def page_of(client: OurClient, show: str, query: str = "") -> str:
    client.act_as(EDITOR)
    return client.get(reverse("library:use_of", args=[show]) + query).text


def rows_of(client: OurClient, show: str, query: str = "") -> list[list[str]]:
    client.act_as(EDITOR)
    answer = client.get(reverse("library:use_as_csv", args=[show]) + query)
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))


def test_what_is_read_most_comes_first_with_how_many_organisations_are_known(client) -> None:
    little, much = ResourceFactory(published=True), ResourceFactory(published=True)
    organisation = OrganisationFactory()
    used("read", little.pk, 2)
    used("read", much.pk, 2, organisation=organisation)
    used("downloaded", much.pk, 5)
    used("read", 999_999, 1)
    used("searched", "bins", 50)

    assert rows_of(client, "read") == [
        ["Read most", "Times", "Organisations known", "Note"],
        [much.title, "7", "1", ""],
        [little.title, "2", "0", ""],
        ["Kept no more", "1", "0", ""],
    ]
    assert much.title in page_of(client, "read")


def test_words_searched_for_and_not_found_lead_to_what_can_be_done(client) -> None:
    used("searched", "bins", 3)
    used("not_found", "heat networks", 2, days_ago=4)

    assert rows_of(client, "searched")[1:] == [["bins", "3", "0", "2026-11-22"]]
    assert rows_of(client, "not-found")[1:] == [["heat networks", "2", "0", "2026-11-19"]]
    page = page_of(client, "not-found")
    assert "/library/?q=heat%20networks" in page
    assert "bins" not in page


def test_what_is_taken_up_most_is_counted_without_mistakes(client) -> None:
    much, little = ResourceFactory(published=True), ResourceFactory(published=True)
    recorded = {"recorded_on": TODAY}
    AdoptionFactory(resource=little, **recorded)
    AdoptionFactory(resource=little, stage=Stage.WITHDRAWN, **recorded)
    AdoptionFactory(resource=much, outcome="Much", outcome_told_on=TODAY, **recorded)
    AdoptionFactory(resource=much, **recorded)
    AdoptionFactory(resource=little, recorded_on=date(2024, 1, 1))

    assert rows_of(client, "adopted")[1:] == [
        [much.title, "2", "1", ""],
        [little.title, "1", "0", ""],
    ]


def test_the_period_narrows_and_nonsense_is_a_year(client) -> None:
    used("searched", "lately", 1, days_ago=20)
    used("searched", "long ago", 1, days_ago=300)
    used("searched", "very long ago", 1, days_ago=500)

    def words(query: str) -> list[str]:
        return [row[0] for row in rows_of(client, "searched", query)[1:]]

    assert words("?period=month") == ["lately"]
    assert words("?period=quarter") == ["lately"]
    assert words("?period=year") == words("?period=nonsense") == words("?page=x")
    assert words("") == ["lately", "long ago"]
    assert words("?period=all") == ["lately", "long ago", "very long ago"]


class TestStale:
    def test_an_overdue_review_is_stale(self) -> None:
        overdue = ResourceFactory(published=True, review_due_on=TODAY - timedelta(days=1))
        ResourceFactory(published=True, review_due_on=TODAY)
        ResourceFactory(review_due_on=date(2020, 1, 1))

        assert list(stale(TODAY)) == [overdue]

    def test_read_by_nobody_for_a_year_is_stale_once_use_was_counted_for_so_long(self) -> None:
        old = {"published": True, "published_on": date(2024, 3, 2)}
        unread, read = ResourceFactory(**old), ResourceFactory(**old)
        ResourceFactory(published=True, published_on=date(2026, 3, 2))
        used("read", read.pk, 1, days_ago=3)
        assert list(stale(TODAY)) == []

        used("read", unread.pk, 1, days_ago=400)

        assert list(stale(TODAY)) == [unread]

    def test_the_page_says_why(self, client) -> None:
        unread = ResourceFactory(published=True, published_on=date(2024, 3, 2))
        overdue = ResourceFactory(published=True, review_due_on=date(2026, 11, 1))
        used("read", unread.pk, 1, days_ago=400)

        assert rows_of(client, "stale")[1:] == [
            [overdue.title, "Review was due on 1 November 2026"],
            [unread.title, "Read by nobody for a year"],
        ]
        assert f"/resources/{overdue.pk}/" in page_of(client, "stale")


def test_a_table_that_is_none_is_not_found(client) -> None:
    client.act_as(EDITOR)

    assert client.get("/library-use/everything/").status_code == 404
    assert client.get("/library-use/everything.csv").status_code == 404


def test_words_that_a_spreadsheet_would_run_or_a_browser_obey_are_harmless(client) -> None:
    count_use("not_found", "=cmd|' /c calc'!a1")
    count_use("not_found", "<script>alert(1)</script>")

    cells = [row[0] for row in rows_of(client, "not-found")]
    assert "'=cmd|' /c calc'!a1" in cells
    assert "<script>alert(1)" not in page_of(client, "not-found")


def test_an_empty_table_says_so(client) -> None:
    assert "Nothing has been counted yet" in page_of(client, "read")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("show", "queries"),
    [("read", 7), ("searched", 6), ("not-found", 6), ("adopted", 7), ("stale", 7)],
)
def test_a_table_costs_the_same_queries_however_long_it_is(
    client, number: int, show: str, queries: int, django_assert_num_queries
) -> None:
    for each in range(number):
        resource = ResourceFactory(published=True, review_due_on=date(2026, 1, 1))
        used("read", resource.pk, 1)
        used("searched", f"words {each}", 1)
        used("not_found", f"words {each}", 1)
        AdoptionFactory(resource=resource, recorded_on=TODAY)
    page_of(client, show)

    with django_assert_num_queries(queries):
        client.get(reverse("library:use_of", args=[show]))


class TestOnTheDesk:
    def test_a_member_sees_how_what_it_gave_was_used(self, client) -> None:
        organisation = OrganisationFactory(name="Giver Council")
        resource = ResourceFactory(published=True, owner=organisation)
        ResourceFactory(owner=organisation)
        AdoptionFactory(resource=resource)
        AdoptionFactory(resource=resource, stage=Stage.WITHDRAWN)
        used("read", resource.pk, 4)
        used("downloaded", resource.pk, 1)
        used("read", resource.pk, 9, days_ago=400)
        by = representative_of(organisation)

        (given,) = given_by_mine(by, TODAY - timedelta(days=365))

        assert (given.organisation, given.published) == (organisation, 1)
        assert (given.times_read, given.adopters) == (5, 1)
        client.act_as(by)
        assert "What you gave" in client.get(reverse("desk:home")).text

    def test_who_gave_nothing_or_speaks_for_nobody_is_shown_nothing(self) -> None:
        assert given_by_mine(PUBLIC, TODAY) == []
        assert given_by_mine(representative_of(OrganisationFactory()), TODAY) == []
