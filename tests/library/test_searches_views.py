"""The pages of saved searches: each account's own."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ccin.library.models import SavedSearch
from tests.actors import EDITOR, OFFICER
from tests.browser import OurClient

pytestmark = pytest.mark.django_db

LIST = reverse("library:searches")
SAVE = reverse("library:save_search")


def kept(client: OurClient, number: int) -> None:
    account = client.act_as(OFFICER)
    now = timezone.now()
    SavedSearch.objects.bulk_create(
        SavedSearch(
            account=account,
            name=f"Search {each}",
            words=f"damp {each}",
            filters={"year": ["2025"], "theme": ["housing"]},
            saved_at=now,
            looked_at=now,
        )
        for each in range(number)
    )


def address(name: str) -> str:
    return reverse(f"library:{name}", args=[SavedSearch.objects.get().pk])


def test_a_search_is_saved_from_its_page_and_listed(client: OurClient) -> None:
    client.act_as(OFFICER)

    page = client.post(SAVE, {"q": "damp homes", "year": ["2024", "2025"]}, follow=True)

    assert "damp homes, 2024, 2025" in page.text
    assert "The search is saved" in page.text


def test_what_cannot_be_saved_is_told(client: OurClient) -> None:
    client.act_as(OFFICER)

    page = client.post(SAVE, {"q": "  "}, follow=True)

    assert "Search for something first" in page.text


def test_hostile_words_are_shown_as_words(client: OurClient) -> None:
    client.act_as(OFFICER)

    page = client.post(SAVE, {"q": "<script>alert(1)</script>\x00"}, follow=True)

    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_it_runs_again_is_renamed_and_stopped(client: OurClient) -> None:
    kept(client, 1)

    ran = client.post(address("run_search"))
    assert ran.url == "/library/?q=damp+0&theme=housing&year=2025"
    assert "Search 0" in client.get(address("rename_search")).text
    assert (
        "Damp now" in client.post(address("rename_search"), {"name": "Damp now"}, follow=True).text
    )
    assert "Enter a name" in client.post(address("rename_search"), {"name": ""}).text
    assert "Enter a name" in client.post(address("rename_search"), {"name": "\u200b"}).text

    assert "You have saved no search" in client.post(address("stop_search"), follow=True).text


def test_nobody_opens_anothers(client: OurClient) -> None:
    kept(client, 1)
    client.act_as(EDITOR)

    assert client.post(address("run_search")).status_code == 404
    assert client.get(address("rename_search")).status_code == 404
    assert client.post(address("rename_search"), {"name": "Mine"}).status_code == 404
    assert client.post(address("stop_search")).status_code == 404
    assert SavedSearch.objects.get().name == "Search 0"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_however_long_it_is(
    client: OurClient, number: int, django_assert_num_queries
) -> None:
    kept(client, number)
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)
