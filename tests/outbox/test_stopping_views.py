"""RFC 8058: one click in a mail program stops a kind of e-mail, and nothing else does."""

from collections.abc import Callable
from email.message import Message
from urllib.parse import urlsplit

import pytest
from django.test import Client

from ccin.kernel.errors import Refused
from ccin.outbox.envelopes import message
from ccin.outbox.models import Choice, Letter
from ccin.outbox.operations.choices import choose, go_on_by_link, stop_by_link
from ccin.outbox.stopping import read_stop, stop_link, stop_token
from tests.actors import WORKER
from tests.factories import LetterFactory, NoticeFactory

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def a_mail_program() -> Client:
    """Neither cookies nor a token against forged forms, and no patience for redirects."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def live(settings) -> None:
    settings.SITE_ADDRESS = "https://network.example"


def address(to_key: str = "person:7", section: str = "group:7") -> str:
    return urlsplit(stop_link(to_key, section)).path


def choices() -> list[tuple[str, str, str, str]]:
    return list(Choice.objects.values_list("to_key", "section", "how", "source"))


STOPPED = [("person:7", "group:7", "never", "link")]


# What the letter says (RFC 8058, 2 and 3.1)


def sent(**values: object) -> Message:
    return message(LetterFactory(to_key="person:7", **values)).message()


def test_a_letter_of_a_section_says_how_to_stop_it_in_one_click() -> None:
    headers = sent(section="group:7")

    link = stop_link("person:7", "group:7")
    assert link.startswith("https://network.example/e-mail/stop/")
    assert headers.get_all("List-Unsubscribe") == [f"<{link}>"]
    assert headers.get_all("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]


def test_it_names_a_mailbox_too_where_messages_come_in(settings) -> None:
    settings.INBOUND_DOMAIN = "in.network.example"

    page, mailbox = sent(section="group:7")["List-Unsubscribe"].split(", ")

    assert page == f"<{stop_link('person:7', 'group:7')}>"
    assert mailbox.startswith("<mailto:stop+group.7.person.7.")
    assert mailbox.endswith("@in.network.example?subject=stop>")


def test_a_formal_letter_cannot_be_stopped() -> None:
    headers = sent(section="")

    assert headers["List-Unsubscribe"] is None
    assert headers["List-Unsubscribe-Post"] is None


def test_without_https_nothing_is_promised_in_one_click(settings) -> None:
    settings.SITE_ADDRESS = "http://localhost:8000"

    headers = sent(section="group:7")

    assert headers["List-Unsubscribe"].startswith("<http://localhost:8000/e-mail/stop/")
    assert headers["List-Unsubscribe-Post"] is None


def test_the_foot_of_a_letter_leads_to_the_choices_and_to_stopping_it() -> None:
    plain, html = sent(section="group:7").get_payload()

    for part in (plain, html):
        words = part.get_payload(decode=True).decode()
        assert "https://network.example/my/e-mail/" in words
        assert stop_link("person:7", "group:7") in words


def test_letters_to_strangers_and_letters_that_let_somebody_in_have_no_such_foot() -> None:
    to_a_stranger = message(LetterFactory(to_key="enquiry:3"))
    code = message(LetterFactory(to_key="account:3", secret=True))

    assert "/my/e-mail/" not in f"{to_a_stranger.body}{to_a_stranger.alternatives}"
    assert "/my/e-mail/" not in code.body


# The link (3.2): asking for it changes nothing


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_changes_nothing(a_mail_program: Client, method: str) -> None:
    answer = getattr(a_mail_program, method)(address())

    assert answer.status_code == 200
    assert choices() == []


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_is_known(a_mail_program: Client, method: str) -> None:
    assert getattr(a_mail_program, method)(address()).status_code == 405
    assert choices() == []


# The one click (3.2, 3.3)


@pytest.mark.parametrize(
    "body",
    [
        {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"},
        {"data": ONE_CLICK},  # multipart/form-data
    ],
)
def test_one_post_stops_it_without_a_sign_in_a_cookie_or_a_redirect(
    a_mail_program: Client, body: dict[str, object]
) -> None:
    answer = a_mail_program.post(address(), **body)

    assert answer.status_code == 200
    assert not answer.cookies
    assert choices() == STOPPED


def test_twice_is_the_same_as_once(a_mail_program: Client) -> None:
    a_mail_program.post(address(), ONE_CLICK)
    chosen_at = Choice.objects.get().chosen_at

    answer = a_mail_program.post(address(), ONE_CLICK)

    assert answer.status_code == 200
    assert Choice.objects.get().chosen_at == chosen_at


@pytest.mark.parametrize(
    "body", [{}, {"List-Unsubscribe": "one-click-please"}, {"One-Click": "List-Unsubscribe"}]
)
def test_a_post_that_says_something_else_stops_nothing(
    a_mail_program: Client, body: dict[str, str]
) -> None:
    assert a_mail_program.post(address(), body).status_code == 400
    assert choices() == []


def test_the_link_outlives_its_letter(a_mail_program: Client) -> None:
    letter = LetterFactory(to_key="person:7", section="group:7")
    link = urlsplit(stop_link(letter.to_key, letter.section)).path
    Letter.objects.all().delete()

    a_mail_program.post(link, ONE_CLICK)

    assert choices() == STOPPED


def test_the_link_outlives_a_change_of_the_secret(settings) -> None:
    token = stop_token("person:7", "group:7")

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert read_stop(token) is not None
    settings.SECRET_KEY_FALLBACKS = []
    assert read_stop(token) is None


@pytest.mark.parametrize(
    "token", ["cut-off", "group.8.person.7.{mark}", "group.7.person.8.{mark}", "group.7.{mark}"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_nobody_signed_stops_nothing(
    a_mail_program: Client, token: str, method: str
) -> None:
    mark = stop_token("person:7", "group:7").rpartition(".")[2]

    answer = getattr(a_mail_program, method)(f"/e-mail/stop/{token.format(mark=mark)}/", ONE_CLICK)

    assert answer.status_code == 404
    assert "not complete" in answer.content.decode()
    assert choices() == []


@pytest.mark.parametrize("act", [stop_by_link, go_on_by_link])
def test_nothing_is_chosen_by_a_link_that_was_cut_off(act: Callable[[str], None]) -> None:
    with pytest.raises(Refused, match="not complete"):
        act("group.7.person.7.cut")

    assert choices() == []


def test_a_link_stops_what_it_names_and_nothing_else(a_mail_program: Client) -> None:
    choose("person:7", "library", "digest", wording="", source="page", by=WORKER)
    choose("person:8", "group:7", "digest", wording="", source="page", by=WORKER)

    a_mail_program.post(address(), ONE_CLICK)

    assert set(choices()) == {
        ("person:7", "group:7", "never", "link"),
        ("person:7", "library", "digest", "page"),
        ("person:8", "group:7", "digest", "page"),
    }


# The page for people


def test_the_page_names_what_is_stopped_and_takes_it_back(client: Client) -> None:
    NoticeFactory(section="group:7", section_title="Invented Circle")

    asked = client.get(address()).content.decode()
    stopped = client.post(address(), ONE_CLICK).content.decode()
    again = client.post(address(), {"again": "yes"}).content.decode()

    assert "Invented Circle" in asked
    assert "You get no more e-mails about “Invented Circle”" in stopped
    assert "You get e-mails about “Invented Circle” again" in again
    assert "Nothing has changed yet" in client.get(address()).content.decode()
    assert choices() == [("person:7", "group:7", "digest", "link")]


@pytest.mark.parametrize(
    ("section", "words"),
    [("digest", "your digest of the network"), ("library", "The library"), ("group:9", "Nothing")],
)
def test_the_page_knows_every_kind_of_section(client: Client, section: str, words: str) -> None:
    assert words in client.get(address(section=section)).content.decode()


def test_a_digest_that_is_taken_back_comes_as_it_usually_does(client: Client) -> None:
    stop_by_link(stop_token("person:7", "digest"))

    client.post(address(section="digest"), {"again": "yes"})

    assert choices() == [("person:7", "digest", "mixed", "link")]


def test_a_conversation_can_be_muted_by_its_link(client: Client) -> None:
    NoticeFactory(thread="topic:12", title="Repairs by tenants")

    page = client.get(address(section="topic:12")).content.decode()

    assert "Stop e-mails about this conversation?" in page
    assert "Repairs by tenants" in page


def test_the_page_names_the_conversation_and_nothing_that_one_of_its_people_was_told() -> None:
    NoticeFactory(thread="topic:12", about="topic:12", title="Repairs by tenants")
    NoticeFactory(thread="topic:12", about="title:12", title="A reply of yours was removed")

    page = Client().get(address(section="topic:12")).content.decode()

    assert "Repairs by tenants" in page
    assert "removed" not in page
