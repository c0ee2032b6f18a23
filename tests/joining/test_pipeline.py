from datetime import timedelta

import pytest
from django.utils import timezone

from ccin.joining.states import Place
from tests.actors import EDITOR, OFFICER, STRANGER
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    AuthorityFactory,
    EnquiryFactory,
)

pytestmark = pytest.mark.django_db

QUERIES_OF_THE_BOARD = 4
QUERIES_OF_THE_TABLE = 5


def test_the_board_has_a_column_for_every_place_where_something_waits(client: OurClient) -> None:
    client.act_as(EDITOR)
    draft, returned = ApplicationFactory(), ApplicationFactory(returned=True)
    approved = ApplicationFactory(approved=True)
    ApplicationFactory(withdrawn=True)

    columns = client.get("/applications/").context["columns"]

    assert [(column.place, [line.application for line in column.lines]) for column in columns] == [
        (Place.DRAFT, [draft]),
        (Place.RECOMMEND, []),
        (Place.DECIDE, []),
        (Place.APPLICANT, [returned]),
        (Place.CONDITIONS, [approved]),
        (Place.JOINED, []),
    ]


def test_the_board_says_how_long_and_for_whom_without_stray_points(client: OurClient) -> None:
    client.act_as(OFFICER)
    ApplicationFactory(changed_at=timezone.now() - timedelta(days=3))
    ApplicationFactory(changed_at=timezone.now())

    html = client.get("/applications/").content.decode()

    assert "for the applicant, 3 days, since" in html
    assert "for the applicant, less than a day, since" in html
    assert " . " not in html


def test_a_column_shows_thirty_that_wait_longest_and_how_many_more(client: OurClient) -> None:
    client.act_as(OFFICER)
    newest = ApplicationFactory()
    ApplicationFactory.create_batch(31, changed_at=timezone.now() - timedelta(days=1))

    column = client.get("/applications/").context["columns"][0]

    assert (len(column.lines), column.more, column.count) == (30, 2, 32)
    assert newest not in [line.application for line in column.lines]


def test_who_joined_last_stands_on_top_and_who_joined_long_ago_is_gone(client: OurClient) -> None:
    client.act_as(OFFICER)
    now = timezone.now()
    joined = [
        ApplicationFactory(state="joined", closed_at=now - timedelta(days=days))
        for days in (91, 20, 2)
    ]

    column = client.get("/applications/").context["columns"][-1]

    assert [line.application for line in column.lines] == [joined[2], joined[1]]


def test_a_line_says_for_whom_it_waits_how_long_and_who_looks_after_it(client: OurClient) -> None:
    client.act_as(OFFICER)
    owner = AccountFactory(name="Morwenna Pascoe")
    ApplicationFactory(
        name="Dunmoor District Council",
        enquiry=EnquiryFactory(owner=owner),
        changed_at=timezone.now() - timedelta(days=3),
    )

    html = client.get("/applications/table/").content.decode()

    assert "Dunmoor District Council" in html
    assert "for the applicant, 3 days, since" in html
    assert "Morwenna Pascoe" in html
    assert "South West" in html


def test_the_table_is_narrowed_and_sorted_both_ways(client: OurClient) -> None:
    client.act_as(OFFICER)
    ash = ApplicationFactory(name="Ash", authority=AuthorityFactory(region="Wales"))
    birch = ApplicationFactory(name="Birch", returned=True)
    ended = ApplicationFactory(name="Elm", withdrawn=True)

    def shown(query: str) -> list[object]:
        return list(client.get(f"/applications/table/{query}").context["page"])

    assert shown("?place=open&sort=name") == [ash, birch]
    assert shown("?place=open&sort=-name") == [birch, ash]
    assert shown("?place=&sort=name") == [ash, birch, ended]
    assert shown("?place=applicant") == [birch]
    assert shown("?region=wal") == [ash]
    assert shown("?q=bir") == [birch]
    assert shown("?membership_class=affiliate") == []
    assert shown("?sort=nonsense&page=nonsense&place=nonsense") == [ash, birch, ended]


@pytest.mark.parametrize("number", [1, 3])
def test_board_and_table_cost_the_same_however_long_they_are(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    client.act_as(OFFICER)
    ApplicationFactory.create_batch(number)

    with django_assert_num_queries(QUERIES_OF_THE_BOARD):
        board = client.get("/applications/")
    with django_assert_num_queries(QUERIES_OF_THE_TABLE):
        table = client.get("/applications/table/")

    assert board.context["columns"][0].count == number
    assert len(table.context["page"]) == number


def test_nobody_without_a_part_in_it_reads_the_pipeline_or_an_application(
    client: OurClient,
) -> None:
    application = ApplicationFactory()
    client.act_as(STRANGER)

    assert client.get("/applications/").status_code == 403
    assert client.get("/applications/table/").status_code == 403
    assert client.get(f"/applications/{application.pk}/").status_code == 404
    assert client.get(f"/applications/{application.pk}/document/").status_code == 404
