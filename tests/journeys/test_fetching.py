"""Messages fetched from a mailbox over IMAP: each taken in once, and marked seen after that."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from ccin.discussion.models import Post as Said
from ccin.journeys.imports.mailbox import Inbox, read_inbox
from ccin.kernel.errors import Refused
from ccin.members.models import Person
from ccin.outbox.addresses import reply_address
from ccin.outbox.models import Arrival
from tests.discussion.asked import a_member
from tests.factories import BelongingFactory, GroupTopicFactory
from tests.journeys.imap import Post, post
from tests.outbox.messages import message

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ADA = "ada@council.example"


@pytest.fixture
def mailbox(settings) -> Iterator[Post]:
    settings.INBOUND_DOMAIN = "in.network.example"
    with post() as server:
        settings.INBOX = server.address
        yield server


@pytest.fixture
def to(mailbox: Post) -> str:
    """Ada's address for replying to a topic of her group."""
    person = a_member().person
    Person.objects.filter(pk=person.pk).update(email=ADA)
    topic = GroupTopicFactory()
    BelongingFactory(group=topic.group, person=person)
    return reply_address(topic.section, f"person:{person.pk}")


def fetch() -> str:
    said = io.StringIO()
    call_command("mail", "fetch", stdout=said)
    return said.getvalue()


def refusal() -> CommandError:
    with pytest.raises(CommandError) as refused:
        fetch()
    return refused.value


def test_each_unseen_message_is_taken_in_and_then_marked_seen(mailbox: Post, to: str) -> None:
    mailbox.folders["INBOX"] += [message("gmail_thread", to=to), message("out_of_office", to=to)]

    said = fetch()

    assert said.splitlines()[0] == "Reply: Taken in."
    assert said.splitlines()[-1] == "Messages taken in: 2."
    assert Said.objects.get().author.email == ADA
    assert mailbox.seen == {1, 2}


def test_what_is_seen_is_left_alone(mailbox: Post, to: str) -> None:
    mailbox.folders["INBOX"] += [message("gmail_thread", to=to)]
    mailbox.seen.add(1)

    assert fetch() == "Messages taken in: 0.\n"
    assert not Arrival.objects.exists()


def test_killed_between_taking_in_and_marking_it_takes_nothing_in_twice(
    mailbox: Post, to: str
) -> None:
    mailbox.folders["INBOX"] += [message("gmail_thread", to=to)]
    mailbox.hangs_up_at = "UID STORE"

    refused = refusal()

    assert refused.returncode == 75
    assert str(refused).startswith("The mail server broke off: ")
    assert mailbox.seen == set()
    mailbox.hangs_up_at = ""
    assert fetch() == "Reply: Taken in.\nMessages taken in: 1.\n"
    assert (Said.objects.count(), Arrival.objects.count(), mailbox.seen) == (1, 1, {1})


def test_a_message_that_fails_stays_unseen_and_holds_up_none_behind_it(
    mailbox: Post, to: str, monkeypatch
) -> None:
    mailbox.folders["INBOX"] += [b"", message("no_message_id", to=to)]

    refused = refusal()

    assert refused.returncode == 75
    assert str(refused) == "Not taken in and still unseen: 1 (message 1: gone or empty)."
    assert mailbox.seen == {2}


def test_while_the_database_is_away_everything_stays_unseen(mailbox: Post, to: str, monkeypatch):
    mailbox.folders["INBOX"] += [message("gmail_thread", to=to)]
    monkeypatch.setattr("ccin.outbox.models.Arrival.objects", None)

    refused = refusal()

    assert str(refused) == "Not taken in and still unseen: 1 (message 1: AttributeError)."
    assert mailbox.seen == set()


def test_of_a_message_of_40_megabytes_no_more_is_fetched_than_is_allowed(
    mailbox: Post, to: str
) -> None:
    mailbox.folders["INBOX"] += [message("no_message_id", to=to) + b"x" * (40 * 1024 * 1024)]

    assert fetch() == "Reply: Refused, and the sender told.\nMessages taken in: 1.\n"
    assert mailbox.seen == {1}


def test_another_folder_is_read_where_the_setting_names_it(
    mailbox: Post, to: str, settings
) -> None:
    settings.INBOX += "/From%20the%20network"
    mailbox.folders["From the network"] += [message("gmail_thread", to=to)]

    assert fetch() == "Reply: Taken in.\nMessages taken in: 1.\n"


def test_each_failure_says_what_to_see_to_and_never_the_password(mailbox: Post, settings) -> None:
    right = mailbox.address
    said = {}
    for name, address in {
        "folder": f"{right}/Elsewhere",
        "password": right.replace("plain", "wrong"),
        "not sealed": right.replace("imap:", "imaps:"),
        "nobody there": "imap://in:wrong@127.0.0.1:1",
    }.items():
        settings.INBOX = address
        refused = refusal()
        assert refused.returncode == 75
        said[name] = str(refused)

    assert said["folder"].endswith("marking what was taken in: there is no such folder.")
    assert "does not let in@network.example in: wrong user or password." in said["password"]
    assert said["not sealed"].startswith("The mail server 127.0.0.1:")
    assert said["nobody there"].startswith("The mail server 127.0.0.1:1 cannot be reached: ")
    assert not [words for words in said.values() if '"wrong"' in words or "a%20" in words]


def test_a_folder_in_which_nothing_can_be_marked_is_refused(mailbox: Post) -> None:
    mailbox.is_read_only = True

    assert "cannot be opened for marking" in str(refusal())


@pytest.mark.parametrize(
    "address", ["", "mail.example.org", "pop3://a:b@mail.example.org", "imaps://a:b@h:x/INBOX"]
)
def test_a_mailbox_that_is_not_understood_is_no_matter_of_trying_again(
    address: str, settings
) -> None:
    settings.INBOX = address

    assert refusal().returncode == 2


def test_fetching_takes_no_address(settings) -> None:
    with pytest.raises(CommandError, match="takes no address"):
        call_command("mail", "fetch", "a@b.example")


def test_the_setting_is_read_with_its_usual_port_and_folder() -> None:
    found = read_inbox("imaps://in%40network.example:p%2Fw@mail.network.example")

    assert found == Inbox("mail.network.example", 993, "in@network.example", "p/w", "INBOX", True)
    assert "p/w" not in repr(found)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("imap://a:b@mail.network.example", "travel in the open"),
        ("imap://a:b@10.0.0.7", "travel in the open"),
        ("imaps://a:b%C3%A9@mail.network.example", "plain letters and signs only"),
        ("imaps://a:b@mail.network.example/In%0Abox", "plain letters and signs only"),
    ],
)
def test_what_would_be_unsafe_or_garbled_is_refused(address: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_inbox(address)
