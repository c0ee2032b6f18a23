"""Every form and every address is sent what nobody should send: each answers in words."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.access.permissions import STAFF_ROLES, Role
from tests.architecture.door import At, Door
from tests.architecture.doors import DOORS
from tests.architecture.watched import Asked, WatchingClient
from tests.browser import OurClient

HOSTILE = {
    "nothing": "",
    "a NUL": "Ashby\x00Council",
    "half a character": "Ashby \ud800 Council",
    "right to left, and markup": "\u202eAshby\u202c {{ x.y }}{% load x %}<script>alert(1)</script>",
    "ten thousand letters": "y" * 10_000,
    "SQL": "'; DROP TABLE members_organisation; --",
    "search operators": '"Ashby" OR -council* AND (NEAR/2 !& | <-> : ^%_\\',
    "lines of a header": "Ashby\r\nBcc: everybody@example.com\r\n\r\nBuy",
    "a number beyond every column": "9" * 30,
    "digits without end": "9" * 10_000,
    "a number below zero": "-1",
    "a day beyond every calendar": "9999-99-99",
    "the last day of all": "9999-12-31",
    "the first day of all": "0001-01-01",
    "an address to a stranger": "https://stranger.example/\\@evil",
}
# What a database other than the first may answer otherwise; the rest is no matter of databases.
OF_THE_DATABASE = {
    "a NUL",
    "half a character",
    "search operators",
    "a number beyond every column",
    "a day beyond every calendar",
    "the last day of all",
}
FREE = {"text", "search", "email", "url", "tel", "number", "date", "hidden", "password", ""}
# What addresses carry that no form on the page shows.
CARRIED = ("page", "next", "q", "on", "since", "person", "authority", "about", "fell_on", "text")
NOT_TYPED = {"csrfmiddlewaretoken"}
# How a form is sent, what is filled in, and the names of what is typed.
Form = tuple[str, dict[str, str], list[str]]


def everybody_at_once(at: At) -> OurClient:
    """Somebody who holds every role there is, here too: past every door, on to every form."""
    here = {at.organisation: frozenset({Role.MAIN_CONTACT})} if at.organisation else {}
    bodies = {at.body: frozenset({Role.CHAIR, Role.CLERK})} if at.body else {}
    browser = WatchingClient()
    browser.act_as(
        Actor(
            "",
            "A person",
            network_roles=frozenset(STAFF_ROLES),
            organisation_roles=here,
            body_roles=bodies,
        )
    )
    browser.raise_request_exception = False
    return browser


def sent(values: dict[str, str]) -> str:
    return urlencode(values, errors="surrogatepass")


def forms_of(page: HttpResponse, url: str) -> Iterator[Form]:
    """Each form that the page has for this address: how it goes, with what, and what is typed."""
    if page.status_code != 200 or "html" not in page.get("Content-Type", ""):
        return
    for form in BeautifulSoup(page.content, "html.parser").find_all("form"):
        action = str(form.get("action") or url).split("?")[0]
        if action == url:
            filled = {str(field["name"]): filled_in(field) for field in fields_of(form)}
            typed = [str(field["name"]) for field in fields_of(form) if is_typed(field)]
            yield str(form.get("method", "get")), filled, typed


def fields_of(form: Tag) -> list[Tag]:
    found = form.find_all(["input", "textarea", "select"])
    return [field for field in found if field.get("name") and field["name"] not in NOT_TYPED]


def is_typed(field: Tag) -> bool:
    return field.name == "textarea" or (field.name == "input" and field.get("type", "") in FREE)


def filled_in(field: Tag) -> str:
    if field.name == "select":
        choices = [str(choice.get("value", "")) for choice in field.find_all("option")]
        return next(filter(None, choices), "")
    return str(field.get("value") or field.get_text())


def knock(ask: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer; whatever was written is undone."""
    with transaction.atomic():
        answer = ask()
        transaction.set_rollback(True)
    return answer


def attempts(door: Door, url: str, browser: OurClient) -> Iterator[tuple[str, int]]:
    """What is sent here and how it is answered, but for what must be answered as before."""
    forms = list(forms_of(browser.get(url), url))
    asked = Asked()
    for what, method, fields in requests(door, forms):
        if not asked.is_answered(method, fields):
            answer = knock(send(browser, method, url, sent(fields)))
            asked.note(method, fields, answer)
            yield what, answer.status_code


def requests(door: Door, forms: list[Form]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each text in what addresses carry, in what is typed on each form, in every field."""
    for what, text in HOSTILE.items():
        if connection.vendor != "sqlite" and what not in OF_THE_DATABASE:
            continue
        if door.get:
            yield f"GET {what}", "get", dict.fromkeys(CARRIED, text)
        for method, filled, typed in forms:
            yield f"{method} {what}", method, {**filled, **dict.fromkeys(typed, text)}
        if door.post:
            names = [*every_name(forms), *CARRIED]
            yield f"all {what}", "post", dict.fromkeys(names, text)


def every_name(forms: list[Form]) -> set[str]:
    return {name for _, filled, _ in forms for name in filled} | {
        "version",
        "kept",
        "chosen",
        "account",
    }


def send(browser: OurClient, method: str, url: str, body: str) -> Callable[[], HttpResponse]:
    if method == "get":
        return lambda: browser.get(url, QUERY_STRING=body)
    form = "application/x-www-form-urlencoded"
    return lambda: browser.post(url, body, content_type=form)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(DOORS))
def test_whatever_is_sent_is_answered_in_words(name: str) -> None:
    door = DOORS[name]
    at = door.at()
    url = at.url or reverse(name, kwargs=dict(at.kwargs))
    browser = everybody_at_once(at)

    broken = [f"{what}: {status}" for what, status in attempts(door, url, browser) if status >= 500]

    assert broken == []


# Not found; or, of a link in a letter, that it opens nothing (any more).
NOTHING_THERE = {404, 410}


def _is_found(status: int) -> bool:
    return status not in NOTHING_THERE


def addresses_of_nothing(at: At) -> Iterator[dict[str, Any]]:
    """The address with one of its arguments beyond every column, or as long as none can be."""
    for argument, value in at.kwargs.items():
        wrong = [0, 10**19, 10**30] if isinstance(value, int) else ["z" * 10_000, "-", "9" * 30]
        for nothing in wrong:
            yield {**at.kwargs, argument: nothing}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(DOORS))
def test_an_address_of_nothing_is_not_found(name: str) -> None:
    door = DOORS[name]
    at = door.at()
    browser = everybody_at_once(at)
    found = []
    for kwargs in addresses_of_nothing(at):
        url = reverse(name, kwargs=kwargs)
        if door.get and _is_found(status := knock(lambda url=url: browser.get(url)).status_code):
            found.append(f"GET {url[:80]}: {status}")
        if door.post and _is_found(status := knock(lambda url=url: browser.post(url)).status_code):
            found.append(f"POST {url[:80]}: {status}")

    assert found == []
