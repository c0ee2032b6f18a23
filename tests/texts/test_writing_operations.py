"""The pen: taken, kept by saving, free again after a quarter of an hour; every version stays."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from ccin.kernel.errors import Refused, Stale
from ccin.texts.models import Comment, Text
from ccin.texts.operations.writing import (
    LONGEST,
    forget,
    let_go,
    save_text,
    take_lease,
    write_text,
)
from ccin.texts.rules.leases import LASTS, Lease
from tests.actors import EDITOR, OFFICER, STRANGER, WORKER

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_new_text_has_its_first_version() -> None:
    text = write_text("  We mended it.\r\n\r\nIt works.\x00 ", by=EDITOR)

    version = text.versions.get()
    assert (version.number, version.words) == (1, "We mended it.\n\nIt works.")
    assert (version.author, version.author_name) == (EDITOR.key, EDITOR.name)


def test_every_version_stays() -> None:
    text = write_text("One.", by=EDITOR)

    is_new = save_text(text, "Two.", version=1, by=OFFICER)

    assert is_new
    kept = text.versions.order_by("number").values_list("number", "words", "author")
    assert list(kept) == [(1, "One.", EDITOR.key), (2, "Two.", OFFICER.key)]


def test_saving_the_same_words_makes_no_version() -> None:
    text = write_text("One.", by=EDITOR)

    assert not save_text(text, "One. ", version=1, by=EDITOR)
    assert text.versions.count() == 1


def test_the_pen_is_held_for_a_quarter_of_an_hour_from_the_last_save() -> None:
    text = write_text("One.", by=EDITOR)
    with time_machine.travel(NOON, tick=False):
        take_lease(text, by=EDITOR)
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        save_text(text, "Two.", version=1, by=EDITOR)

    assert text.held_until == NOON + timedelta(minutes=10) + LASTS
    assert (text.holder, text.holder_name) == (EDITOR.key, EDITOR.name)


def test_nobody_else_takes_the_pen_meanwhile_and_is_told_who_has_it_until_when() -> None:
    text = write_text("One.", by=EDITOR)
    with time_machine.travel(NOON, tick=False):
        take_lease(text, by=EDITOR)

        with pytest.raises(Refused) as refusal:
            take_lease(text, by=OFFICER)

    assert str(refusal.value) == (
        "Idris Vaughan is writing here until 12:15. Copy what you wrote and come back."
    )


def test_a_pen_that_was_left_is_taken_over_when_its_time_is_over() -> None:
    text = write_text("One.", by=EDITOR)
    with time_machine.travel(NOON, tick=False):
        take_lease(text, by=EDITOR)
    with time_machine.travel(NOON + LASTS, tick=False):
        take_lease(text, by=OFFICER)

        with pytest.raises(Stale) as refusal:
            save_text(text, "Late words.", version=1, by=EDITOR)

    assert refusal.value.sent == {"words": "Late words."}
    assert Text.objects.get().words == "One."


def test_a_pen_whose_time_is_over_still_saves_where_nobody_else_wrote() -> None:
    text = write_text("One.", by=EDITOR)
    with time_machine.travel(NOON, tick=False):
        take_lease(text, by=EDITOR)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        save_text(text, "Two.", version=1, by=EDITOR)

    assert Text.objects.get().words == "Two."


def test_words_against_an_older_version_are_given_back() -> None:
    text = write_text("One.", by=EDITOR)
    save_text(text, "Two.", version=1, by=OFFICER)

    with pytest.raises(Stale) as refusal:
        save_text(text, "Mine.", version=1, by=EDITOR)

    assert refusal.value.sent == {"words": "Mine."}
    assert Text.objects.get().words == "Two."


def test_whoever_puts_the_pen_down_lets_others_write_and_nobody_else_can() -> None:
    text = write_text("One.", by=EDITOR)
    take_lease(text, by=EDITOR)

    let_go(text, by=OFFICER)
    assert text.holder == EDITOR.key
    let_go(text, by=EDITOR)

    take_lease(text, by=OFFICER)
    assert text.holder == OFFICER.key


def test_words_beyond_all_measure_are_refused_with_what_to_do() -> None:
    with pytest.raises(Refused) as refusal:
        write_text("x" * (LONGEST + 1), by=EDITOR)

    assert str(refusal.value) == (
        "This is more than 60,000 characters. Make it shorter, or attach it as a file."
    )


def test_a_person_s_name_goes_from_all_they_wrote_and_the_words_stay() -> None:
    text = write_text("One.", by=STRANGER)
    take_lease(text, by=STRANGER)
    Comment.objects.create(
        text=text, words="Why?", author=STRANGER.key, author_name=STRANGER.name, made_at=NOON
    )
    other = write_text("Other.", by=EDITOR)

    with pytest.raises(PermissionDenied):
        forget([STRANGER.key], by=EDITOR)
    done = forget([STRANGER.key], by=WORKER)

    text.refresh_from_db()
    assert done == 3
    assert (text.holder, text.holder_name, text.held_until) == ("", "", None)
    assert text.versions.get().author_name == "A person"
    assert Comment.objects.get().author_name == "A person"
    assert other.versions.get().author_name == EDITOR.name


def test_a_lease_without_holder_or_end_binds_nobody() -> None:
    assert not Lease("", None).keeps_out("account:1", NOON)
    assert not Lease("account:2", NOON).keeps_out("account:1", NOON)
    assert Lease("account:2", NOON + LASTS).keeps_out("account:1", NOON)
    assert not Lease("account:1", NOON + LASTS).keeps_out("account:1", NOON)
