"""The frame of every page, the gallery, and the pages that say what went wrong."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.safestring import mark_safe
from pytest_django import Settings

from ccin.access.actor import Actor, ActorRequest


def asked(path: str = "/members/7/?page=2") -> ActorRequest:
    request = RequestFactory().get(path)
    request.actor = Actor.public()
    request.user = AnonymousUser()
    return request


@pytest.mark.django_db
def test_the_gallery_is_open_and_shows_every_component(client: Client) -> None:
    response = client.get("/design/gallery/")

    html = response.content.decode()
    assert response.status_code == 200
    for shown in ("inset-text", "warning-text", "table", "timeline", "map", "chart", "ask", "tag"):
        assert f'class="ccin-{shown}' in html


@pytest.mark.django_db
def test_no_id_is_given_twice_on_the_gallery(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get("/design/gallery/").content.decode())

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.django_db
def test_every_page_of_a_demonstration_says_that_it_is_one(
    demo: bool, settings: Settings, client: Client
) -> None:
    settings.DEMO = demo

    html = client.get("/design/gallery/").content.decode()

    assert ("ccin-demo" in html) is demo


@pytest.mark.django_db
def test_a_missing_page_offers_sign_in_and_the_way_back() -> None:
    html = render_to_string("404.html", {}, request=asked())

    assert "?next=/members/7/%3Fpage%3D2" in html


@pytest.mark.parametrize("page", ["403", "409", "csrf", "sign_in_ended"])
@pytest.mark.django_db
def test_a_refusal_gives_back_what_was_written(page: str) -> None:
    sent = [("Reasons", "First line\nSecond & last line")]

    html = render_to_string(f"design/errors/{page}.html", {"sent": sent}, request=asked())

    assert "<dt>Reasons</dt><dd>First line<br>Second &amp; last line</dd>" in html


@pytest.mark.parametrize("page", ["403", "404", "409", "429", "csrf", "sign_in_ended"])
@pytest.mark.django_db
def test_a_refusal_without_words_of_the_person_shows_none(page: str) -> None:
    html = render_to_string(f"design/errors/{page}.html", {}, request=asked())

    assert "What you had written" not in html


@pytest.mark.parametrize("page", ["400.html", "500.html"])
def test_a_failure_needs_neither_a_request_nor_the_database(page: str) -> None:
    html = render_to_string(page)

    assert html.count("<h1") == 1
    assert "ccin-demo" in html


def test_a_letter_holds_its_words_and_says_when_it_is_of_a_demonstration(
    settings: Settings,
) -> None:
    context = {"subject": "Welcome & hello", "body": mark_safe("<p>Good morning</p>")}

    demo = render_to_string("design/letter.html", context)
    settings.DEMO = False
    real = render_to_string("design/letter.html", context)

    assert "<title>Welcome &amp; hello</title>" in demo
    assert "<p>Good morning</p>" in real
    assert "From a demonstration" in demo
    assert "From a demonstration" not in real
