"""One's own way in: address, open sign-ins, and being asked again before what matters."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied

from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld, Session
from ccin.accounts.operations.addresses import ask_for_address
from ccin.accounts.operations.sign_in import end_other_sign_ins, end_sign_in, link_to
from ccin.accounts.rules import device_in_words
from ccin.kernel.clock import today
from ccin.outbox.models import Letter
from ccin.project.middleware import ASKS_AGAIN
from tests.actors import ADMINISTRATOR, STRANGER, main_contact_of
from tests.architecture.test_doors import routes
from tests.browser import OurClient
from tests.factories import AccountFactory, MembershipFactory, PersonFactory, RoleHeldFactory

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Linux"),
        ("curl/8.0", ""),
    ],
)
def test_a_device_is_named_by_browser_and_system(agent: str, words: str) -> None:
    assert device_in_words(agent) == words


def test_open_sign_ins_are_listed_by_device_and_day_and_by_no_key(client: OurClient) -> None:
    account = AccountFactory()
    link = urlsplit(link_to(account, "/account/")).path
    client.post(link, headers={"user-agent": FIREFOX})

    page = client.get("/account/", headers={"user-agent": FIREFOX}).content.decode()

    kept = Session.objects.get()
    assert (kept.account, kept.device, kept.seen_on) == (account, "Firefox, Windows", today())
    assert "Firefox, Windows" in page
    assert "This one" in page
    assert "not connected" in page
    assert kept.session_key not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_sign_ins_costs_the_same_for_one_and_for_many(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    account = AccountFactory()
    for _ in range(rows):
        OurClient().sign_in(account)
    client.sign_in(account)
    client.get("/account/")

    with django_assert_num_queries(7):
        page = client.get("/account/")

    assert len(page.context["page"]) == rows + 1
    assert page.context["page"].paginator.object_list.ordered


def test_one_sign_in_is_ended_and_the_others_stay(client: OurClient, new_client) -> None:
    account = client.sign_in(AccountFactory())
    other, third = new_client(), new_client()
    other.sign_in(account)
    third.sign_in(account)
    handle = Session.objects.get(pk=other.session.session_key).handle

    client.post("/account/sign-ins/end/", {"handle": handle})
    again = client.post("/account/sign-ins/end/", {"handle": handle}, follow=True)

    assert other.get("/account/").url == "/sign-in/?next=/account/"
    assert third.get("/account/").status_code == 200
    assert client.get("/account/").status_code == 200
    assert "had ended already" in again.content.decode()


def test_all_others_are_ended_at_once_and_nobody_else_s(client: OurClient, new_client) -> None:
    account = client.sign_in(AccountFactory())
    other, stranger = new_client(), new_client()
    other.sign_in(account)
    stranger.sign_in(AccountFactory())

    client.post("/account/sign-ins/end-others/")

    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert stranger.get("/account/").status_code == 200


def test_nobody_ends_the_sign_ins_of_another() -> None:
    account = AccountFactory()

    with pytest.raises(PermissionDenied):
        end_sign_in(account, "handle", by=STRANGER)
    with pytest.raises(PermissionDenied):
        end_other_sign_ins(account, but="", by=ADMINISTRATOR)


def test_a_sign_in_lasts_four_weeks_from_the_last_day_it_was_used(
    client: OurClient, time_machine
) -> None:
    time_machine.move_to("2026-11-01T10:00:00Z", tick=False)
    client.sign_in(AccountFactory())
    client.get("/account/")

    time_machine.move_to("2026-11-28T10:00:00Z", tick=False)
    in_time = client.get("/account/").status_code
    time_machine.move_to("2026-12-25T10:00:00Z", tick=False)
    prolonged = client.get("/account/").status_code
    time_machine.move_to("2027-01-23T10:00:00Z", tick=False)
    too_late = client.get("/account/").status_code

    assert (in_time, prolonged, too_late) == (200, 200, 302)


def test_who_stands_for_nobody_is_shown_the_way_to_their_council_s_team(
    client: OurClient,
) -> None:
    client.sign_in(AccountFactory())
    alone = client.get("/account/")
    client.act_as(main_contact_of(MembershipFactory().organisation))
    standing = client.get("/account/")

    assert "Join your council’s team" in alone.content.decode()
    assert "Join your council’s team" not in standing.content.decode()


# Being asked again


def test_the_second_step_of_staff_counts_for_half_a_day(client: OurClient, time_machine) -> None:
    time_machine.move_to("2026-11-23T08:00:00Z", tick=False)
    client.act_as(ADMINISTRATOR)

    time_machine.move_to("2026-11-23T19:59:00Z", tick=False)
    in_time = client.get("/roles/").status_code
    time_machine.move_to("2026-11-23T20:01:00Z", tick=False)
    late = client.get("/roles/")

    assert in_time == 200
    assert late.url == "/account/second-step/"


def test_a_page_that_matters_asks_again_after_a_quarter_of_an_hour(
    client: OurClient, time_machine
) -> None:
    time_machine.move_to("2026-11-23T08:00:00Z", tick=False)
    account = client.act_as(ADMINISTRATOR)
    TOTP.activate(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    address = f"/roles/{AccountFactory().pk}/grant/"

    time_machine.move_to("2026-11-23T08:14:00Z", tick=False)
    in_time = client.get(address).status_code
    time_machine.move_to("2026-11-23T08:16:00Z", tick=False)
    late = client.get(address)
    led = client.get(late.url)

    assert in_time == 200
    assert late.url == f"/account/again/?next={address.replace('/', '%2F')}"
    assert led.url == f"/account/second-step/again/?next={address.replace('/', '%2F')}"


def test_a_form_opened_in_time_may_be_sent_a_little_later_and_loses_nothing_after_that(
    client: OurClient, time_machine
) -> None:
    time_machine.move_to("2026-11-23T08:00:00Z", tick=False)
    client.act_as(ADMINISTRATOR)
    address = f"/roles/{AccountFactory().pk}/grant/"
    data = {"role": Role.EDITOR, "starts_on": "2026-11-23", "reason": "For the autumn"}

    time_machine.move_to("2026-11-23T08:46:00Z", tick=False)
    late = client.post(address, data)
    time_machine.move_to("2026-11-23T08:44:00Z", tick=False)
    in_time = client.post(address, data)

    assert late.status_code == 403
    assert "Show again that it is you" in late.content.decode()
    assert "For the autumn" in late.content.decode()
    assert in_time.status_code == 302
    assert RoleHeld.objects.filter(reason="For the autumn").count() == 1


def test_who_has_no_second_step_signs_out_and_in_again_and_comes_back(
    client: OurClient, time_machine
) -> None:
    time_machine.move_to("2026-11-23T08:00:00Z", tick=False)
    client.sign_in(AccountFactory(), second_factor=False)
    time_machine.move_to("2026-11-23T08:16:00Z", tick=False)

    asked = client.get("/account/address/", follow=True)
    found = re.search(r'name="next" value="([^"]+)"', asked.content.decode())
    assert found
    out = client.post("/sign-out/", {"next": found[1]})

    assert out.url == "/sign-in/?next=/account/address/"
    assert "_auth_user_id" not in client.session


def test_every_page_that_asks_again_exists() -> None:
    names = {name for _path, name in routes()}

    assert sorted(ASKS_AGAIN - names) == []


def test_who_lost_a_passkey_can_prove_it_by_signing_in_again(
    client: OurClient, time_machine
) -> None:
    time_machine.move_to("2026-11-23T08:00:00Z", tick=False)
    account = client.sign_in(AccountFactory(), second_factor=False)
    passkey = Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "My telephone", "credential": {}},
    )
    time_machine.move_to("2026-11-23T08:16:00Z", tick=False)
    address = f"/account/passkeys/{passkey.pk}/remove/"

    asked = client.get(client.get(address).url)
    lost = client.get(f"/account/again/?lost=1&next={address}")

    assert asked.url.startswith("/account/passkeys/again/?next=")
    assert f"/sign-in/?next={address}" in lost.content.decode()


def test_too_many_tries_at_the_second_step_meet_a_page_of_our_own(client: OurClient) -> None:
    account = client.act_as(ADMINISTRATOR)
    TOTP.activate(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    for _ in range(11):
        last = client.post("/account/second-step/again/", {"code": "000000"})

    assert last.status_code == 429
    assert "we stop after a few tries" in last.content.decode()


@pytest.mark.parametrize("is_staff", [True, False])
def test_a_demonstration_s_bar_stands_for_it(client: OurClient, is_staff: bool) -> None:
    account = AccountFactory(fictional=True)
    if is_staff:
        RoleHeldFactory(role=Role.ADMINISTRATOR, account=account)
    client.post("/demo/sign-in/", {"account": account.pk})
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 7200
    session.save()

    assert client.get("/account/address/").status_code == 200


# One's own address


def link_in(letter: Letter) -> str:
    found = re.search(r"https?://[^/\s]+(/account/address/\S+/)", letter.text)
    assert found
    return found[1]


def test_an_address_is_changed_by_who_reads_mail_at_the_new_one(
    client: OurClient, new_client
) -> None:
    person = PersonFactory(email="nia@old.example")
    account = client.sign_in(AccountFactory(email="nia@old.example", person=person))

    client.post("/account/address/", {"email": "Nia@New.example"})
    link = link_in(Letter.objects.get(to_email="nia@new.example"))
    before = Account.objects.get().email
    elsewhere = new_client()
    elsewhere.get(link)
    elsewhere.post(link)
    again = elsewhere.post(link)

    account.refresh_from_db()
    person.refresh_from_db()
    assert before == "nia@old.example"
    assert account.email == person.email == "nia@new.example"
    assert client.get("/account/").status_code == 302  # every open sign-in has ended
    told = Letter.objects.filter(kind="accounts.address_changed")
    assert {letter.to_email for letter in told} == {"nia@old.example", "nia@new.example"}
    assert again.status_code == 410
    assert "has been used already" in again.content.decode()


def test_an_address_that_is_taken_or_the_same_is_refused_on_the_form(client: OurClient) -> None:
    AccountFactory(email="taken@council.example")
    client.sign_in(AccountFactory(email="nia@council.example"))

    taken = client.post("/account/address/", {"email": "taken@council.example"})
    same = client.post("/account/address/", {"email": "NIA@council.example"})

    assert "Somebody signs in at this e-mail address already" in taken.content.decode()
    assert "This is your address already" in same.content.decode()
    assert not Letter.objects.exists()


def test_a_link_to_a_new_address_grows_old_and_is_not_invented(
    client: OurClient, time_machine
) -> None:
    time_machine.move_to(date(2026, 11, 1), tick=False)
    client.sign_in(AccountFactory())
    client.post("/account/address/", {"email": "new@council.example"})
    link = link_in(Letter.objects.get())

    time_machine.move_to(date(2026, 11, 5), tick=False)

    assert client.post(link).status_code == 410
    assert client.post("/account/address/invented/").status_code == 410


def test_the_address_of_a_person_stays_where_another_person_has_the_new_one(
    client: OurClient,
) -> None:
    person = PersonFactory(email="nia@old.example")
    PersonFactory(email="nia@new.example")
    client.sign_in(AccountFactory(email="nia@old.example", person=person))
    client.post("/account/address/", {"email": "nia@new.example"})

    client.post(link_in(Letter.objects.get()))

    person.refresh_from_db()
    assert Account.objects.get().email == "nia@new.example"
    assert person.email == "nia@old.example"


def test_nobody_asks_for_an_address_of_another() -> None:
    with pytest.raises(PermissionDenied):
        ask_for_address(AccountFactory(), "new@council.example", by=ADMINISTRATOR)
