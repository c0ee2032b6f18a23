"""Signing in by a code, from the first page to the last redirect."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth import urls as library
from django.conf import settings
from django.urls import URLResolver

from ccin.accounts.models import Session
from ccin.outbox.models import Letter
from tests.browser import OurClient
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db


def code_in_the_letter() -> str:
    letter = Letter.objects.get(kind="accounts.code_sent")
    found = re.search(r"\*\*(\S+)\*\*", letter.text)
    assert found
    return found[1]


def test_a_code_by_letter_signs_in_and_leads_back_to_where_one_was(client: OurClient) -> None:
    account = AccountFactory(email="officer@council.example")

    asked = client.post("/sign-in/", {"email": "Officer@council.example", "next": "/members/"})
    entered = client.post(asked.url, {"code": code_in_the_letter(), "next": "/members/"})

    assert asked.url == "/sign-in/code/?next=%2Fmembers%2F"
    assert entered.url == "/members/"
    assert client.session["_auth_user_id"] == str(account.pk)


def test_the_way_back_never_leads_off_the_site(client: OurClient) -> None:
    AccountFactory(email="officer@council.example")
    away = "https://elsewhere.example/"

    client.post("/sign-in/", {"email": "officer@council.example", "next": away})
    entered = client.post("/sign-in/code/", {"code": code_in_the_letter(), "next": away})

    assert entered.url == settings.LOGIN_REDIRECT_URL


def test_an_unknown_address_meets_the_same_page_and_gets_a_letter_that_helps(
    client: OurClient,
) -> None:
    AccountFactory(email="officer@council.example")

    known = client.post("/sign-in/", {"email": "officer@council.example"}, follow=True)
    other = OurClient()
    unknown = other.post("/sign-in/", {"email": "stranger@council.example"}, follow=True)
    refused = other.post("/sign-in/code/", {"code": "ABC-DEF"})

    assert words(known, "officer") == words(unknown, "stranger")
    assert "This is not the code that we sent" in refused.content.decode()
    letter = Letter.objects.get(to_email="stranger@council.example")
    assert letter.kind == "accounts.address_unknown"
    assert "There is no account for it" in letter.text


def words(response, who: str) -> str:
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace(f"{who}@", "somebody@"))


def test_a_stopped_account_is_as_unknown_as_any(client: OurClient) -> None:
    AccountFactory(email="left@council.example", is_active=False)

    client.post("/sign-in/", {"email": "left@council.example"})

    assert [letter.kind for letter in Letter.objects.all()] == ["accounts.address_unknown"]


def test_after_three_wrong_codes_one_starts_again(client: OurClient) -> None:
    AccountFactory(email="officer@council.example")
    client.post("/sign-in/", {"email": "officer@council.example"})

    for _ in range(3):
        last = client.post("/sign-in/code/", {"code": "WRO-NGG"})
    late = client.post("/sign-in/code/", {"code": code_in_the_letter()})

    assert last.url == "/sign-in/again/"
    assert late.url == "/sign-in/again/"
    assert "_auth_user_id" not in client.session


def test_a_code_grows_old(client: OurClient, time_machine) -> None:
    AccountFactory(email="officer@council.example")
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    client.post("/sign-in/", {"email": "officer@council.example"})

    time_machine.move_to("2026-11-23T10:16:00Z", tick=False)
    client.post("/sign-in/code/", {"code": code_in_the_letter()})

    assert "_auth_user_id" not in client.session


def test_codes_for_one_address_are_few_a_minute(client: OurClient) -> None:
    AccountFactory(email="officer@council.example")

    for _ in range(5):
        last = OurClient().post("/sign-in/", {"email": "officer@council.example"})

    assert "You have tried too often" in last.content.decode()
    assert Letter.objects.count() == 3


def test_signing_in_makes_a_new_session(client: OurClient) -> None:
    AccountFactory(email="officer@council.example")
    client.post("/sign-in/", {"email": "officer@council.example"})
    before = client.session.session_key

    client.post("/sign-in/code/", {"code": code_in_the_letter()})

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_takes_a_form_not_a_link(client: OurClient) -> None:
    client.sign_in(AccountFactory())

    asked = client.get("/sign-out/")
    still = client.session.get("_auth_user_id")
    client.post("/sign-out/")

    assert asked.status_code == 200
    assert still
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/admin/login/",
        "/cms/login/",
        "/cms/password_reset/",
    ],
)
def test_there_is_no_side_door(client: OurClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404 or response.url.startswith("/sign-in/?next=")
    assert b'type="password"' not in response.content


def test_nobody_can_give_themselves_an_account(client: OurClient) -> None:
    page = client.get("/sign-in/no-account/")
    sent = client.post("/sign-in/no-account/", {"email": "me@council.example"})

    assert "You need an account" in page.content.decode()
    assert b"<form" not in page.content.split(b"<main")[1]
    assert sent.status_code == 200
    assert not Letter.objects.exists()


def test_a_code_guessed_fifty_times_is_dead_after_three_and_says_so(client: OurClient) -> None:
    AccountFactory(email="officer@council.example")
    client.post("/sign-in/", {"email": "officer@council.example"})

    told = [client.post("/sign-in/code/", {"code": f"AAA-{n:03}"}) for n in range(50)]
    page = client.get("/sign-in/again/")

    assert {each.url for each in told[2:]} == {"/sign-in/again/"}
    assert "You have tried too often" in page.content.decode()
    assert Letter.objects.count() == 1


def library_addresses() -> list[str]:
    """Every address that the sign-in library would have under its own prefix."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[str]:
        for pattern in patterns:
            path = prefix + str(pattern.pattern).lstrip("^")
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path)
            else:
                yield re.sub(r"<[^>]*>|\(\?P.*?\)", "1", path).rstrip("$")

    return sorted(set(walk(library.urlpatterns, "")))


@pytest.mark.parametrize("prefix", ["/accounts/", "/"])
def test_none_of_the_library_s_own_addresses_exists(client: OurClient, prefix: str) -> None:
    addresses = library_addresses()
    opened = [
        address
        for address in addresses
        if (page := client.get(prefix + address)).status_code == 200
        or (page.status_code == 302 and not page.url.startswith("/sign-in/"))
    ]

    assert opened == []
    assert len(addresses) > 25
