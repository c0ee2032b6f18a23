"""What a hostile browser, proxy or neighbour may try with the frame of a request."""

import pytest
from django.urls import reverse

from tests.actors import STAND_IN
from tests.browser import OurClient
from tests.factories import AccountFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["stranger.example", "localhost@stranger.example", "a b", "\x00"])
def test_a_host_that_is_not_ours_is_refused(client: OurClient, host: str) -> None:
    assert client.get("/members/", headers={"host": host}).status_code == 400


def test_a_forwarded_host_is_not_believed(client: OurClient) -> None:
    page = client.get("/sitemap.xml", headers={"x-forwarded-host": "stranger.example"})

    assert page.status_code == 200
    assert b"stranger.example" not in page.content


@pytest.mark.parametrize("address", ["/members/", "/sign-in/", "/desk/", "/api/v1/members"])
def test_no_page_may_be_framed_or_guessed_to_be_something_else(
    client: OurClient, address: str
) -> None:
    page = client.get(address)

    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_cookie_of_a_sign_in_is_for_no_script_and_no_other_site(client: OurClient) -> None:
    account = AccountFactory(fictional=True)

    answer = client.post(reverse("demo:sign_in"), {"account": account.pk})
    cookie = answer.cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_of_another_site_changes_nothing(client: OurClient) -> None:
    strict = OurClient(enforce_csrf_checks=True)
    strict.act_as(STAND_IN)
    organisation = OrganisationFactory(company=True, name="Widgets")
    address = reverse("members:correct_organisation", args=[organisation.pk])

    answer = strict.post(address, {"name": "Taken over", "kind": "company", "version": 1})

    assert answer.status_code == 403
    organisation.refresh_from_db()
    assert organisation.name == "Widgets"


@pytest.mark.parametrize(
    "address", ["/%00", "/members/%00/", "/members/%ff%fe/", f"/{'x' * 5000}/"]
)
def test_an_address_that_cannot_be_is_not_found(client: OurClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_method_that_no_page_knows_changes_nothing(client: OurClient, method: str) -> None:
    client.act_as(STAND_IN)

    answer = getattr(client, method)(reverse("website:directory"))

    assert answer.status_code in {200, 405}
