import smtplib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from time_machine import Traveller, travel

from ccin.kernel.errors import Refused
from ccin.outbox.models import Letter, Reach
from ccin.outbox.operations.reaching import (
    look_at,
    note_away,
    note_bounce,
    note_objection,
    note_reached,
    resend_to,
    try_again,
    withdraw_objection,
)
from ccin.outbox.operations.sending import resend, send_due
from ccin.outbox.reads.reaching import objecting, reach_of, unreachable
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import LetterFactory
from tests.outbox.servers import Scripted

pytestmark = pytest.mark.django_db

ADA = "ada@council.example"
GONE, FULL = "550 5.1.1 No such user", "452 4.2.2 Mailbox full"


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


def test_an_address_that_does_not_exist_is_given_up_and_its_letter_failed() -> None:
    letter = LetterFactory(sent=True, to_email=ADA)

    reach = note_bounce(ADA, GONE, letter=letter, by=WORKER)

    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.last_error) == ("failed", None, GONE)
    assert (reach.bounces, reach.given_up_at, reach.email) == (1, timezone.now(), ADA)
    assert unreachable([ADA.upper(), "bob@council.example"]) == {ADA}


def test_a_letter_that_came_back_twice_stays_as_it_is() -> None:
    letter = LetterFactory(failed=True, to_email=ADA)

    note_bounce(ADA, GONE, letter=letter, by=WORKER)

    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == ("failed", "550 No such user")


def test_a_full_mailbox_is_given_up_when_five_letters_in_a_row_came_back(clock: Traveller) -> None:
    for _number in range(4):
        note_bounce(ADA, FULL, by=WORKER)
        clock.shift(timedelta(days=7))
    assert unreachable([ADA]) == set()

    note_bounce(ADA, FULL, by=WORKER)

    assert unreachable([ADA]) == {ADA}


def test_a_letter_that_was_not_returned_begins_the_count_anew(clock: Traveller) -> None:
    for _number in range(4):
        note_bounce(ADA, FULL, by=WORKER)
    clock.shift(timedelta(hours=1))
    LetterFactory(sent=True, to_email=ADA)
    clock.shift(timedelta(days=3))

    reach = note_bounce(ADA, FULL, by=WORKER)

    assert (reach.bounces, reach.given_up_at) == (1, None)


def test_the_worker_sends_nothing_to_an_address_that_was_given_up_but_a_code(server) -> None:
    note_bounce(ADA, GONE, by=WORKER)
    letter, code = LetterFactory(to_email=ADA), LetterFactory(to_email=ADA, secret=True)

    assert send_due(by=WORKER) == 1

    letter.refresh_from_db()
    code.refresh_from_db()
    assert (letter.state, code.state) == ("failed", "sent")
    assert letter.last_error == "Not sent: letters to this address come back."


def test_a_server_that_refuses_the_recipient_at_once_is_heeded(server) -> None:
    server.answers = [smtplib.SMTPRecipientsRefused({ADA: (550, b"5.1.1 No such user")})]
    LetterFactory(to_email=ADA)

    send_due(by=WORKER)

    assert unreachable([ADA]) == {ADA}


def test_a_letter_refused_for_what_it_is_costs_the_address_nothing(server) -> None:
    server.answers = [smtplib.SMTPDataError(554, b"Looks like spam")]
    LetterFactory(to_email=ADA)

    send_due(by=WORKER)

    assert not Reach.objects.exists()


def test_an_answer_of_somebody_away_or_a_reply_frees_the_address() -> None:
    note_bounce(ADA, GONE, by=WORKER)
    note_away(ADA, by=WORKER)

    reach = reach_of(ADA)
    assert reach is not None
    assert (reach.bounces, reach.given_up_at, reach.away_since) == (0, None, timezone.now())

    note_bounce(ADA, GONE, by=WORKER)
    note_reached(ADA, by=WORKER)

    assert unreachable([ADA]) == set()


def test_staff_try_an_address_again_and_all_that_failed_goes(server) -> None:
    letters = LetterFactory.create_batch(2, failed=True, to_email="Ada@council.example")
    code = LetterFactory(failed=True, to_email=ADA, secret=True)
    reach = note_bounce(ADA, GONE, by=WORKER)

    assert try_again(reach, by=OFFICER) == 2
    assert try_again(reach, by=OFFICER) == 0

    assert {each.state for each in Letter.objects.exclude(pk=code.pk)} == {"waiting"}
    assert {each.attempts for each in Letter.objects.filter(pk=letters[0].pk)} == {0}
    assert send_due(by=WORKER) == 2


def test_what_failed_at_a_wrong_address_goes_to_the_right_one() -> None:
    own = LetterFactory(failed=True, to_email=ADA, to_key="person:7")
    other = LetterFactory(failed=True, to_email=ADA, to_key="person:8")

    assert resend_to(ADA, "ada.byron@council.example", key="person:7", by=OFFICER) == 1

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.to_email, own.state) == ("ada.byron@council.example", "waiting")
    assert (other.to_email, other.state) == (ADA, "failed")


def test_a_letter_about_a_concern_is_sent_again_by_those_alone_who_may_read_it() -> None:
    LetterFactory(failed=True, to_email=ADA, restricted=True)

    with pytest.raises(PermissionDenied):
        resend_to(ADA, ADA, by=EDITOR)

    assert Letter.objects.get().state == "failed"


def test_one_letter_alone_is_not_sent_again_to_an_address_that_was_given_up() -> None:
    letter = LetterFactory(failed=True, to_email=ADA)
    note_bounce(ADA, GONE, by=WORKER)

    with pytest.raises(Refused, match="Correct it or try it again under “Not reached”"):
        resend(letter, by=OFFICER)


def test_what_staff_have_looked_at_comes_back_with_the_next_letter_that_does() -> None:
    reach = note_bounce(ADA, GONE, by=WORKER)
    look_at(reach, by=OFFICER)
    look_at(reach, by=OFFICER)
    assert reach.looked_at == timezone.now()

    assert note_bounce(ADA, GONE, by=WORKER).looked_at is None


def test_an_erased_address_is_not_tried_again() -> None:
    reach = note_bounce(ADA, GONE, by=WORKER)
    Reach.objects.update(email="")

    with pytest.raises(Refused, match="The address was erased"):
        try_again(reach, by=OFFICER)


def test_an_objection_holds_whatever_is_said_of_the_address_until_it_is_withdrawn() -> None:
    note_objection(ADA, by=OFFICER)
    note_objection("ADA@council.example", by=OFFICER)
    note_bounce(ADA, FULL, by=WORKER)
    note_away(ADA, by=WORKER)

    assert objecting([ADA, "bob@council.example"]) == {ADA}

    withdraw_objection(ADA, by=OFFICER)

    assert objecting([ADA]) == set()
    assert Reach.objects.count() == 1


def test_what_is_known_of_an_address_outlives_a_change_of_the_site_s_secret(settings) -> None:
    note_objection(ADA, by=OFFICER)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"

    note_bounce(ADA, GONE, by=WORKER)

    assert objecting([ADA]) == unreachable([ADA]) == {ADA}
    assert Reach.objects.count() == 1


def test_many_addresses_are_asked_about_in_a_few_queries(django_assert_num_queries) -> None:
    note_bounce(ADA, GONE, by=WORKER)
    addresses = [ADA, *(f"person{number}@council.example" for number in range(600))]

    with django_assert_num_queries(2):
        assert unreachable(addresses) == {ADA}


def test_only_those_who_may_do_so() -> None:
    reach = note_bounce(ADA, GONE, by=WORKER)
    for attempt in (
        lambda: note_bounce(ADA, GONE, by=OFFICER),
        lambda: note_away(ADA, by=OFFICER),
        lambda: note_reached(ADA, by=OFFICER),
        lambda: try_again(reach, by=EDITOR),
        lambda: look_at(reach, by=EDITOR),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
