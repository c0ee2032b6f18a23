"""Letters to many: nobody gets two and nobody none."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from time_machine import Traveller, travel

from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Addressee, Choice, Letter, Mailing
from ccin.outbox.operations.mailings import (
    MailingDraft,
    go_on,
    send_copy,
    send_mailing,
    stop_mailing,
    write_due,
)
from ccin.outbox.operations.reaching import note_bounce, note_objection
from ccin.outbox.operations.sending import send_due
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.mailings import addressees_of, is_any_mailing_due, progress_of
from ccin.outbox.rules.mailings import A_BATCH
from ccin.outbox.states import MAILING, MailingState
from ccin.outbox.tasks import write_mailings
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, PUBLIC, WORKER
from tests.factories import AddresseeFactory, MailingFactory
from tests.outbox.servers import Scripted

pytestmark = pytest.mark.django_db

DRAFT = MailingDraft("announcements", "A date", "Hello {ccin:name},\n\nWe meet on 1 March.\n")


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


def people(number: int) -> list[Recipient]:
    return [Recipient(f"p{n}@council.example", f"Person {n}", f"person:{n}") for n in range(number)]


def on_the_list(mailing: Mailing) -> dict[str, tuple[str, str]]:
    rows = Addressee.objects.filter(mailing=mailing)
    return {each.to_key: (each.state, each.because) for each in rows}


# Freezing the list


def test_a_mailing_freezes_the_list_and_says_why_somebody_is_left_out() -> None:
    recipients = [
        *people(2),
        Recipient("P0@council.example", "A shared mailbox", "person:7"),
        Recipient("not an address", "Nobody", "person:8"),
        Recipient("gone@council.example", "Gone", "person:9"),
        Recipient("p0@council.example", "The first once more", "person:0"),
    ]

    mailing = send_mailing(
        DRAFT, recipients, left_out={"person:9": "given_up", "person:10": "objects"}, by=OFFICER
    )

    assert on_the_list(mailing) == {
        "person:0": ("due", ""),
        "person:1": ("due", ""),
        "person:7": ("left_out", "same_address"),
        "person:8": ("left_out", "no_address"),
        "person:9": ("left_out", "given_up"),
        "person:10": ("left_out", "objects"),
    }
    assert (mailing.sent_by, mailing.state) == (OFFICER.key, "going")
    assert not Letter.objects.exists()


def test_only_staff_who_may_write_to_many_do() -> None:
    for stranger in (PUBLIC, ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            send_mailing(DRAFT, people(1), by=stranger)

    assert not Mailing.objects.exists()


@pytest.mark.parametrize(
    ("draft", "recipients", "says"),
    [
        (DRAFT, [], "Nobody is on the list"),
        (MailingDraft("update", "Hello", "  "), people(1), "Write the letter"),
        (MailingDraft("update", "Hello", "Hi", html="<p>Hi</p>"), people(1), "how to unsubscribe"),
        (MailingDraft("update", "", "Hi"), people(1), "needs a subject"),
    ],
)
def test_a_mailing_that_would_reach_nobody_or_say_nothing_is_refused(
    draft: MailingDraft, recipients: list[Recipient], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        send_mailing(draft, recipients, by=OFFICER)

    assert not Mailing.objects.exists()


def test_a_list_of_people_who_are_all_left_out_is_refused() -> None:
    with pytest.raises(Refused, match="Nobody is on the list"):
        send_mailing(DRAFT, people(1), left_out={"person:0": "unsubscribed"}, by=OFFICER)


# Writing the letters


def test_everybody_gets_their_own_letter_once() -> None:
    mailing = send_mailing(DRAFT, people(3), by=OFFICER)

    assert is_any_mailing_due()
    assert write_mailings(WORKER, lambda *_told: None) == "Letters written: 3"
    assert write_mailings(WORKER, lambda *_told: None) == ""

    mailing.refresh_from_db()
    assert (mailing.state, mailing.ended_at) == ("sent", timezone.now())
    assert not is_any_mailing_due()
    letters = {each.to_key: each for each in Letter.objects.all()}
    assert sorted(letters) == ["person:0", "person:1", "person:2"]
    first = letters["person:0"]
    assert first.text == "Hello Person 0,\n\nWe meet on 1 March.\n"
    assert (first.section, first.subject) == ("announcements", "A date")


def test_a_worker_killed_between_batches_is_followed_by_one_that_goes_on() -> None:
    mailing = send_mailing(DRAFT, people(A_BATCH + 5), by=OFFICER)

    def killed(_done: int, _total: int = 0, _words: str = "") -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_due(by=WORKER, tell=killed)
    half_way = progress_of(mailing)
    write_due(by=WORKER)

    assert (half_way.written, half_way.due, half_way.is_over) == (A_BATCH, 5, False)
    keys = list(Letter.objects.values_list("to_key", flat=True))
    assert (len(keys), len(set(keys))) == (A_BATCH + 5, A_BATCH + 5)
    assert progress_of(mailing).due == 0


def test_who_may_not_be_written_to_when_their_batch_comes_is_left_out() -> None:
    mailing = send_mailing(DRAFT, people(5), by=OFFICER)
    Choice.objects.create(
        to_key="person:1", section="announcements", how="never", chosen_at=timezone.now()
    )
    Addressee.objects.filter(to_key="person:2").update(name="", email="")
    note_objection("P3@council.example", by=OFFICER)
    note_bounce("p4@council.example", "550 5.1.1 No such user", by=WORKER)

    write_due(by=WORKER)

    assert on_the_list(mailing) == {
        "person:0": ("written", ""),
        "person:1": ("left_out", "unsubscribed"),
        "person:2": ("left_out", "no_address"),
        "person:3": ("left_out", "objects"),
        "person:4": ("left_out", "given_up"),
    }


def test_a_formal_notice_also_reaches_those_who_unsubscribed_or_object() -> None:
    note_objection("p0@council.example", by=OFFICER)
    Choice.objects.create(to_key="person:0", section="", how="never", chosen_at=timezone.now())
    send_mailing(MailingDraft("", "Notice", "We meet."), people(1), by=OFFICER)

    assert write_due(by=WORKER) == 1


def test_no_more_letters_are_written_than_the_post_can_take(
    monkeypatch: pytest.MonkeyPatch, clock: Traveller
) -> None:
    monkeypatch.setattr("ccin.outbox.operations.mailings.A_BATCH", 2)
    monkeypatch.setattr("ccin.outbox.operations.mailings.AT_MOST_WAITING", 4)
    mailing = send_mailing(DRAFT, people(7), by=OFFICER)

    assert write_due(by=WORKER) == 4
    assert write_due(by=WORKER) == 0
    send_due(by=WORKER)
    clock.shift(timedelta(seconds=1))
    assert write_due(by=WORKER) == 3

    found = progress_of(mailing)
    assert (found.total, found.written, found.sent, found.waiting) == (7, 7, 4, 3)


def test_a_mailing_that_is_stopped_between_two_batches_goes_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ccin.outbox.operations.mailings.A_BATCH", 2)
    mailing = send_mailing(DRAFT, people(5), by=OFFICER)

    def stop(_done: int, _total: int = 0, _words: str = "") -> None:
        stop_mailing(Mailing.objects.get(pk=mailing.pk), "The date is wrong", by=OFFICER)

    assert write_due(by=WORKER, tell=stop) == 2
    assert not Letter.objects.exists()
    assert progress_of(mailing).due == 5


def test_a_copy_goes_nowhere_without_an_address() -> None:
    with pytest.raises(Refused, match="no e-mail address to send a copy to"):
        send_copy(DRAFT, to=Recipient("", "Ada", "account:1"), by=OFFICER)
    with pytest.raises(PermissionDenied):
        send_copy(DRAFT, to=people(1)[0], by=PUBLIC)


# Laid-out letters


def test_the_laid_out_letter_goes_with_the_readers_name_and_no_markup_of_theirs(
    server: type[Scripted],
) -> None:
    draft = MailingDraft(
        "update",
        "The Update",
        "Hello {ccin:name}",
        '<p>{ccin:name}</p><a href="{ccin:unsubscribe}">',
    )
    send_mailing(draft, [Recipient("a@c.example", "<b>Ada", "person:1")], by=OFFICER)

    write_due(by=WORKER)
    send_due(by=WORKER)

    (mail,) = server.taken
    html = str(mail.alternatives[0][0])
    assert html.startswith("<p>&lt;b&gt;Ada</p>")
    assert "{ccin:" not in html
    assert "/e-mail/stop/" in html
    assert mail.body.startswith("Hello <b>Ada\n-- \n")


# Stopping


def test_a_mailing_is_stopped_and_goes_on_without_anybody_getting_it_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ccin.outbox.operations.mailings.A_BATCH", 2)
    monkeypatch.setattr("ccin.outbox.operations.mailings.AT_MOST_WAITING", 2)
    mailing = send_mailing(DRAFT, people(5), by=OFFICER)
    write_due(by=WORKER)
    send_due(by=WORKER)
    write_due(by=WORKER)

    assert stop_mailing(mailing, "The date is wrong", by=EDITOR) == 3

    assert (mailing.state, mailing.stopped_because) == ("stopped", "The date is wrong")
    assert write_due(by=WORKER) == 0
    assert send_due(by=WORKER) == 0
    go_on(mailing, by=EDITOR)
    for _round in range(3):
        write_due(by=WORKER)
        send_due(by=WORKER)
    keys = [each.to[0] for each in Scripted.taken]
    assert (len(keys), len(set(keys))) == (5, 5)


def test_a_mailing_is_stopped_with_a_reason_by_those_who_may_and_only_while_it_goes() -> None:
    mailing = AddresseeFactory().mailing

    with pytest.raises(Refused, match="Say in a few words"):
        stop_mailing(mailing, " ", by=OFFICER)
    with pytest.raises(PermissionDenied):
        stop_mailing(mailing, "Wrong", by=ADMINISTRATOR)
    with pytest.raises(MoveNotAllowed):
        go_on(mailing, by=OFFICER)
    write_due(by=WORKER)
    send_due(by=WORKER)
    with pytest.raises(Refused, match="Every letter has gone"):
        stop_mailing(mailing, "Wrong", by=OFFICER)
    stopped = MailingFactory(state="stopped")
    with pytest.raises(MoveNotAllowed):
        stop_mailing(stopped, "Wrong", by=OFFICER)


def test_letters_that_still_wait_for_the_mail_server_are_called_back() -> None:
    mailing = send_mailing(DRAFT, people(2), by=OFFICER)
    write_due(by=WORKER)

    assert stop_mailing(mailing, "The date is wrong", by=OFFICER) == 2

    assert (mailing.state, mailing.ended_at) == ("stopped", timezone.now())
    assert not Letter.objects.exists()
    go_on(mailing, by=OFFICER)
    assert (mailing.state, mailing.stopped_because, mailing.ended_at) == ("going", "", None)


@pytest.mark.parametrize("name", MAILING.moves)
@pytest.mark.parametrize("state", MailingState)
def test_every_move_from_every_state(name: str, state: MailingState) -> None:
    targets = {
        ("going", "finish"): "sent",
        ("going", "stop"): "stopped",
        ("sent", "stop"): "stopped",
        ("stopped", "go_on"): "going",
    }
    target = targets.get((state.value, name))

    if target:
        assert MAILING.move(name, state=state).target == target
    else:
        with pytest.raises(MoveNotAllowed):
            MAILING.move(name, state=state)


def test_progress_counts_what_became_of_each_letter() -> None:
    mailing = MailingFactory()
    for state in ("due", "left_out"):
        AddresseeFactory(mailing=mailing, state=state, because="objects" * (state == "left_out"))
    AddresseeFactory.create_batch(3, mailing=mailing)
    write_due(by=WORKER)
    first, second = Letter.objects.order_by("pk")[:2]
    Letter.objects.filter(pk=first.pk).update(state="failed")
    Letter.objects.filter(pk=second.pk).update(state="kept")

    found = progress_of(mailing)

    assert (found.total, found.written, found.left_out, found.because) == (5, 4, 1, {"objects": 1})
    assert (found.failed, found.kept, found.waiting, found.sent) == (1, 1, 2, 0)
    assert (found.done, found.to_go, found.is_over) == (2, 4, False)
    assert [
        addressees_of(mailing, state=state).count()
        for state in ("", "failed", "kept", "waiting", "left_out", "sent")
    ] == [5, 1, 1, 2, 1, 0]
