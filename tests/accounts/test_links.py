"""Links in letters: one use, one account, one address; and the accounts they are made for."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account, SignInLink
from ccin.accounts.operations.accounts import account_for, change_address
from ccin.accounts.operations.sign_in import link_to
from ccin.accounts.tasks import clear_links
from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.kernel.progress import quietly
from ccin.outbox.models import Letter
from tests.actors import ADMINISTRATOR, STRANGER, WORKER
from tests.browser import OurClient, account_of
from tests.factories import AccountFactory, PersonFactory, RoleHeldFactory

pytestmark = pytest.mark.django_db


def path_to(account: Account, address: str = "/members/") -> str:
    return urlsplit(link_to(account, address)).path


def test_a_link_shows_a_button_that_signs_in_and_leads_on(client: OurClient) -> None:
    account = AccountFactory(name="Ffion")
    path = path_to(account)

    scanned = client.get(path)
    client.get(path)
    pressed = client.post(path)

    assert "signs you in as Ffion" in scanned.content.decode()
    assert pressed.url == "/members/"
    assert client.session["_auth_user_id"] == str(account.pk)


def test_only_the_digest_of_a_link_is_kept() -> None:
    link = link_to(AccountFactory(), "/members/")

    token = link.rstrip("/").rsplit("/", 1)[1]
    kept = SignInLink.objects.values_list("digest", flat=True).get()
    assert link.startswith(f"{settings.SITE_ADDRESS}/sign-in/link/")
    assert token not in kept
    assert len(kept) == 64


def test_a_link_works_once(client: OurClient, new_client) -> None:
    path = path_to(AccountFactory())
    client.post(path)

    other = new_client()
    shown = other.get(path)
    pressed = other.post(path)

    assert (shown.status_code, pressed.status_code) == (410, 410)
    assert "This link has been used already" in pressed.content.decode()
    assert "Send me a code" in pressed.content.decode()
    assert "_auth_user_id" not in other.session


def test_a_link_grows_old(client: OurClient, time_machine) -> None:
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    path = path_to(AccountFactory())

    time_machine.move_to("2026-11-26T10:00:01Z", tick=False)
    shown = client.get(path)
    pressed = client.post(path)

    assert shown.status_code == 410
    assert "This link is too old to be used." in pressed.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_invented_link_and_one_of_a_stopped_account_are_unknown(client: OurClient) -> None:
    stopped = path_to(AccountFactory(is_active=False))

    for path in ("/sign-in/link/aaaa/", stopped):
        shown, pressed = client.get(path), client.post(path)
        assert (shown.status_code, pressed.status_code) == (410, 410)
        assert "We do not know this link." in pressed.content.decode()


def test_links_are_tried_a_few_times_a_minute(client: OurClient) -> None:
    for number in range(30):
        client.post(f"/sign-in/link/guess-{number}/")
    path = path_to(AccountFactory())

    last = client.post(path)

    assert last.status_code == 429
    assert "You have tried too often" in last.content.decode()
    assert SignInLink.objects.get().used_at is None


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "desk/"])
def test_a_link_never_leads_off_the_site(address: str) -> None:
    with pytest.raises(ValueError, match="a page of this site"):
        link_to(AccountFactory(), address)


def test_a_link_signs_in_its_own_account_whoever_is_signed_in(client: OurClient) -> None:
    client.sign_in(AccountFactory())
    account = AccountFactory()

    client.post(path_to(account))

    assert client.session["_auth_user_id"] == str(account.pk)


def test_who_is_signed_in_already_stays_so_and_is_led_on(client: OurClient) -> None:
    account = client.act_as(ADMINISTRATOR)

    led = client.post(path_to(account))

    assert led.url == "/members/"
    assert client.get("/roles/").status_code == 200  # the second factor still counts


def test_a_link_does_not_stand_for_the_second_step(client: OurClient) -> None:
    account = account_of(ADMINISTRATOR)
    TOTP.activate(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    pressed = client.post(path_to(account, "/roles/"))

    assert pressed.url == "/sign-in/second-step/"
    assert client.get("/roles/").url == "/sign-in/?next=/roles/"


def test_staff_without_a_second_step_set_it_up_after_a_link(client: OurClient) -> None:
    held = RoleHeldFactory(role=Role.ADMINISTRATOR)

    client.post(path_to(held.account, "/roles/"))

    assert client.get("/roles/").url == "/account/second-step/"


def test_the_letter_with_the_code_holds_a_link_to_where_one_was_going(
    client: OurClient, new_client
) -> None:
    account = AccountFactory(email="officer@council.example")
    client.post("/sign-in/", {"email": "officer@council.example", "next": "/members/"})
    letter = Letter.objects.get()
    found = re.search(r"https?://\S+(/sign-in/link/\S+/)", letter.text)
    assert found

    elsewhere = new_client()
    pressed = elsewhere.post(found[1])

    assert letter.secret
    assert pressed.url == "/members/"
    assert elsewhere.session["_auth_user_id"] == str(account.pk)


def test_the_link_of_a_code_grows_as_old_as_the_code(client: OurClient, time_machine) -> None:
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    AccountFactory(email="officer@council.example")

    client.post("/sign-in/", {"email": "officer@council.example", "next": "//elsewhere.example"})

    link = SignInLink.objects.get()
    assert link.expires_at - link.made_at == timedelta(minutes=15)
    assert link.address == "/desk/"


def test_a_new_address_makes_links_to_the_old_one_void(client: OurClient) -> None:
    account = AccountFactory()
    path = path_to(account)

    change_address(account, "new@council.example", by=ADMINISTRATOR)

    assert client.post(path).status_code == 410


def test_links_of_long_ago_are_cleared(time_machine) -> None:
    time_machine.move_to("2026-01-01T10:00:00Z", tick=False)
    link_to(AccountFactory(), "/desk/")
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    link_to(AccountFactory(), "/desk/")

    told = [clear_links(WORKER, quietly), clear_links(WORKER, quietly)]

    assert told == ["Sign-in links cleared: 1", ""]
    assert SignInLink.objects.count() == 1


# The accounts they are made for


def test_an_account_is_found_or_made_at_an_address() -> None:
    made = account_for(" Officer@Council.example ", name="Ffion", by=STRANGER)
    found = account_for("officer@council.example", name="Another", by=Actor.public())

    assert made == found
    assert (found.email, found.name) == ("officer@council.example", "Ffion")
    assert not found.has_usable_password()
    assert Entry.objects.get().event == "accounts.account_made"
    assert not Letter.objects.exists()


def test_an_account_is_tied_to_the_person_known_by_its_address() -> None:
    person = PersonFactory(email="Officer@council.example")
    other = AccountFactory(email="second@council.example", person=PersonFactory())
    shared = PersonFactory(email="third@council.example")
    AccountFactory(person=shared)

    assert account_for("officer@council.example", name="Ffion", by=STRANGER).person == person
    assert account_for(other.email, name="Other", by=STRANGER).person == other.person
    assert account_for("third@council.example", name="Third", by=STRANGER).person is None


def test_a_stopped_account_is_not_found_again() -> None:
    AccountFactory(email="left@council.example", is_active=False)

    with pytest.raises(Refused, match="was stopped"):
        account_for("left@council.example", name="Left", by=STRANGER)
