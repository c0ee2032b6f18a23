"""Passkeys: made, used and lost. The browser holds a key of its own, made by Chromium."""

import json
import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import PermissionDenied
from playwright.sync_api import Page, expect, sync_playwright

from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.accounts.operations.accounts import reset_second_factor
from ccin.accounts.operations.sign_in import (
    link_to,
    name_passkey,
    note_second_factor,
    remove_passkey,
)
from ccin.audit.models import Entry
from ccin.outbox.models import Letter
from tests.actors import ADMINISTRATOR, STRANGER
from tests.browser import OurClient
from tests.factories import AccountFactory, RoleHeldFactory
from tests.journeys.conftest import chromium


def a_passkey(account: Account, name: str = "My telephone") -> Authenticator:
    """As the library keeps one; nobody can sign in with this one."""
    return Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


@pytest.mark.django_db
def test_a_passkey_is_named_and_removed_by_its_holder(client: OurClient) -> None:
    account = client.sign_in(AccountFactory())
    passkey = a_passkey(account)
    RecoveryCodes.activate(account)

    client.post(f"/account/passkeys/{passkey.pk}/name/", {"name": "My old telephone"})
    listed = client.get("/account/second-step/")
    asked = client.get(f"/account/passkeys/{passkey.pk}/remove/")
    client.post(f"/account/passkeys/{passkey.pk}/remove/")

    assert "My old telephone, added on" in listed.content.decode()
    assert "Remove “My old telephone”" in asked.content.decode()
    assert not Authenticator.objects.exists()  # recovery codes stand for nothing without it
    assert Entry.objects.get().event == "accounts.passkey_removed"
    assert Letter.objects.get().kind == "accounts.second_factor_changed"


@pytest.mark.django_db
def test_nobody_reaches_the_passkey_of_another(client: OurClient) -> None:
    passkey = a_passkey(AccountFactory())
    client.sign_in(AccountFactory())

    assert client.get(f"/account/passkeys/{passkey.pk}/remove/").status_code == 404
    assert client.post(f"/account/passkeys/{passkey.pk}/name/", {"name": "Mine"}).status_code == 404
    for act in (
        lambda: remove_passkey(passkey, by=STRANGER),
        lambda: name_passkey(passkey, "Mine", by=ADMINISTRATOR),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(ValueError, match="something_else"):
        note_second_factor(passkey.user, event="something_else", by=STRANGER)


@pytest.mark.django_db
def test_who_lost_a_passkey_and_holds_no_office_signs_in_by_letter_and_removes_it(
    client: OurClient,
) -> None:
    account = AccountFactory()
    passkey = a_passkey(account)
    path = link_to(account, "/account/second-step/").partition("8000")[2]

    entered = client.post(path)
    client.post(f"/account/passkeys/{passkey.pk}/remove/")

    assert entered.url == "/account/second-step/"
    assert not Authenticator.objects.exists()


@pytest.mark.django_db
def test_staff_who_lost_a_passkey_need_a_recovery_code_or_an_administrator(
    client: OurClient,
) -> None:
    account = RoleHeldFactory(role=Role.EDITOR).account
    a_passkey(account)
    path = link_to(account, "/desk/").partition("8000")[2]

    entered = client.post(path)
    reset_second_factor(account, by=ADMINISTRATOR)

    assert entered.url == "/sign-in/second-step/"
    assert not Authenticator.objects.exists()


@pytest.mark.django_db
def test_a_passkey_that_is_none_signs_nobody_in(client: OurClient) -> None:
    AccountFactory()
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})

    for sent in ("", "no json", json.dumps({"id": "x", "response": {"userHandle": "MQ"}})):
        refused = client.post("/sign-in/passkey/", {"credential": sent})
        assert refused.url == "/sign-in/"
    assert "_auth_user_id" not in client.session


@pytest.fixture
def page() -> Iterator[Page]:
    """A tab with a telephone beside it that holds keys and always recognises its holder."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        tab = browser.new_context().new_page()
        tools = tab.context.new_cdp_session(tab)
        tools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield tab
        browser.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_made_signs_in_alone_and_counts_as_the_second_step(
    page: Page, live_server
) -> None:
    account = RoleHeldFactory(role=Role.ADMINISTRATOR, account__email="a@network.example").account
    site = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(site + re.sub(r"^https?://[^/]+", "", link_to(account, "/roles/")))
    page.get_by_role("button", name="Sign in and go on").click()
    page.get_by_role("link", name=re.compile("Use a passkey")).click()
    page.get_by_label("A name for it").fill("My telephone")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto(site + "/roles/")
    expect(page.get_by_role("heading", name="Roles", exact=True, level=1)).to_be_visible()

    page.context.clear_cookies()
    page.goto(site + "/roles/")
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url("**/roles/")
    expect(page.get_by_role("heading", name="Roles", exact=True, level=1)).to_be_visible()
    page.goto(site + "/account/passkeys/again/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/account/")
    assert Authenticator.objects.get(type="webauthn").wrap().name == "My telephone"
