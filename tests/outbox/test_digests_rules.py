import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.outbox.envelopes import body_html
from ccin.outbox.rules.digests import (
    DAILY,
    MIXED,
    NEVER,
    WEEKLY,
    Contents,
    Standing,
    Told,
    contents_of,
    how_often,
    is_due,
    moments_of,
    readable,
    shortened,
)

HEADINGS = re.compile("<h[1-6]>")
ADA = Standing("person:7", "Ada", "ada@council.example", frozenset({"public", "group:7"}))


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def told(number: int = 1, **values: object) -> Told:
    plain = Told(
        telling=number,
        notice=number,
        section="group:7",
        section_title="Circle",
        thread="",
        title=f"Matter {number}",
        text="We have tried two things.",
        address=f"https://n.example/{number}/",
        reply_about="",
        audience=frozenset({"group:7"}),
        personal=False,
        written_at=at("2026-11-23T12:00"),
    )
    return replace(plain, **values)


# When


@pytest.mark.parametrize(
    ("now", "awake"),
    [
        ("2026-11-23T06:59", False),  # Monday, winter: London is on UTC
        ("2026-11-23T07:00", True),
        ("2026-11-23T19:59", True),
        ("2026-11-23T20:00", False),
        ("2026-06-01T05:59", False),  # Monday, summer: an hour before
        ("2026-06-01T06:00", True),
        ("2026-11-21T12:00", False),  # Saturday
        ("2026-11-22T12:00", False),  # Sunday
        ("2026-03-30T05:59", False),  # the Monday after clocks went forward
        ("2026-03-30T06:00", True),
        ("2026-10-26T06:59", False),  # the Monday after they went back
        ("2026-10-26T07:00", True),
    ],
)
def test_digests_go_in_working_hours_of_london_summer_and_winter(now: str, awake: bool) -> None:
    assert (moments_of(at(now)) is not None) is awake


def test_the_week_turns_on_tuesday_at_seven_also_where_clocks_change_in_between() -> None:
    moments = moments_of(at("2026-03-30T09:00"))

    assert moments is not None
    assert moments.day == date(2026, 3, 30)
    assert moments.daily == at("2026-03-30T06:00")
    assert moments.weekly == at("2026-03-24T07:00")


MONDAY_EVENING, TUESDAY, WEDNESDAY = "2026-11-23T18:00", "2026-11-24T07:00", "2026-11-25T07:00"


@pytest.mark.parametrize(
    ("rhythm", "personal", "written", "now", "due"),
    [
        (DAILY, False, MONDAY_EVENING, "2026-11-23T19:00", False),  # at the next working day
        (DAILY, False, MONDAY_EVENING, TUESDAY, True),
        (DAILY, False, "2026-11-20T18:00", "2026-11-23T07:00", True),  # Friday's on Monday
        (MIXED, False, "2026-11-24T08:00", WEDNESDAY, False),
        (MIXED, True, "2026-11-24T08:00", WEDNESDAY, True),
        (MIXED, False, MONDAY_EVENING, TUESDAY, True),
        (MIXED, False, MONDAY_EVENING, WEDNESDAY, True),  # nobody could send it on Tuesday
        (WEEKLY, True, "2026-11-24T08:00", WEDNESDAY, False),
        (WEEKLY, True, "2026-11-24T08:00", "2026-12-01T07:00", True),
        (NEVER, True, "2026-11-01T08:00", TUESDAY, False),
    ],
)
def test_when_a_digest_is_due(
    rhythm: str, personal: bool, written: str, now: str, due: bool
) -> None:
    moments = moments_of(at(now))
    assert moments is not None

    assert is_due(rhythm, [told(personal=personal, written_at=at(written))], moments) is due


@given(
    st.sampled_from([DAILY, MIXED, WEEKLY]),
    st.booleans(),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),
)
def test_whatever_is_held_is_due_within_eight_days_whenever_it_was_written(
    rhythm: str, personal: bool, written: datetime
) -> None:
    held = [told(personal=personal, written_at=written)]
    hours = (moments_of(written + timedelta(hours=n)) for n in range(8 * 24))

    assert any(is_due(rhythm, held, each) for each in hours if each)


def test_an_empty_digest_is_never_due() -> None:
    moments = moments_of(at(TUESDAY))
    assert moments is not None

    assert not is_due(DAILY, [], moments)


def test_to_stop_under_one_key_stops_it_under_all() -> None:
    keys = {"person:7", "account:3"}

    assert how_often(keys, {}) == MIXED
    assert how_often(keys, {("person:7", "digest"): WEEKLY}) == WEEKLY
    both = {("person:7", "digest"): WEEKLY, ("account:3", "digest"): NEVER}
    assert how_often(keys, both) == NEVER
    assert how_often(keys, {**both, ("account:3", "digest"): DAILY}) == WEEKLY


# What


def test_what_may_not_be_read_today_or_is_not_wanted_is_left_out() -> None:
    held = [
        told(1),
        told(2, audience=frozenset({"group:8"})),
        told(3, section="library"),
        told(4, thread="topic:12"),
        told(5, notice=1),  # the same again, held under another key
        told(6, audience=frozenset({"body:2", "public"})),
    ]
    chosen = {("account:3", "library"): NEVER, ("person:7", "topic:12"): NEVER}
    ada = replace(ADA, keys=frozenset({"account:3"}), tokens=ADA.tokens)
    held[2] = replace(held[2], audience=frozenset({"public"}))

    assert [each.telling for each in readable(held, ada, chosen)] == [1, 6]


def test_what_is_personal_comes_first_then_groups_bodies_and_the_rest() -> None:
    held = [
        told(1, section="library", section_title="The library"),
        told(2, section="body:2", section_title="Committee"),
        told(3, section="group:9", section_title="Zeal"),
        told(4, section="group:8", section_title="Arts"),
        told(5, section="questions", section_title="Questions", personal=True),
        told(6, section="invented", section_title="Invented"),
        told(7, section="questions", section_title="Questions"),
    ]

    contents = contents_of(held)

    assert [each.title for each in contents.personal] == ["Matter 5"]
    assert [part.title for part in contents.parts] == [
        "Arts",
        "Zeal",
        "Committee",
        "Questions",
        "The library",
        "Invented",
    ]
    assert contents.for_you == 1


def test_replies_in_one_conversation_stand_under_one_title_in_their_order() -> None:
    later = at("2026-11-23T14:00")
    held = [
        told(2, thread="topic:12", title="Repairs", written_at=later, text="Second"),
        told(1, thread="topic:12", title="Repairs", text="First", reply_about="topic:12"),
        told(3, title="Repairs"),  # of the same name, and another matter
    ]

    (part,) = contents_of(held).parts

    assert part.count == 3
    assert [[said.words for said in each.said] for each in part.conversations] == [
        ["First", "Second"],
        ["We have tried two things."],
    ]
    assert part.conversations[0].reply_about == "topic:12"


def test_what_has_one_title_and_one_page_stands_together_without_a_thread() -> None:
    page = "https://n.example/groups/a/moderate/"
    held = [
        told(1, title="Somebody asks", address=page, text="Ada asks."),
        told(2, title="Somebody asks", address=page, text="Bea asks."),
        told(3, title="Somebody asks", address="https://n.example/groups/b/moderate/"),
    ]

    (part,) = contents_of(held).parts

    assert [len(each.said) for each in part.conversations] == [2, 1]


def test_of_very_many_only_the_first_are_given_in_full() -> None:
    (part,) = contents_of([told(n) for n in range(1, 41)]).parts

    words = [said.words for each in part.conversations for said in each.said]
    assert (len(words), words.count("")) == (40, 10)
    assert all(said.is_cut for each in part.conversations[30:] for said in each.said)


def test_nothing_makes_an_empty_digest() -> None:
    assert contents_of([]) == Contents()


# Cutting words


def test_short_words_stay_as_they_are_and_long_ones_are_cut_at_a_paragraph() -> None:
    assert shortened("One.\r\n\r\nTwo.\n") == ("One.\n\nTwo.", False)
    assert shortened(f"One.\n\nTwo.\n\n{'x' * 20}", 15) == ("One.\n\nTwo.", True)
    assert shortened("one two three four", 10) == ("one two …", True)
    assert shortened("x" * 20, 10) == (f"{'x' * 10} …", True)


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("```\ncode", "```\ncode\n```"),
        ("~~~~ python\ncode\n~~~", "~~~~ python\ncode\n~~~\n~~~~"),
        ("```\ncode\n```", "```\ncode\n```"),
        ("``` a`b", "``` a`b"),
    ],
)
def test_code_that_is_left_open_does_not_take_in_the_rest(words: str, closed: str) -> None:
    assert shortened(words) == (closed, False)


@pytest.mark.parametrize(
    ("words", "tamed"),
    [
        ("## For you\n\nPay here.", "**For you**\n\nPay here."),
        ("- 1. ### For you ##", "- 1. **For you ##**"),
        ("> # For you", "> **For you**"),
        ("1.  a\n    ## For you", "1.  a\n    **For you**"),
        ("For you\n---", "For you\n\n---"),
        ("For you\n  =", "For you\n\n  ="),
        ("```\n# a comment\n```", "```\n# a comment\n```"),
        ("- a\n  ```\n\n## For you", "- a\n```\n\n## For you\n```"),
        ("Number #7 and #repair", "Number #7 and #repair"),
        ("One.\n\n---\n\nTwo.", "One.\n\n---\n\nTwo."),
    ],
)
def test_what_somebody_writes_makes_no_heading_of_a_digest(words: str, tamed: str) -> None:
    kept, _is_cut = shortened(words)

    assert kept == tamed
    assert not HEADINGS.search(str(body_html(kept)))


@given(st.text(alphabet="a #\n`~->=1.\t*", max_size=60))
def test_no_words_make_a_heading_or_take_in_what_follows(words: str) -> None:
    kept, _is_cut = shortened(words)

    html = str(body_html(f"{kept}\n\n## Next\n"))

    assert HEADINGS.findall(html) == ["<h2>"]


@given(st.text(alphabet="a \n`~.", max_size=300), st.integers(20, 100))
def test_words_are_cut_to_about_the_length_that_is_asked_for(words: str, longest: int) -> None:
    kept, is_cut = shortened(words, longest)

    assert "\n\n\n" not in kept.replace(" ", "") or "`" in kept or "~" in kept
    assert is_cut or len(kept) <= 2 * len(words) + 1
    assert shortened(words, longest) == (kept, is_cut)
