import smtplib
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from time_machine import Traveller, travel

from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter
from ccin.outbox.operations import sending as operations
from ccin.outbox.operations.sending import resend, send_due
from ccin.outbox.operations.writing import Recipient, erase_letters_of, write
from ccin.outbox.rules.envelopes import A_BATCH
from ccin.outbox.states import LetterState
from ccin.outbox.tasks import is_waiting, send
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import EnquiryFactory, LetterFactory
from tests.outbox.servers import Scripted

pytestmark = pytest.mark.django_db

ADA = Recipient("ada@council.example", "Ada Byron", "person:7")


@pytest.fixture(autouse=True)
def server(settings) -> Iterator[type[Scripted]]:
    settings.SEND_LETTERS = True
    settings.EMAIL_BACKEND = "tests.outbox.servers.Scripted"
    Scripted.answers, Scripted.taken, Scripted.away = [], [], False
    return Scripted


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    with travel("2026-11-23T12:00Z", tick=False) as traveller:
        yield traveller


def a_letter(to: Recipient = ADA, subject: str = "About your enquiry") -> Letter:
    return write("joining.enquiry_answered", to=to, subject=subject, enquiry=EnquiryFactory())


# Writing


def test_a_letter_waits_with_its_words_as_they_were_when_it_was_written() -> None:
    enquiry = EnquiryFactory(question="Is it for us?", answer="Yes: O’Neill & Sons <3")

    letter = write("joining.enquiry_answered", to=ADA, subject="Our answer", enquiry=enquiry)

    assert (letter.state, letter.to_key, letter.to_name) == ("waiting", "person:7", "Ada Byron")
    assert letter.due_at == timezone.now()
    assert letter.text.startswith("Hello Ada Byron,\n\nYes: O’Neill & Sons <3\n")


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "a@b.example\nBcc: c@d.example", "a b@c.de"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="Enter an e-mail address"):
        a_letter(Recipient(address))

    assert not Letter.objects.exists()


def test_headers_cannot_be_put_in_through_the_subject_or_the_name() -> None:
    with pytest.raises(Refused, match="The subject of a letter must be one line"):
        a_letter(subject="Hello\nBcc: everyone@example.com")
    with pytest.raises(Refused, match="The recipient of a letter must be one line"):
        a_letter(Recipient("ada@council.example", "Ada\r\nBcc: everyone@example.com"))

    assert not Letter.objects.exists()


# Sending


def test_what_is_due_is_sent_once(server: type[Scripted]) -> None:
    letter = a_letter()

    assert send_due(by=WORKER) == 1
    assert send_due(by=WORKER) == 0

    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.attempts) == ("sent", timezone.now(), 1)
    assert [mail.to for mail in server.taken] == [["Ada Byron <ada@council.example>"]]


def test_what_is_not_due_yet_waits(server: type[Scripted]) -> None:
    LetterFactory(due_at=timezone.now() + timedelta(seconds=1))

    assert send_due(by=WORKER) == 0
    assert not is_waiting()


def test_codes_to_sign_in_go_before_all_others(server: type[Scripted]) -> None:
    LetterFactory(subject="News")
    LetterFactory(subject="Your code", secret=True)

    send_due(by=WORKER)

    assert [mail.subject for mail in server.taken] == ["Your code", "News"]


def test_the_words_of_a_secret_letter_do_not_outlive_its_sending(server: type[Scripted]) -> None:
    letter = LetterFactory(secret=True, text="Your code is 123456")

    send_due(by=WORKER)

    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("sent", "")
    assert "123456" in server.taken[0].body


def test_a_letter_is_sent_for_as_long_as_what_it_holds_is_of_use(server, clock: Traveller) -> None:
    to = Recipient("ada@council.example")
    lives = {"code": timedelta(minutes=15), "link": timedelta(days=3)}
    for what, secret in lives.items():
        write("accounts.code_sent", to=to, subject=f"Your {what}", secret=secret, code="1")
    clock.shift(timedelta(minutes=16))

    assert send_due(by=WORKER) == 1

    assert [letter.subject for letter in Letter.objects.filter(state="sent")] == ["Your link"]


def test_a_code_that_would_come_too_late_is_not_sent(server, clock: Traveller) -> None:
    letter = LetterFactory(secret=True, of_use_until=timezone.now() + timedelta(minutes=15))
    clock.shift(timedelta(minutes=16))

    assert send_due(by=WORKER) == 0

    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("failed", "")
    assert letter.last_error == "It was not sent in time to be of use."
    assert server.taken == []


def test_a_refusal_for_now_is_tried_again_later_and_at_last_given_up(
    server: type[Scripted], clock: Traveller
) -> None:
    letter, waits = LetterFactory(), []
    busy = smtplib.SMTPRecipientsRefused({"ada@council.example": (450, b"Mailbox busy")})

    for _ in range(5):
        server.answers = [busy]
        assert send_due(by=WORKER) == 0
        letter.refresh_from_db()
        waits.append((letter.state, letter.due_at - timezone.now()))
        clock.move_to(max(letter.due_at, timezone.now()))

    assert waits == [
        *(("waiting", timedelta(minutes=minutes)) for minutes in (1, 5, 30, 120)),
        ("failed", timedelta(0)),
    ]
    assert letter.last_error == "450 Mailbox busy"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"No such user")}), "550 No such user"),
        (smtplib.SMTPDataError(554, b"Refused: \xff"), "554 Refused: \ufffd"),
        (smtplib.SMTPDataError(552, "Too large"), "552 Too large"),
    ],
)
def test_a_final_refusal_is_not_tried_again(
    server: type[Scripted], answer: Exception, words: str
) -> None:
    refused, fine = LetterFactory(), LetterFactory()
    server.answers = [answer]

    assert send_due(by=WORKER) == 1

    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.state, refused.last_error, fine.state) == ("failed", words, "sent")


def test_a_letter_that_cannot_be_made_up_hinders_no_other(server: type[Scripted]) -> None:
    broken, fine = LetterFactory(to_email="not an address"), LetterFactory()

    assert send_due(by=WORKER) == 1

    broken.refresh_from_db()
    assert broken.state == LetterState.WAITING
    assert broken.last_error
    fine.refresh_from_db()
    assert fine.state == LetterState.SENT


def test_a_server_that_is_away_costs_no_letter_an_attempt(server: type[Scripted]) -> None:
    letter = LetterFactory()
    server.away = True

    with pytest.raises(ConnectionRefusedError):
        send_due(by=WORKER)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)


@pytest.mark.parametrize(
    "answer",
    [
        smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
        smtplib.SMTPSenderRefused(550, b"Not from here", "network@localhost"),
        TimeoutError("timed out"),
    ],
)
def test_a_server_that_goes_away_is_not_the_letters_fault(
    server: type[Scripted], answer: Exception
) -> None:
    letter, next_one = LetterFactory(attempts=9), LetterFactory()
    server.answers = [answer]

    with pytest.raises(type(answer)):
        send_due(by=WORKER)

    letter.refresh_from_db()
    next_one.refresh_from_db()
    assert letter.state == next_one.state == LetterState.WAITING
    assert letter.due_at == timezone.now() + timedelta(minutes=1)
    assert next_one.attempts == 0


def test_a_letter_whose_sender_was_killed_goes_again_under_the_same_reference(
    server: type[Scripted], clock: Traveller
) -> None:
    letter = a_letter()
    operations._claim(by=WORKER)  # and then the power went

    assert send_due(by=WORKER) == 0
    clock.shift(timedelta(minutes=11))
    assert is_waiting()
    assert send_due(by=WORKER) == 1

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == ("sent", 2, "")
    assert server.taken[0].extra_headers["Message-ID"] == f"<{letter.reference}@localhost>"


def test_a_pass_sends_a_batch_so_that_other_work_comes_between(server: type[Scripted]) -> None:
    LetterFactory.create_batch(A_BATCH + 1)
    told: list[int] = []

    done = send_due(by=WORKER, tell=lambda done, total=0, words="": told.append(done))

    assert (done, told[-1], Letter.objects.filter(state="waiting").count()) == (A_BATCH, A_BATCH, 1)


def test_where_nothing_is_sent_letters_are_kept_to_be_read(server, settings) -> None:
    settings.SEND_LETTERS = False
    letter = LetterFactory(secret=True, text="Your code is 123456")

    assert send_due(by=WORKER) == 1

    letter.refresh_from_db()
    assert (letter.state, letter.text) == (LetterState.KEPT, "Your code is 123456")
    assert server.taken == []


def test_the_pass_says_what_it_did(server: type[Scripted]) -> None:
    LetterFactory()

    assert is_waiting()
    assert [send(WORKER, lambda done, total=0, words="": None) for _ in range(2)] == [
        "Letters done: 1",
        "",
    ]


def test_only_machines_send() -> None:
    letter = LetterFactory()

    with pytest.raises(PermissionDenied):
        send_due(by=OFFICER)

    letter.refresh_from_db()
    assert letter.state == LetterState.WAITING


@pytest.mark.django_db(transaction=True)
def test_of_senders_that_race_each_letter_is_taken_by_one(clock: Traveller) -> None:
    LetterFactory.create_batch(12)
    ready, claimed = threading.Barrier(3), []

    def grab() -> None:
        ready.wait()
        try:
            while letter := operations._claim(by=WORKER):
                claimed.append(letter.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=grab) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(claimed) == sorted(Letter.objects.values_list("pk", flat=True))


# Sending again


def test_a_letter_that_failed_can_be_sent_again(server: type[Scripted]) -> None:
    letter = LetterFactory(failed=True)

    resend(letter, by=OFFICER)
    send_due(by=WORKER)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.SENT, 1)


def test_a_code_is_not_sent_again() -> None:
    letter = LetterFactory(failed=True, secret=True)

    with pytest.raises(Refused, match="Ask the person to sign in again"):
        resend(letter, by=OFFICER)


def test_a_letter_that_went_is_not_sent_twice() -> None:
    with pytest.raises(MoveNotAllowed):
        resend(LetterFactory(sent=True), by=OFFICER)


def test_not_everybody_on_staff_sends_again() -> None:
    letter = LetterFactory(failed=True)

    with pytest.raises(PermissionDenied):
        resend(letter, by=EDITOR)

    letter.refresh_from_db()
    assert letter.state == LetterState.FAILED


# Erasing


def test_a_persons_letters_are_emptied_or_deleted_and_others_stay() -> None:
    gone = LetterFactory(to_key="person:7", sent=True, last_error="250 for ada@council.example")
    by_address = LetterFactory(to_key="", to_email="Ada@Council.example", sent=True)
    waiting = LetterFactory(to_key="account:3")
    other = LetterFactory(to_key="person:70", sent=True)

    erased = erase_letters_of(
        "person:7", "account:3", emails=["ada@council.example", ""], by=OFFICER
    )

    assert erased == 3
    for letter in (gone, by_address):
        letter.refresh_from_db()
        assert (letter.to_name, letter.to_email, letter.last_error) == ("", "", "")
        assert (letter.subject, letter.text) == ("Erased", "Erased")
    assert not Letter.objects.filter(pk=waiting.pk).exists()
    other.refresh_from_db()
    assert other.to_name == "Ada Byron"


def test_a_letter_erased_while_it_was_going_is_not_missed(server: type[Scripted]) -> None:
    letter = a_letter()
    claimed = operations._claim(by=WORKER)
    assert claimed is not None

    erase_letters_of("person:7", by=OFFICER)
    operations._end(claimed, "deliver", by=WORKER)

    assert not Letter.objects.filter(pk=letter.pk).exists()


def test_erasing_needs_the_permission_to_erase_people() -> None:
    letter = LetterFactory(to_key="person:7", sent=True)

    with pytest.raises(PermissionDenied):
        erase_letters_of("person:7", by=EDITOR)

    letter.refresh_from_db()
    assert letter.to_name == "Ada Byron"
