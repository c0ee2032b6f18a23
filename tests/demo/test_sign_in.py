"""The bar of a demonstration, and that it is nowhere else."""

import importlib
from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import clear_url_caches

from ccin.access.permissions import Role
from ccin.project import urls
from tests.browser import OurClient
from tests.factories import AccountFactory, RepresentationFactory, RoleHeldFactory

pytestmark = pytest.mark.django_db

PAGE = "/demo/sign-in/"


@pytest.fixture
def a_real_site() -> Iterator[None]:
    """The site as it is where CCIN_DEMO is off: its addresses are made anew, and again after."""
    with override_settings(DEMO=False):
        importlib.reload(urls)
        clear_url_caches()
        yield
    importlib.reload(urls)
    clear_url_caches()


def test_anyone_signs_in_as_anyone_invented_with_all_that_they_hold(client: OurClient) -> None:
    account = AccountFactory(fictional=True)
    RoleHeldFactory(account=account, role=Role.ADMINISTRATOR)

    sent = client.post(PAGE, {"account": account.pk, "next": "/roles/"})

    assert sent.url == "/roles/"
    assert client.get("/roles/").status_code == 200


def test_a_real_account_is_neither_offered_nor_taken(client: OurClient) -> None:
    real = AccountFactory(name="Somebody Real")

    page = client.get(PAGE)
    sent = client.post(PAGE, {"account": real.pk})

    assert "Somebody Real" not in page.content.decode()
    assert sent.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("account", ["", "abc", "999999"])
def test_what_names_nobody_is_not_found(client: OurClient, account: str) -> None:
    assert client.post(PAGE, {"account": account}).status_code == 404


def test_the_way_back_never_leads_off_the_site(client: OurClient) -> None:
    account = AccountFactory(fictional=True)

    sent = client.post(PAGE, {"account": account.pk, "next": "https://elsewhere.example/"})

    assert sent.url == "/desk/"


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_person_and_for_many(
    client: OurClient, django_assert_num_queries, people: int
) -> None:
    for _ in range(people):
        RoleHeldFactory(account=AccountFactory(fictional=True))
        standing = RepresentationFactory()
        AccountFactory(fictional=True, person=standing.person)

    with django_assert_num_queries(5):
        page = client.get(PAGE)

    assert page.content.decode().count('name="account"') == 2 * people


@pytest.mark.usefixtures("a_real_site")
def test_outside_a_demonstration_there_is_no_such_page(client: OurClient) -> None:
    account = AccountFactory(fictional=True)

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"account": account.pk}).status_code in {404, 405}
    assert "_auth_user_id" not in client.session


def test_a_sign_in_by_the_bar_counts_for_nothing_outside_a_demonstration(
    client: OurClient,
) -> None:
    account = AccountFactory(fictional=True)
    RoleHeldFactory(account=account, role=Role.ADMINISTRATOR)
    client.post(PAGE, {"account": account.pk})

    with override_settings(DEMO=False):
        page = client.get("/roles/")

    assert page.url == "/account/second-step/"
