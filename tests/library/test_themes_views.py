"""The pages on which staff keep themes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccin.library.models import Theme
from ccin.library.operations.themes import ThemeDetails, add_theme
from tests.actors import EDITOR
from tests.factories import ResourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_a_theme_is_added_with_its_words(client) -> None:
    client.act_as(EDITOR)

    page = client.post(
        "/themes/add/", {"name": " Sport  ", "synonyms": "football\n\npitch hire"}, follow=True
    ).content.decode()

    theme = Theme.objects.get()
    assert (theme.name, theme.is_proposal) == ("Sport", False)
    assert sorted(each.words for each in theme.synonyms.all()) == ["football", "pitch hire"]
    assert "You have added the theme Sport" in page


def test_what_cannot_be_a_theme_is_said_beside_its_field(client) -> None:
    client.act_as(EDITOR)
    ThemeFactory(name="Sport")

    for given, says in (
        ({"name": ""}, "Give it a name"),
        ({"name": "sport"}, "There is a theme with that name already"),
        ({"name": "A", "synonyms": "x" * 81}, "is longer than 80 characters"),
        ({"name": "A", "synonyms": "\n".join(map(str, range(301)))}, "no more than 300"),
    ):
        assert says in client.post("/themes/add/", given).content.decode()
    assert Theme.objects.count() == 1


def test_a_renamed_theme_is_found_under_its_old_address(client) -> None:
    client.act_as(EDITOR)
    theme = add_theme(ThemeDetails("Sport", is_proposal=True), by=EDITOR)

    shown = client.get(f"/themes/{theme.pk}/").content.decode()
    assert 'value="Sport"' in shown
    client.post(f"/themes/{theme.pk}/", {"name": "Play", "synonyms": "games", "version": 1})

    theme.refresh_from_db()
    assert (theme.name, theme.is_proposal) == ("Play", True)
    answer = client.get("/library/themes/sport/")
    assert (answer.status_code, answer["Location"]) == (301, theme.get_absolute_url())


def test_a_merged_theme_leads_to_the_other(client) -> None:
    client.act_as(EDITOR)
    sport, play = ThemeFactory(name="Sport", slug="sport"), ThemeFactory(name="Play", slug="play")
    ResourceFactory().themes.add(sport)

    shown = client.get(f"/themes/{sport.pk}/merge/").content.decode()
    assert "1 resource moves" in shown
    page = client.post(
        f"/themes/{sport.pk}/merge/", {"into": play.pk, "version": 1}, follow=True
    ).content.decode()

    assert "You have merged Sport into Play" in page
    assert client.get("/library/themes/sport/")["Location"] == play.get_absolute_url()
    assert client.get(f"/themes/{sport.pk}/").status_code == 404


def test_a_theme_that_somebody_else_changed_is_not_overwritten(client) -> None:
    client.act_as(EDITOR)
    theme = ThemeFactory(name="Sport", version=2)

    answer = client.post(f"/themes/{theme.pk}/", {"name": "Play", "version": 1})

    assert answer.status_code == 409
    theme.refresh_from_db()
    assert theme.name == "Sport"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_list_costs_the_same_queries_however_long(client, number: int) -> None:
    client.act_as(EDITOR)
    client.get("/themes/")
    for theme in ThemeFactory.create_batch(number):
        theme.synonyms.create(words="a")
        ResourceFactory().themes.add(theme)

    with CaptureQueriesContext(connection) as queries:
        page = client.get("/themes/").content.decode()

    assert page.count("/merge/") == number
    assert ("There are no themes yet" in page) == (number == 0)
    assert len(queries) <= 12
