"""What comes in by e-mail, and what becomes of it."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from time_machine import Traveller, travel

from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.discussion.models import Asking, Post, PostFile, Topic
from ccin.discussion.operations.groups import leave_group
from ccin.discussion.operations.moderating import close_conversation, remove_conversation
from ccin.journeys.operations.arrivals import take_in
from ccin.journeys.reads.not_reached import explained
from ccin.kernel.clock import today
from ccin.library.notices.asking import question_put
from ccin.members.models import Person, Representation
from ccin.outbox.addresses import bounce_address, reply_address, stop_address
from ccin.outbox.envelopes import message_id
from ccin.outbox.models import Arrival, Choice, Letter
from ccin.outbox.operations.arriving import settle_arrival
from ccin.outbox.operations.reaching import note_bounce
from ccin.outbox.reads.reaching import reach_of, unreachable
from ccin.outbox.reasons import ARRIVED
from tests.actors import EDITOR, OFFICER, WORKER
from tests.discussion.asked import Asked, a_member
from tests.factories import (
    AccountFactory,
    BelongingFactory,
    GroupFactory,
    GroupTopicFactory,
    LetterFactory,
    PersonFactory,
    RoleHeldFactory,
)
from tests.outbox.messages import message

pytestmark = pytest.mark.django_db

ADA = "ada@council.example"


@pytest.fixture(autouse=True)
def domain(settings) -> None:
    settings.INBOUND_DOMAIN = "in.network.example"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    with travel("2026-11-23T12:00Z", tick=False) as traveller:
        yield traveller


class Talk:
    """A group in which Ada belongs, and a topic that she may reply to by e-mail."""

    def __init__(self) -> None:
        self.group, self.member = GroupFactory(), a_member()
        self.ada = self.member.person
        Person.objects.filter(pk=self.ada.pk).update(email=ADA, name="Ada Byron")
        BelongingFactory(group=self.group, person=self.ada)
        self.topic = GroupTopicFactory(belonging=BelongingFactory(group=self.group))
        self.to = self.address()

    def address(self, key: str = "") -> str:
        return reply_address(self.topic.section, key or f"person:{self.ada.pk}")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def the_letter() -> Letter:
    return Letter.objects.get(kind__startswith="journeys.")


# Replies


def test_a_reply_is_posted_as_its_sender_who_needs_no_account(talk: Talk) -> None:
    arrival = take_in(message("gmail_thread", to=talk.to), by=WORKER)

    post = Post.objects.get()
    assert (arrival.kind, arrival.state, arrival.words) == ("reply", "taken", "")
    assert (arrival.about, arrival.to_key) == (talk.topic.section, f"person:{talk.ada.pk}")
    assert (post.author, post.organisation, post.by_mail) == (
        talk.ada,
        talk.member.organisation,
        True,
    )
    assert post.words.startswith("We opened ours in March.")
    assert "Castleford" not in post.words
    assert not Letter.objects.filter(kind__startswith="journeys.").exists()
    who = [line.who for line in history_of(talk.topic) if line.entry.event.endswith("reply_posted")]
    assert who == ["Ada Byron"]


def test_the_same_message_handed_in_twice_is_posted_once(talk: Talk) -> None:
    raw = message("gmail_thread", to=talk.to)

    first, second = take_in(raw, by=WORKER), take_in(raw, by=WORKER)

    assert first == second
    assert Post.objects.count() == 1


def test_what_a_program_answers_again_and_again_is_posted_once(talk: Talk) -> None:
    raw = message("gmail_thread", to=talk.to)
    first = take_in(raw, by=WORKER)

    other = take_in(raw.replace(b"Message-ID: <", b"Message-ID: <anew-"), by=WORKER)

    assert first != other
    assert (other.state, other.because) == ("refused", "said_already")
    assert Post.objects.count() == 1


def test_whoever_has_an_account_may_write_from_either_of_their_addresses(talk: Talk) -> None:
    account = AccountFactory(email="ada.private@home.example", person=talk.ada)
    raw = message("no_message_id", to=talk.to)

    take_in(raw, by=WORKER)
    raw = raw.replace(b"Yes, we have one.", b"We have two.")
    take_in(raw.replace(ADA.encode(), b"Ada.Private@home.example"), by=WORKER)
    to = talk.address(f"account:{account.pk}")
    take_in(message("outlook_thread", to=to), by=WORKER)

    assert Post.objects.filter(author=talk.ada).count() == 3


def test_the_address_on_the_envelope_goes_before_those_in_the_message(talk: Talk) -> None:
    raw = message("no_message_id", to="list@elsewhere.example")

    arrival = take_in(raw, sent_to=talk.to.upper(), by=WORKER)

    assert arrival.state == "taken"


def test_small_files_come_along_and_the_others_are_named_in_a_letter(talk: Talk) -> None:
    arrival = take_in(message("with_files", to=talk.to), by=WORKER)

    assert arrival.state == "taken"
    assert [file.title for file in PostFile.objects.all()] == ["plan £.png"]
    letter = the_letter()
    assert letter.to_email == ADA
    assert "- run.exe\n" in letter.text
    assert "plan" not in letter.text


def test_a_question_to_the_network_is_answered_for_the_organisation() -> None:
    asked = Asked()
    person = asked.knows.person
    Person.objects.filter(pk=person.pk).update(email=ADA)
    topic = asked.topic()
    to = reply_address(topic.section, f"person:{person.pk}")

    arrival = take_in(message("with_files", to=to), by=WORKER)

    post = Post.objects.get()
    assert arrival.state == "taken"
    assert (post.organisation, post.by_mail) == (asked.knows.organisation, True)
    left_out = Letter.objects.get(kind="journeys.reply_posted_in_part")
    assert "- plan £.png\n- run.exe\n" in left_out.text


def test_a_letter_that_puts_a_question_says_that_it_may_be_answered_by_reply(settings) -> None:
    asked = Asked()
    person = asked.knows.person
    Person.objects.filter(pk=person.pk).update(email=ADA)
    person.refresh_from_db()
    asking = Asking(topic=asked.topic(), person=person, asked_at=timezone.now())

    question_put([asking])
    settings.INBOUND_DOMAIN = ""
    question_put([asking])

    without, letter = Letter.objects.filter(kind="library.question_put").order_by("-pk")
    assert letter.reply_about == asking.topic.section
    assert "simply reply to this e-mail" in letter.text
    assert "simply reply" not in without.text


# Refusals


def test_a_forged_sender_posts_nothing_and_the_person_is_told_at_the_known_address(
    talk: Talk,
) -> None:
    arrival = take_in(message("forged", to=talk.to), by=WORKER)

    letter = the_letter()
    assert (arrival.state, arrival.because) == ("refused", "not_your_address")
    assert not Post.objects.exists()
    assert (letter.to_email, letter.to_key) == (ADA, f"person:{talk.ada.pk}")
    assert "ada@elsewhere.example, which is not an address we know for you" in letter.text
    assert "> I resign, and so does the whole cabinet." in letter.text


def left(talk: Talk) -> None:
    leave_group(talk.group, by=talk.member.actor)


def lapsed(talk: Talk) -> None:
    yesterday = today() - timedelta(days=1)
    Representation.objects.filter(person=talk.ada).update(ends_on=yesterday, end_reason="left")


def removed(talk: Talk) -> None:
    remove_conversation(talk.topic, "It names a resident.", by=OFFICER)


def closed(talk: Talk) -> None:
    close_conversation(talk.topic, "It is settled.", by=OFFICER)


def made_for_the_group_alone(talk: Talk) -> None:
    group = talk.group
    group.reach, group.how_to_join = "group", "invited"
    group.save()
    left(talk)


@pytest.mark.parametrize(
    ("happened", "because", "says"),
    [
        (left, "refused", "Join this group to write in it."),
        (made_for_the_group_alone, "not_yours", "You cannot read that conversation any more"),
        (lapsed, "not_yours", "You cannot read that conversation any more"),
        (removed, "removed", "The conversation has been removed."),
        (closed, "refused", "This conversation is closed."),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_somebody_may_do_is_what_they_may_do_today(
    talk: Talk, happened, because: str, says: str
) -> None:
    happened(talk)

    arrival = take_in(message("gmail_thread", to=talk.to), by=WORKER)

    assert (arrival.state, arrival.because) == ("refused", because)
    assert not Post.objects.exists()
    assert says in the_letter().text
    assert "> We opened ours in March." in the_letter().text


@pytest.mark.parametrize(
    ("about", "name", "because"),
    [
        ("digest", "no_message_id", "digest"),
        ("body:3", "no_message_id", "cannot"),
        ("topic:999999", "no_message_id", "cannot"),
        ("topic:x", "no_message_id", "cannot"),
        ("", "nothing_new", "nothing_left"),
    ],
)
def test_what_cannot_be_posted_is_answered_with_what_to_do(
    talk: Talk, about: str, name: str, because: str
) -> None:
    to = reply_address(about or talk.topic.section, f"person:{talk.ada.pk}")

    arrival = take_in(message(name, to=to), by=WORKER)

    assert (arrival.state, arrival.because) == ("refused", because)
    assert the_letter().subject == "Your reply was not posted"


def test_a_reply_that_is_too_long_is_given_back_whole(talk: Talk) -> None:
    raw = message("no_message_id", to=talk.to) + b"Word and word again. " * 1_000

    arrival = take_in(raw, by=WORKER)

    assert arrival.because == "too_long"
    assert the_letter().text.count("Word and word again.") == 1_000


def test_of_a_message_of_40_megabytes_nothing_is_posted_and_its_sender_told(talk: Talk) -> None:
    raw = message("with_files", to=talk.to) + b"x" * (40 * 1024 * 1024)

    arrival = take_in(raw, by=WORKER)

    assert (arrival.state, arrival.because) == ("refused", "too_large")
    assert "larger than 25 MB" in the_letter().text


def test_failures_are_told_once_an_hour_and_the_rest_is_kept_for_staff(
    talk: Talk, clock: Traveller
) -> None:
    raw = message("forged", to=talk.to)
    came = [take_in(raw.replace(b"forged-1", b"f%d" % number), by=WORKER) for number in range(3)]
    kept = [each.words for each in came]
    assert [each.state for each in came] == ["refused", "waiting", "waiting"]
    assert {str(each.why) for each in explained(came[1:])} == {str(ARRIVED["refused"])}
    assert Letter.objects.filter(kind="journeys.reply_refused").count() == 1
    assert kept == ["", *["I resign, and so does the whole cabinet."] * 2]

    clock.shift(timedelta(minutes=61))
    take_in(raw.replace(b"forged-1", b"later"), by=WORKER)

    assert Letter.objects.filter(kind="journeys.reply_refused").count() == 2


def test_staff_reply_on_the_page_since_an_email_shows_no_second_step(talk: Talk) -> None:
    account = AccountFactory(email=ADA)
    Person.objects.filter(pk=talk.ada.pk).update(email="")
    RoleHeldFactory(account=account)
    to = reply_address(talk.topic.section, f"account:{account.pk}")

    arrival = take_in(message("no_message_id", to=to), by=WORKER)

    assert (arrival.state, arrival.because) == ("refused", "sign_in")


def test_staff_are_no_organisation_s_people_in_a_question_to_the_network() -> None:
    topic = Asked().topic()
    person = PersonFactory(email=ADA)
    to = reply_address(topic.section, f"person:{person.pk}")

    assert take_in(message("no_message_id", to=to), by=WORKER).because == "not_yours"


def test_what_somebody_wrote_who_is_not_known_any_more_is_for_staff(talk: Talk) -> None:
    Person.objects.filter(pk=talk.ada.pk).update(erased_on=today(), email="")

    arrival = take_in(message("no_message_id", to=talk.to), by=WORKER)

    assert (arrival.state, arrival.because) == ("waiting", "nobody")
    assert arrival.words == "Yes, we have one."


def test_somebody_whose_account_was_stopped_posts_nothing(talk: Talk) -> None:
    AccountFactory(email="ada.private@home.example", person=talk.ada, is_active=False)

    assert take_in(message("no_message_id", to=talk.to), by=WORKER).because == "nobody"


def test_whoever_was_merged_into_another_record_writes_as_that(talk: Talk) -> None:
    old = PersonFactory(email="", merged_into=talk.ada)

    take_in(message("no_message_id", to=talk.address(f"person:{old.pk}")), by=WORKER)

    assert Post.objects.get().author == talk.ada


@pytest.mark.parametrize("key", ["person:999", "account:999", "organisation:3"])
def test_a_key_behind_which_there_is_nobody_is_for_staff(talk: Talk, key: str) -> None:
    assert take_in(message("no_message_id", to=talk.address(key)), by=WORKER).because == "nobody"


# Machines


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("out_of_office", "taken"),
        ("old_out_of_office", "taken"),
        ("has_left", "waiting"),
        ("list_mail", "ignored"),
        ("read_receipt", "ignored"),
    ],
)
def test_no_machine_is_ever_answered(talk: Talk, name: str, state: str) -> None:
    letters = set(Letter.objects.values_list("pk", flat=True))

    arrival = take_in(message(name, to=talk.to), by=WORKER)

    assert (arrival.kind, arrival.state) == ("away", state)
    assert not Post.objects.exists()
    assert set(Letter.objects.values_list("pk", flat=True)) == letters


def test_an_out_of_office_loop_ends_with_its_first_message(talk: Talk) -> None:
    """A forged sender is told at the known address, where a machine answers each letter."""
    take_in(message("forged", to=talk.to), by=WORKER)
    answer = message("out_of_office", to=bounce_address(the_letter()))

    for number in range(5):
        take_in(answer.replace(b"away-1", b"away-%d" % number), by=WORKER)

    assert Letter.objects.filter(kind__startswith="journeys.").count() == 1


def test_whose_mailbox_answers_that_they_left_is_for_staff_to_read() -> None:
    letter = LetterFactory(sent=True, to_email=ADA, to_key="person:7")

    arrival = take_in(message("has_left", to=bounce_address(letter)), by=WORKER)

    assert (arrival.kind, arrival.state, arrival.because) == ("away", "waiting", "has_left")
    assert (arrival.letter, arrival.to_key) == (letter, "person:7")
    assert "grace@council.example" in arrival.words


def test_the_answer_of_somebody_away_shows_that_letters_arrive() -> None:
    letter = LetterFactory(sent=True, to_email=ADA)
    note_bounce(ADA, "550 5.1.1 No such user", by=WORKER)

    take_in(message("old_out_of_office", to=bounce_address(letter)), by=WORKER)

    reach = reach_of(ADA)
    assert reach is not None
    assert (reach.given_up_at, reach.away_since) == (None, timezone.now())


# Returns


def test_a_letter_that_came_back_for_good_is_failed_and_its_address_given_up() -> None:
    letter = LetterFactory(sent=True, to_email=ADA, to_key="person:7")

    arrival = take_in(message("bounce_hard", to=bounce_address(letter)), by=WORKER)

    letter.refresh_from_db()
    assert (arrival.kind, arrival.state, arrival.letter) == ("bounce", "taken", letter)
    assert (arrival.to_key, letter.state) == ("person:7", "failed")
    assert letter.last_error.startswith("550 5.1.1 <ada@council.example>")
    assert unreachable([ADA]) == {ADA}


@pytest.mark.parametrize(
    ("name", "given_up", "state"),
    [("bounce_soft", False, "failed"), ("bounce_qmail", True, "failed")],
)
def test_a_return_is_weighed_by_what_it_says(name: str, given_up: bool, state: str) -> None:
    letter = LetterFactory(sent=True, to_email=ADA)

    take_in(message(name, to=bounce_address(letter)), by=WORKER)

    letter.refresh_from_db()
    assert (letter.state, bool(unreachable([ADA]))) == (state, given_up)


def test_a_letter_that_is_delayed_has_not_come_back() -> None:
    letter = LetterFactory(sent=True, to_email=ADA)

    arrival = take_in(message("bounce_delay", to=bounce_address(letter)), by=WORKER)

    letter.refresh_from_db()
    assert (arrival.state, arrival.because, letter.state) == ("ignored", "delayed", "sent")


def test_a_machine_s_word_at_the_return_address_that_nobody_understands_is_a_return() -> None:
    letter = LetterFactory(sent=True, to_email=ADA)
    raw = f"Return-Path: <>\nFrom: x@y.example\nTo: {bounce_address(letter)}\n\nNo.".encode()

    take_in(raw, by=WORKER)

    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == ("failed", "No.")
    assert unreachable([ADA]) == set()


def test_a_return_elsewhere_is_believed_if_it_names_the_letter_by_its_reference() -> None:
    letter = LetterFactory(sent=True, to_email=ADA)
    raw = message("bounce_hard", to="hello@network.example", letter=message_id(letter))

    assert take_in(raw, by=WORKER).letter == letter
    assert unreachable([ADA]) == {ADA}


def test_nobody_stops_the_letters_of_another_with_a_return_they_wrote_themselves() -> None:
    LetterFactory(sent=True, to_email=ADA)

    arrival = take_in(message("bounce_hard", to="hello@network.example"), by=WORKER)

    assert (arrival.state, arrival.because) == ("waiting", "unknown_letter")
    assert unreachable([ADA]) == set()


# Stopping, and everything else


@pytest.mark.parametrize("name", ["stop", "list_mail"])
def test_a_message_that_says_stop_stops_whatever_it_looks_like(name: str) -> None:
    arrival = take_in(message(name, to=stop_address("person:7", "group:3")), by=WORKER)

    choice = Choice.objects.get()
    assert (arrival.kind, arrival.state, arrival.about) == ("stop", "taken", "group:3")
    assert (choice.to_key, choice.section, choice.how, choice.source) == (
        "person:7",
        "group:3",
        "never",
        "mail",
    )
    assert not Letter.objects.exists()


def test_a_return_of_something_sent_to_the_address_for_stopping_stops_nothing() -> None:
    take_in(message("bounce_hard", to=stop_address("person:7", "group:3")), by=WORKER)

    assert not Choice.objects.exists()


@pytest.mark.parametrize("name", ["no_message_id", "broken", "forged"])
def test_what_is_sent_to_no_address_of_ours_waits_for_staff_with_its_words(name: str) -> None:
    arrival = take_in(
        message(name, to="reply+topic.1.person.1.forged@in.network.example"), by=WORKER
    )

    assert (arrival.kind, arrival.state, arrival.because) == ("other", "waiting", "unknown_address")
    assert arrival.words
    assert not Letter.objects.exists()


def test_a_person_who_writes_to_the_return_address_is_read_by_staff() -> None:
    letter = LetterFactory(sent=True, to_email=ADA)

    arrival = take_in(message("no_message_id", to=bounce_address(letter)), by=WORKER)

    assert (arrival.state, arrival.because) == ("waiting", "other")


def test_staff_settle_what_they_have_read_and_its_words_are_not_kept() -> None:
    arrival = take_in(message("no_message_id", to="x@in.network.example"), by=WORKER)
    with pytest.raises(PermissionDenied):
        settle_arrival(arrival, by=EDITOR)

    settle_arrival(arrival, by=OFFICER)
    settle_arrival(arrival, by=OFFICER)

    assert (arrival.state, arrival.words) == ("settled", "")
    with pytest.raises(PermissionDenied):
        settle_arrival(arrival, by=EDITOR)


def test_only_those_take_messages_in_who_may() -> None:
    with pytest.raises(PermissionDenied):
        take_in(message("stop"), by=OFFICER)

    assert not Arrival.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_that_two_servers_hand_in_at_once_is_posted_once(talk: Talk) -> None:
    raw = message("gmail_thread", to=talk.to)
    errors: list[Exception] = []

    def hand_in() -> None:
        try:
            take_in(raw, by=WORKER)
        except Exception as error:  # whatever it is, the test names it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert Topic.objects.get(pk=talk.topic.pk).posts.count() == 1
