"""When somebody may be asked, what a text gives away, and what is left of what was pasted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from ccin.discussion.rules.asking import (
    LONGEST,
    TERMS,
    cleaned,
    gives_away,
    is_nhs_number,
    may_be_asked,
    may_still_change,
    names_of,
    one_line,
    terms_on,
    without,
)

TERM = TERMS[0]
NOW = timezone.now()
days = some.lists(some.integers(0, 60).map(lambda ago: NOW - timedelta(days=ago)), max_size=5)


def ago(**time: int) -> list:
    return [NOW - timedelta(**time)]


def test_the_terms_are_those_of_the_day_and_shown_as_a_proposal() -> None:
    later = replace(TERM, valid_from=date(2027, 1, 1), at_most=9)

    assert terms_on(date(2026, 12, 31), (TERM, later)) == TERM
    assert terms_on(date(2027, 1, 1), (TERM, later)) == later
    assert terms_on(date(1999, 1, 1), (TERM, later)) == TERM
    assert TERM.is_proposal


def test_somebody_never_asked_may_be_asked() -> None:
    assert may_be_asked(TERM, NOW, asked_at=[])


def test_nobody_is_asked_twice_in_a_week_or_three_times_in_thirty_days() -> None:
    assert not may_be_asked(TERM, NOW, asked_at=ago(days=6, hours=23))
    assert may_be_asked(TERM, NOW, asked_at=ago(days=7))
    assert not may_be_asked(TERM, NOW, asked_at=ago(days=8) + ago(days=29))
    assert may_be_asked(TERM, NOW, asked_at=ago(days=8) + ago(days=30))


def test_who_could_not_help_is_left_in_peace_for_a_fortnight() -> None:
    long_ago = ago(days=40)

    assert not may_be_asked(TERM, NOW, asked_at=long_ago, passed_at=ago(days=13))
    assert may_be_asked(TERM, NOW, asked_at=long_ago, passed_at=ago(days=14))


@given(days)
def test_being_asked_once_more_never_makes_it_allowed(asked_at: list) -> None:
    if not may_be_asked(TERM, NOW, asked_at=asked_at):
        assert not may_be_asked(TERM, NOW, asked_at=[*asked_at, NOW])


def test_a_reply_may_be_put_right_for_half_an_hour() -> None:
    assert may_still_change(NOW - timedelta(minutes=30), NOW)
    assert not may_still_change(NOW - timedelta(minutes=30, seconds=1), NOW)


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        ("<script>alert(1)</script>We did.", "We did."),
        ("We did.<SCRIPT src=//x.example>", "We did."),
        ("<p class=MsoNormal><span style='x'>We</span> did<o:p></o:p></p>", "We did"),
        ("<!--[if gte mso 9]><xml><w:Word/></xml><![endif]-->We did.", "We did."),
        ("<style>p { margin: 0 }</style>We did.", "We did."),
        ("One<br>Two", "One\nTwo"),
        ("Fewer than <5 homes, and >3 streets", "Fewer than <5 homes, and >3 streets"),
        ("a\r\nb\r\n\r\n\r\n\r\nc  \n", "a\nb\n\nc"),
        ("zero\u200bwidth\u202e and \x00 null", "zerowidth and  null"),
        ("Cyngor Sir Gâr \U0001f44d", "Cyngor Sir Gâr \U0001f44d"),
        ('<img src=x onerror="alert(1)">', ""),
        ("   ", ""),
    ],
)
def test_only_the_words_are_left_of_what_was_pasted(pasted: str, left: str) -> None:
    assert cleaned(pasted) == left


@given(some.text(max_size=300))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text) or "<" in text


def test_a_hostile_length_is_cleaned_in_a_moment() -> None:
    began = timezone.now()

    for piece in ("<", "<p ", "<!--", "<a '", "07", "0 ", "A ", "@", "a@", "<script"):
        cleaned(piece * LONGEST)
        gives_away(piece * LONGEST)

    assert timezone.now() - began < timedelta(seconds=20)


def test_a_title_is_one_line() -> None:
    assert one_line("  Who \n has\tdone <b>this</b>? ") == "Who has done this?"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Write to ada@council.example", ["email"]),
        ("Ring 01632 960 123", ["phone"]),
        ("Ring +44 7700 900123", ["phone"]),
        ("Her number is 943 476 5919", ["nhs_number"]),
        ("Her number is 943 476 5918", []),
        ("QQ 12 34 56 C", []),
        ("AB 12 34 56 C", ["insurance_number"]),
        ("born on 3 May 1961", ["birth"]),
        ("He lives at 12 Acacia Avenue", ["address"]),
        ("at SW1A 1AA", ["address"]),
        ("Mrs Byron complained", ["name"]),
        ("a resident called Ada Byron", ["name"]),
        ("Our population is 104,500 and the budget £12,400,000 in 2025", []),
        ("Cllr Byron leads the Housing Committee", []),
        ("Has anybody moved 3,000 tenants to a co-operative?", []),
    ],
)
def test_what_seems_to_be_somebodys_own_is_noticed(words: str, codes: list[str]) -> None:
    assert gives_away(words) == codes


@given(some.text())
def test_an_nhs_number_has_ten_digits(text: str) -> None:
    if is_nhs_number(text):
        assert len(text) == 10
        assert text.isdecimal()


def test_a_person_is_taken_out_of_words_and_nobody_else() -> None:
    words = "Ask Ada Byron (ada@x.example, 01632 960123). Adanna Byronson agrees. Best, Ada"
    names = [*names_of("Ada Byron"), "ADA@x.example", "01632960123", ""]

    left = without(words, names, mark="…")

    assert left == "Ask … (…, …). Adanna Byronson agrees. Best, …"
