"""The nets under every test hold: each is shown something it must refuse."""

import socket

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.template import engines
from wagtail.models import Site

from tests.architecture.watched import Asked, WatchingClient, agree, watched
from tests.browser import refuse_writes_of_a_get, refuse_writes_outside_operations


def test_a_test_cannot_reach_another_machine() -> None:
    with (
        socket.socket() as stranger,
        pytest.raises(AssertionError, match=r"tried to reach \('192\.0\.2\.1', 80\)"),
    ):
        stranger.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_a_page_that_is_only_read_may_write_to_the_cache_and_nowhere_else() -> None:
    with connection.execute_wrapper(refuse_writes_of_a_get):
        cache.set("weather", "fine")
        assert cache.get("weather") == "fine"

        with pytest.raises(AssertionError, match="A GET wrote: INSERT"):
            get_user_model().objects.create_user("someone@actors.example")


@pytest.mark.django_db
def test_nothing_of_ours_is_written_outside_an_operation() -> None:
    with (
        connection.execute_wrapper(refuse_writes_outside_operations),
        pytest.raises(AssertionError, match="Written outside an operation: INSERT"),
    ):
        get_user_model().objects.create_user("someone@actors.example")


def test_an_unknown_variable_of_others_stays_empty() -> None:
    words = engines["django"].from_string("Hello {{ nobody|default:'you' }}").render({})

    assert words == "Hello you"


def test_an_unknown_variable_in_a_template_of_ours_fails(tmp_path, monkeypatch) -> None:
    (tmp_path / "greeting.html").write_text("Hello {{ nobody }}")
    monkeypatch.setattr("tests.templates.OURS", str(tmp_path))
    monkeypatch.setattr(engines["django"].engine, "dirs", [tmp_path])
    engines["django"].engine.template_loaders[0].reset()

    with pytest.raises(AssertionError, match=r"greeting\.html line 1: no variable nobody"):
        engines["django"].get_template("greeting.html").render({})


@pytest.mark.parametrize("round_", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_the_migrated_database_behind_it(round_: int) -> None:
    assert Site.objects.get().root_page.pk
    assert not get_user_model().objects.exists()

    get_user_model().objects.create_user("someone@actors.example")
    Site.objects.all().delete()


@pytest.mark.django_db
def test_rows_without_an_order_come_back_to_front_on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL promises no order either, and keeps no switch for it")
    first = get_user_model().objects.create_user("a@actors.example")
    second = get_user_model().objects.create_user("b@actors.example")

    assert list(get_user_model().objects.order_by()) == [second, first]


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        (lambda fields: fields.get("q"), {"q"}),
        (lambda fields: "page" in fields, {"page"}),
        (lambda fields: fields.getlist("themes"), {"themes"}),
        (bool, {"*"}),
        (dict, {"*"}),
        (list, {"*"}),
        (lambda fields: fields.copy(), {"*"}),
        (lambda fields: fields.dict(), {"*"}),
        (lambda fields: fields.urlencode(), {"*"}),
        (lambda fields: dict(fields.lists()), {"*"}),
        (lambda fields: [*fields.values()], {"*"}),
    ],
)
def test_whatever_is_looked_up_is_noted(look, seen) -> None:
    fields = watched(QueryDict("q=Ashby&page=2"))

    look(fields)

    assert fields.looked_up & seen == seen


@pytest.mark.django_db
def test_a_page_that_looks_up_a_field_is_asked_again_when_it_differs() -> None:
    browser, asked = WatchingClient(), Asked()
    first = {"q": "Ashby", "weather": "fine"}

    asked.note("get", first, browser.get("/library/", first))

    assert not asked.is_answered("get", {**first, "q": "Bowdon"})
    assert asked.is_answered("get", first)


@pytest.mark.django_db
def test_a_page_that_looks_up_nothing_is_asked_once() -> None:
    browser, asked = WatchingClient(), Asked()

    asked.note("get", {"q": "Ashby"}, browser.get("/health/live", {"q": "Ashby"}))

    assert asked.is_answered("get", {"q": "Bowdon"})
    assert not asked.is_answered("post", {"q": "Ashby"})


def test_two_requests_agree_only_on_what_was_looked_up() -> None:
    assert agree({"q": "a", "x": "1"}, {"q": "a", "x": "2"}, {"q"})
    assert not agree({"q": "a"}, {}, {"q"})
    assert not agree({"q": "a", "x": "1"}, {"q": "a", "x": "2"}, {"*"})
