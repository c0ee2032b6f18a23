"""The second step of staff: set up, asked for, and without it no role."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from ccin.audit.models import Entry
from ccin.outbox.models import Letter
from tests.actors import ADMINISTRATOR, EDITOR
from tests.browser import OurClient, account_of
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def digits(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_staff_without_a_second_step_are_led_to_set_it_up(client: OurClient) -> None:
    client.act_as(ADMINISTRATOR, second_factor=False)

    page = client.get("/roles/", follow=True)

    assert [url for url, _ in page.redirect_chain] == [
        "/account/second-step/",
        "/account/second-step/set-up/",
    ]
    assert "Set up a second step" in page.content.decode()


def test_a_second_step_set_up_counts_at_once(client: OurClient) -> None:
    account = client.act_as(ADMINISTRATOR, second_factor=False)
    page = client.get("/account/second-step/set-up/")
    secret = page.context["form"].secret

    done = client.post("/account/second-step/set-up/", {"code": digits(secret)})

    assert done.url == "/account/second-step/recovery-codes/"
    assert client.get(done.url).status_code == 200  # and does not ask for the digits a second time
    assert client.get("/roles/").status_code == 200
    assert len(client.get(done.url).context["unused_codes"]) == 10
    assert Authenticator.objects.filter(user=account).count() == 2
    assert Entry.objects.get().event == "accounts.second_factor_set_up"
    assert Letter.objects.get().kind == "accounts.second_factor_changed"


def test_wrong_digits_set_up_nothing(client: OurClient) -> None:
    client.act_as(ADMINISTRATOR, second_factor=False)
    client.get("/account/second-step/set-up/")

    page = client.post("/account/second-step/set-up/", {"code": "000000"})

    assert "This code is not right" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_the_second_step_where_there_is_one(client: OurClient) -> None:
    account = account_of(ADMINISTRATOR)
    TOTP.activate(account, SECRET)
    client.post("/sign-in/", {"email": account.email})
    code = Letter.objects.get(kind="accounts.code_sent").text.split("**")[1]

    asked = client.post("/sign-in/code/", {"code": code})
    half_way = client.get("/roles/")
    wrong = client.post("/sign-in/second-step/", {"code": "000000"})
    client.post("/sign-in/second-step/", {"code": digits(SECRET)})

    assert asked.url == "/sign-in/second-step/"
    assert half_way.url == "/sign-in/?next=/roles/"
    assert "This code is not right" in wrong.content.decode()
    assert client.get("/roles/").status_code == 200


def test_a_recovery_code_stands_for_the_app_once(client: OurClient) -> None:
    account = client.act_as(ADMINISTRATOR, second_factor=False)
    TOTP.activate(account, SECRET)
    code = RecoveryCodes.activate(account).get_unused_codes()[0]

    client.post("/account/second-step/again/", {"code": code})
    again = OurClient()
    again.sign_in(account, second_factor=False)
    refused = again.post("/account/second-step/again/", {"code": code})

    assert client.get("/roles/").status_code == 200
    assert "This code is not right" in refused.content.decode()


def test_an_open_sign_in_from_before_the_second_step_must_show_it(client: OurClient) -> None:
    account = client.act_as(EDITOR, second_factor=False)
    TOTP.activate(account, SECRET)

    led = client.get("/cms/", follow=True)

    assert led.redirect_chain[-1][0] == "/account/second-step/again/?next=/account/second-step/"


def test_new_recovery_codes_make_the_old_ones_void(client: OurClient) -> None:
    account = client.act_as(ADMINISTRATOR)
    TOTP.activate(account, SECRET)
    old = RecoveryCodes.activate(account).get_unused_codes()
    client.post("/account/second-step/again/", {"code": digits(SECRET)})

    client.post("/account/second-step/recovery-codes/new/")
    page = client.get("/account/second-step/recovery-codes/")

    assert not set(old) & set(page.context["unused_codes"])
    assert len(page.context["unused_codes"]) == 10


def test_who_holds_no_role_on_the_staff_needs_no_second_step(client: OurClient) -> None:
    client.sign_in(AccountFactory(), second_factor=False)

    page = client.get("/account/second-step/")

    assert page.url == "/account/second-step/set-up/"
    assert client.get("/roles/").status_code == 403
