from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.website.models import NewsPage
from ccin.website.operations import News, publish_news, write_first_pages
from ccin.website.reads.pages import NEWS_A_PAGE, latest_news
from tests.actors import OFFICER, WORKER
from tests.browser import OurClient

pytestmark = pytest.mark.django_db

QUERIES_OF_THE_LIST = 5


def test_news_is_listed_newest_first(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    for day in (2, 3, 1):
        publish_news(news(f"Day {day}", date(2026, 11, day)), by=WORKER)

    shown = client.get("/news/").content.decode()

    titles = [shown.index(f"Day {day}") for day in (3, 2, 1)]
    assert titles == sorted(titles)
    assert [page.title for page in latest_news(2)] == ["Day 3", "Day 2"]


def test_made_up_news_says_so_wherever_it_stands(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    made_up = publish_news(news("A fair", date(2026, 11, 2), demonstration=True), by=WORKER)
    real = publish_news(news("A fact", date(2026, 11, 1)), by=WORKER)

    assert client.get(made_up.url).content.decode().count("Made up for this demonstration.") == 1
    assert client.get("/news/").content.decode().count("Made up for this demonstration.") == 1
    assert "Made up for this demonstration." not in client.get(real.url).content.decode()
    assert list(NewsPage.objects.published().real()) == [real]


def test_a_draft_is_nobodys_news(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    draft = publish_news(news("A draft", date(2026, 11, 1)), by=WORKER)
    draft.unpublish()

    assert client.get("/news/a-draft/").status_code == 404
    assert "A draft" not in client.get("/news/").content.decode()
    assert latest_news(3) == []


def test_the_words_of_news_are_markdown(client: OurClient) -> None:
    write_first_pages(by=WORKER)

    publish_news(news("A fact", date(2026, 11, 1), words="One **bold** thing <i>"), by=WORKER)

    shown = client.get("/news/a-fact/").content.decode()
    assert "<b>bold</b>" in shown or "<strong>bold</strong>" in shown
    assert "&lt;i&gt;" in shown


def test_news_needs_a_place_to_stand() -> None:
    with pytest.raises(Refused, match="Write the first pages before any news"):
        publish_news(news("A fact", date(2026, 11, 1)), by=WORKER)

    assert not Entry.objects.exists()


def test_only_those_who_publish_publish_news() -> None:
    write_first_pages(by=WORKER)
    entries = Entry.objects.count()

    with pytest.raises(PermissionDenied):
        publish_news(news("A fact", date(2026, 11, 1)), by=OFFICER)

    assert not NewsPage.objects.exists()
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(("count", "leaves"), [(NEWS_A_PAGE, 1), (NEWS_A_PAGE + 1, 2)])
def test_a_long_list_has_leaves(client: OurClient, count: int, leaves: int) -> None:
    write_first_pages(by=WORKER)
    for number in range(count):
        publish_news(news(f"Story {number}", date(2026, 11, 1)), by=WORKER)

    shown = client.get("/news/").content.decode()

    assert shown.count("ccin-listing__item") == NEWS_A_PAGE
    assert ("?page=2" in shown) == (leaves == 2)
    assert client.get("/news/?page=nonsense").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client: OurClient, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write_first_pages(by=WORKER)
    for number in range(count):
        publish_news(news(f"Story {number}", date(2026, 11, 1)), by=WORKER)
    client.get("/news/")

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/news/")


def news(title: str, on: date, *, words: str = "Words.", demonstration: bool = False) -> News:
    slug = title.lower().replace(" ", "-")
    return News(title, slug, on, f"About {title}.", words, demonstration)
