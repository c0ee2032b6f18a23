"""Councils' own sign-ins, against a provider that runs beside the test."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import override_settings

from ccin.accounts.models import Account, CouncilSignIn
from ccin.accounts.operations.accounts import erase_account
from ccin.accounts.operations.councils import (
    Tenant,
    add_council_sign_in,
    connect,
    disconnect,
    stop_council_sign_in,
)
from ccin.accounts.rules import is_one_tenant
from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.outbox.models import Letter
from tests.accounts.provider import Provider, running
from tests.actors import ADMINISTRATOR, OFFICER, STRANGER
from tests.browser import OurClient, account_of
from tests.factories import AccountFactory, CouncilSignInFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def at_work() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(at_work: Provider) -> Iterator[Provider]:
    """Two tenants of one provider, both with an entry here."""
    at_work.claims, at_work.asked = {"sub": "nia-at-one"}, []
    CouncilSignInFactory(key="one", issuer=at_work.tenant("one"))
    CouncilSignInFactory(key="two", issuer=at_work.tenant("two"))
    secrets = {"CCIN_SIGN_IN_SECRET_ONE": "secret-of-one", "CCIN_SIGN_IN_SECRET_TWO": "of-two"}
    with override_settings(COUNCIL_SECRETS=secrets):
        yield at_work


def go(client: OurClient, key: str = "one", **sent: str) -> dict[str, str]:
    """Press the button; what the provider is asked, were a browser to go on."""
    page = client.post(f"/sign-in/council/{key}/", sent)
    away = html.unescape(re.findall(r'content="0;url=([^"]+)"', page.content.decode())[0])
    return {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}


def come_back(client: OurClient, key: str = "one", **sent: str) -> HttpResponse:
    asked = go(client, key, **sent)
    return client.get(f"/sign-in/council/{key}/back/", {"code": "a-code", "state": asked["state"]})


def words(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def connected(client: OurClient, account: Account) -> None:
    client.sign_in(account, second_factor=False)
    come_back(client, process="connect")
    client.logout()


def test_an_identity_is_connected_by_its_holder_and_signs_in_from_then_on(
    client: OurClient, provider: Provider
) -> None:
    account = AccountFactory()
    client.sign_in(account)

    done = come_back(client, process="connect")
    client.logout()
    signed_in = come_back(client)

    assert done.url == "/account/council/"
    assert signed_in.url == "/desk/"
    assert client.session["_auth_user_id"] == str(account.pk)
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid, kept.extra_data) == ("one", "nia-at-one", {})
    assert not SocialToken.objects.exists()
    assert not SocialApp.objects.exists()
    assert Entry.objects.get().event == "accounts.council_identity_connected"
    assert Letter.objects.get().kind == "accounts.council_identity_changed"


def test_the_provider_is_asked_for_no_more_than_who_it_is_with_a_proof_that_we_asked(
    client: OurClient, provider: Provider
) -> None:
    asked = go(client)
    client.get("/sign-in/council/one/back/", {"code": "a-code", "state": asked["state"]})

    assert asked["scope"] == "openid"
    assert asked["code_challenge_method"] == "S256"
    assert asked["client_id"] == "our-site"
    assert provider.asked[0]["client_secret"] == "secret-of-one"
    assert provider.asked[0]["code_verifier"]


def test_an_unknown_identity_is_told_to_sign_in_by_a_code_first(
    client: OurClient, provider: Provider
) -> None:
    provider.claims |= {"email": "nia@council.example", "email_verified": True}
    AccountFactory(email="nia@council.example")

    page = come_back(client)

    assert page.status_code == 403
    assert "Sign in with a code first" in words(page)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert Account.objects.count() == 1


def test_another_tenant_with_the_same_address_or_the_same_subject_gets_nothing(
    client: OurClient, provider: Provider
) -> None:
    connected(client, AccountFactory(email="nia@council.example"))
    provider.claims |= {"email": "nia@council.example", "email_verified": True}

    page = come_back(client, "two")

    assert page.status_code == 403
    assert "_auth_user_id" not in client.session
    assert SocialAccount.objects.get().provider == "one"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another-site"},
        {"exp": 1_600_000_000},
    ],
)
def test_a_token_of_another_issuer_for_another_site_or_too_old_lets_nobody_in(
    client: OurClient, provider: Provider, claims: dict[str, Any]
) -> None:
    connected(client, AccountFactory())
    provider.claims |= claims

    page = come_back(client)

    assert page.status_code == 403
    assert "the answer was not what we expected" in words(page)
    assert "_auth_user_id" not in client.session


def test_an_answer_that_nobody_here_asked_for_lets_nobody_in(
    client: OurClient, new_client, provider: Provider
) -> None:
    connected(client, AccountFactory())
    asked = go(client)
    stolen = {"code": "a-code", "state": asked["state"]}

    other = new_client()
    invented = client.get("/sign-in/council/one/back/", {"code": "a-code", "state": "x"})
    elsewhere = other.get("/sign-in/council/one/back/", stolen)
    cancelled = client.get(
        "/sign-in/council/one/back/", {"error": "access_denied", "state": asked["state"]}
    )

    assert [each.status_code for each in (invented, elsewhere, cancelled)] == [403, 403, 403]
    assert "_auth_user_id" not in other.session


def test_an_identity_belongs_to_one_account(client: OurClient, provider: Provider) -> None:
    first = AccountFactory()
    connected(client, first)
    client.sign_in(AccountFactory())

    page = come_back(client, process="connect")

    assert "connected to another account already" in words(page)
    assert SocialAccount.objects.get().user == first


def test_connecting_needs_a_sign_in(client: OurClient, provider: Provider) -> None:
    page = come_back(client, process="connect")

    assert "You are no longer signed in here" in words(page)
    assert not SocialAccount.objects.exists()


def test_a_stopped_account_stays_out(client: OurClient, provider: Provider) -> None:
    account = AccountFactory()
    connected(client, account)
    Account.objects.update(is_active=False)

    page = come_back(client)

    assert "was stopped" in words(page)
    assert "_auth_user_id" not in client.session


def test_staff_still_show_their_second_step(client: OurClient, provider: Provider) -> None:
    account = account_of(ADMINISTRATOR)
    connected(client, account)
    TOTP.activate(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert come_back(client).url == "/sign-in/second-step/"
    assert client.get("/roles/").status_code == 302


def test_an_entry_that_was_stopped_or_cannot_be_reached_says_so(
    client: OurClient, provider: Provider
) -> None:
    stop_council_sign_in(CouncilSignIn.objects.get(key="two"), by=ADMINISTRATOR)
    CouncilSignInFactory(key="away", issuer="http://127.0.0.1:9/tenant")

    assert client.post("/sign-in/council/two/").status_code == 404
    assert client.post("/sign-in/council/never/").status_code == 404
    assert client.get("/sign-in/council/one/").status_code == 405
    away = client.post("/sign-in/council/away/")
    assert away.status_code == 502
    assert "We could not reach" in words(away)
    assert "Two" not in words(client.get("/sign-in/council/"))


def test_one_s_own_identity_is_let_go_of_and_nobody_else_s(
    client: OurClient, provider: Provider
) -> None:
    account = AccountFactory()
    connected(client, account)
    identity = SocialAccount.objects.get()
    client.sign_in(AccountFactory())
    client.post(f"/account/council/{identity.pk}/let-go/")
    still = SocialAccount.objects.exists()
    client.sign_in(account)

    listed = client.get("/account/council/")
    client.post(f"/account/council/{identity.pk}/let-go/")

    assert still
    assert "Let go of it" in words(listed)
    assert not SocialAccount.objects.exists()
    with pytest.raises(PermissionDenied):
        disconnect(account, identity.pk, by=STRANGER)
    with pytest.raises(PermissionDenied):
        connect(account, "one", "nia-at-one", by=STRANGER)


def test_an_erased_account_keeps_no_identity(client: OurClient, provider: Provider) -> None:
    account = AccountFactory()
    connected(client, account)

    erase_account(account, by=OFFICER)

    assert not SocialAccount.objects.exists()


# The entries


TENANT = Tenant("one", "One Council", "https://login.microsoftonline.com/1a2b/v2.0", "our-site")


@pytest.mark.parametrize("shared", ["common", "organizations", "Consumers"])
def test_an_address_of_all_tenants_is_none_of_one(shared: str) -> None:
    assert not is_one_tenant(f"https://login.microsoftonline.com/{shared}/v2.0")
    assert is_one_tenant(TENANT.issuer)


def test_an_entry_is_added_for_one_tenant_under_a_key_that_was_never_used() -> None:
    organisation = OrganisationFactory()
    entry = add_council_sign_in(organisation, TENANT, by=ADMINISTRATOR)
    stop_council_sign_in(entry, by=ADMINISTRATOR)
    stop_council_sign_in(entry, by=ADMINISTRATOR)

    assert [each.event for each in Entry.objects.order_by("pk")] == [
        "accounts.council_sign_in_added",
        "accounts.council_sign_in_stopped",
    ]
    with pytest.raises(Refused, match="Another entry has or had this key"):
        add_council_sign_in(organisation, TENANT, by=ADMINISTRATOR)
    for issuer, refused in [
        ("https://login.microsoftonline.com/common/v2.0", "stands for every tenant"),
        ("http://sign-in.example/1/", "begins with https"),
    ]:
        tenant = Tenant("new", "New", issuer, "our-site")
        with override_settings(DEMO=False), pytest.raises(Refused, match=refused):
            add_council_sign_in(organisation, tenant, by=ADMINISTRATOR)
    for nobody in (STRANGER, OFFICER):
        with pytest.raises(PermissionDenied):
            add_council_sign_in(organisation, TENANT, by=nobody)
        with pytest.raises(PermissionDenied):
            stop_council_sign_in(entry, by=nobody)


def test_an_administrator_adds_an_entry_and_sees_that_its_secret_is_missing(
    client: OurClient,
) -> None:
    client.act_as(ADMINISTRATOR)
    organisation = OrganisationFactory()
    data = {
        "organisation": organisation.pk,
        "key": "one",
        "name": "One Council",
        "issuer": TENANT.issuer,
        "client_id": "our-site",
    }

    client.post("/roles/councils/add/", data)
    twice = client.post("/roles/councils/add/", data)
    listed = client.get("/roles/councils/")
    client.post(f"/roles/councils/{CouncilSignIn.objects.get().pk}/stop/")

    assert "Another entry has or had this key" in words(twice)
    assert "CCIN_SIGN_IN_SECRET_ONE: missing" in words(listed)
    assert CouncilSignIn.objects.get().stopped_at


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_of_entries_cost_the_same_for_one_and_for_many(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    CouncilSignInFactory.create_batch(rows)
    with django_assert_num_queries(2):
        open_list = client.get("/sign-in/council/")
    client.act_as(ADMINISTRATOR)

    with django_assert_num_queries(5):
        page = client.get("/roles/councils/")

    assert page.content.decode().count("Stop Council") == rows
    assert open_list.context["page"].paginator.object_list.ordered
    assert page.context["page"].paginator.object_list.ordered
