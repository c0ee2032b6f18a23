"""How messages are handed in: by a mail server's pipe, by a provider; and a walk with a server."""

import io
import socket
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.core.management import CommandError, call_command
from django.urls import reverse

from ccin.discussion.models import Post
from ccin.journeys.operations.arrivals import take_in
from ccin.members.models import Person
from ccin.outbox.addresses import reply_address
from ccin.outbox.models import Arrival
from ccin.outbox.operations.sending import send_due
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.reaching import unreachable
from ccin.outbox.rules.arrivals import LARGEST
from tests.actors import WORKER
from tests.browser import OurClient
from tests.discussion.asked import a_member
from tests.factories import BelongingFactory, GroupTopicFactory, LetterFactory
from tests.outbox.messages import message

pytestmark = pytest.mark.django_db
ADA = "ada@council.example"


@pytest.fixture(autouse=True)
def domain(settings) -> None:
    settings.INBOUND_DOMAIN = "in.network.example"
    settings.INBOUND_SECRET = "plain-secret"


@pytest.fixture
def to() -> str:
    """Ada's address for replying to a topic of her group."""
    person = a_member().person
    Person.objects.filter(pk=person.pk).update(email=ADA)
    topic = GroupTopicFactory()
    BelongingFactory(group=topic.group, person=person)
    return reply_address(topic.section, f"person:{person.pk}")


# The web


def hand_in(client: OurClient, raw: bytes, secret: str = "plain-secret", **more):
    return client.generic(
        "POST",
        reverse("journeys:receive"),
        raw,
        content_type="message/rfc822",
        HTTP_AUTHORIZATION=f"Bearer {secret}",
        **more,
    )


def test_a_provider_hands_a_message_in_and_twice_is_once(client: OurClient, to: str) -> None:
    raw = message("gmail_thread", to=to)

    answers = [hand_in(client, raw) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.content for answer in answers] == [b"reply taken\n"] * 2
    assert Post.objects.count() == 1


def test_the_address_on_the_envelope_may_stand_in_a_header(client: OurClient, to: str) -> None:
    raw = message("no_message_id", to="list@elsewhere.example")

    answer = hand_in(client, raw, HTTP_X_ORIGINAL_TO=to)

    assert answer.content == b"reply taken\n"


@pytest.mark.parametrize(
    ("raw", "secret", "status"),
    [
        (b"From: a@b.example\n\nHello", "wrong", 403),
        (b"From: a@b.example\n\nHello", "", 403),
        (b"", "plain-secret", 400),
        (b"x" * (LARGEST + 1), "plain-secret", 413),
    ],
    ids=["wrong secret", "no secret", "empty", "too large"],
)
def test_what_is_not_taken_in_is_answered_with_why(
    client: OurClient, raw: bytes, secret: str, status: int
) -> None:
    answer = hand_in(client, raw, secret)

    assert answer.status_code == status
    assert answer.content.endswith(b"\n")
    assert not Arrival.objects.exists()


def test_without_a_secret_there_is_no_such_page_for_anybody(client: OurClient, settings) -> None:
    settings.INBOUND_SECRET = ""

    assert hand_in(client, b"From: a@b.example\n\nHello", "").status_code == 404
    assert client.get(reverse("journeys:receive")).status_code == 404


# The pipe


def receive(monkeypatch, raw: bytes, *words: str) -> str:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    said = io.StringIO()
    call_command("mail", "receive", *words, stdout=said)
    return said.getvalue()


def test_a_mail_server_hands_a_message_in_by_its_pipe(monkeypatch, to: str) -> None:
    said = receive(monkeypatch, message("no_message_id", to="x@y.example"), to)

    assert said == "Reply: Taken in.\n"
    assert Post.objects.count() == 1


def test_of_a_message_of_40_megabytes_the_pipe_reads_all_and_keeps_the_headers(
    monkeypatch, to: str
) -> None:
    said = receive(monkeypatch, message("no_message_id", to=to) + b"x" * (40 * 1024 * 1024))

    assert said == "Reply: Refused, and the sender told.\n"
    assert sys.stdin.buffer.read() == b""


def test_an_empty_message_is_none(monkeypatch) -> None:
    with pytest.raises(CommandError, match="There is no message") as refusal:
        receive(monkeypatch, b"\n")

    assert refusal.value.returncode == 2


def test_whatever_goes_wrong_the_mail_server_is_asked_to_try_again(monkeypatch, to: str) -> None:
    monkeypatch.setattr("ccin.outbox.models.Arrival.objects", None)

    with pytest.raises(CommandError, match="Not taken in, try again") as refusal:
        receive(monkeypatch, message("no_message_id", to=to))

    assert refusal.value.returncode == 75


# A real mail server


class Town:
    """Takes every letter, as the mail servers of the recipients would."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_DATA(  # noqa: N802 - the server looks for this name
        self, server: object, session: object, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        return "250 Taken"


@pytest.fixture
def town(settings) -> Iterator[Town]:
    town = Town()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(town, hostname="127.0.0.1", port=port)
    server.start()
    settings.SEND_LETTERS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.DEFAULT_FROM_EMAIL = "The network <hello@network.example>"
    yield town
    server.stop()


def test_a_letter_goes_out_by_smtp_and_its_answer_and_its_return_come_in(
    town: Town, to: str
) -> None:
    ada = Person.objects.get(email=ADA)
    recipient = Recipient(ADA, "Ada Byron", f"person:{ada.pk}")
    about = ":".join(to.split("+")[1].split(".")[:2])
    letter = LetterFactory(
        to_email=recipient.email, to_key=recipient.key, reply_about=about, text="Who mends?"
    )

    assert send_due(by=WORKER) == 1

    (envelope,) = town.taken
    sent = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.rcpt_tos == [ADA]
    assert envelope.mail_from.startswith(f"bounce+{letter.pk}.")
    assert sent["From"] == "The network <hello@network.example>"
    assert sent["Reply-To"] == to

    answered = take_in(message("apple_thread", to=sent["Reply-To"]), by=WORKER)
    assert (answered.kind, answered.state) == ("reply", "taken")
    assert Post.objects.get().author == ada

    returned = message("bounce_hard", to=envelope.mail_from, letter=sent["Message-ID"])
    came_back = take_in(returned, by=WORKER)
    letter.refresh_from_db()
    assert (came_back.kind, came_back.letter, letter.state) == ("bounce", letter, "failed")
    assert unreachable([ADA]) == {ADA}
