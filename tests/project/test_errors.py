"""What went wrong is said in plain words, and what somebody wrote is given back."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from ccin.kernel.errors import Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.project.urls import handler403, handler404
from ccin.project.urls import urlpatterns as site
from tests.actors import EDITOR
from tests.browser import OurClient
from tests.factories import AccountFactory, EnquiryFactory

pytestmark = pytest.mark.django_db

WRITTEN = "Two pages of careful minutes"


def stale(request: HttpRequest) -> HttpResponse:
    raise Stale


def late(request: HttpRequest) -> HttpResponse:
    raise MoveNotAllowed("enquiry that is closed cannot answer")


urlpatterns = [path("try/stale/", stale), path("try/late/", late), *site]
__all__ = ["handler403", "handler404", "urlpatterns"]


@override_settings(ROOT_URLCONF="tests.project.test_errors")
def test_a_record_changed_meanwhile_gives_back_what_was_written(client: OurClient) -> None:
    client.sign_in(AccountFactory())

    page = client.post("/try/stale/", {"notes": WRITTEN, "version": "3"})

    assert page.status_code == 409
    assert "Somebody else changed this record" in page.content.decode()
    assert page.context["sent"] == [("Notes", WRITTEN)]
    assert WRITTEN in page.content.decode()


@override_settings(ROOT_URLCONF="tests.project.test_errors")
def test_a_move_that_came_too_late_is_a_conflict(client: OurClient) -> None:
    client.sign_in(AccountFactory())

    page = client.post("/try/late/", {"answer": WRITTEN})

    assert page.status_code == 409
    assert "The record has moved on meanwhile" in page.content.decode()
    assert WRITTEN in page.content.decode()


def test_a_form_sent_after_signing_out_gives_back_what_was_written(client: OurClient) -> None:
    enquiry = EnquiryFactory()

    page = client.post(f"/enquiries/{enquiry.pk}/answer/", {"answer": WRITTEN})

    assert page.status_code == 403
    assert WRITTEN in page.content.decode()
    assert f"/sign-in/?next=/enquiries/{enquiry.pk}/answer/" in page.content.decode()


def test_what_is_not_allowed_gives_back_what_was_written(client: OurClient) -> None:
    client.act_as(EDITOR)
    enquiry = EnquiryFactory()

    page = client.post(f"/enquiries/{enquiry.pk}/answer/", {"answer": WRITTEN})

    assert page.status_code == 403
    assert WRITTEN in page.content.decode()


def test_a_form_that_lost_its_token_gives_back_what_was_written() -> None:
    strict = OurClient(enforce_csrf_checks=True)

    page = strict.post("/contact/enquiry/", {"question": WRITTEN})

    assert page.status_code == 403
    assert WRITTEN in page.content.decode()


def test_a_code_is_never_given_back() -> None:
    strict = OurClient(enforce_csrf_checks=True)

    page = strict.post("/sign-in/code/", {"code": "ABC-DEF", "csrfmiddlewaretoken": "x" * 32})

    assert page.context["sent"] == []


def test_what_only_the_page_needs_is_not_given_back_as_something_written() -> None:
    strict = OurClient(enforce_csrf_checks=True)

    page = strict.post("/contact/enquiry/", {"question": WRITTEN, "version": "3", "stamp": "9-ab"})

    assert page.context["sent"] == [("Question", WRITTEN)]


def test_an_unknown_address_offers_a_sign_in_that_comes_back(client: OurClient) -> None:
    page = client.get("/nowhere/at-all/?a=1")

    assert page.status_code == 404
    assert "/sign-in/?next=/nowhere/at-all/%3Fa%3D1" in page.content.decode()


def test_who_is_signed_in_is_not_asked_to_sign_in(client: OurClient) -> None:
    client.sign_in(AccountFactory())

    page = client.get("/nowhere/at-all/")

    assert "come back here" not in page.content.decode()


def test_too_many_tries_are_told_so(client: OurClient) -> None:
    page = RequestFactory().get("/")
    from allauth.core.ratelimit import respond_429  # noqa: PLC0415 - needs no more than this test

    assert respond_429(page).status_code == 429
    assert "Wait a few minutes" in respond_429(page).content.decode()


@pytest.mark.parametrize("path_", ["/sign-in/", "/nowhere/"])
def test_every_page_forbids_scripts_and_frames_of_others(client: OurClient, path_: str) -> None:
    policy = client.get(path_)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
