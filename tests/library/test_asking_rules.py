"""What a question is about, who is likely to know, and when the next step is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ccin.discussion.rules.asking import TERMS
from ccin.library.reasons.asking import because
from ccin.library.rules.asking import (
    SHOWN_REASONS,
    WEIGHTS,
    Candidate,
    Standing,
    is_for_staff,
    is_second_wave_due,
    kept_reasons,
    likely,
    themes_in,
)

TERM = TERMS[0]
reasons = some.tuples(some.sampled_from(sorted(WEIGHTS)), some.sampled_from("abcdef"))
candidates = some.builds(
    Candidate,
    person=some.integers(1, 9),
    organisation=some.integers(1, 6),
    role=some.sampled_from(["", "leader", "lead_officer", "policy_officer"]),
    is_primary=some.booleans(),
    because=some.lists(reasons, max_size=6).map(kept_reasons),
)


def test_a_role_alone_makes_nobody_likely_to_know() -> None:
    alone = Candidate(1, 1, "lead_officer", is_primary=True)

    assert alone.score == 0
    assert likely([alone], not_of=None) == []


def test_whom_to_ask_about_a_resource_comes_before_whose_council_published_or_offers() -> None:
    named = Candidate(1, 1, because=(("contact", "Cafés"),))
    published = Candidate(2, 2, "lead_officer", because=(("published", "Cafés"),))
    offers = Candidate(3, 3, "lead_officer", is_primary=True, because=(("offers", "Repair"),))

    assert likely([offers, published, named], not_of=None) == [named, published, offers]


def test_of_one_organisation_the_role_decides_and_one_is_asked() -> None:
    why = (("published", "Cafés"),)
    leader = Candidate(1, 1, "leader", is_primary=True, because=why)
    officer = Candidate(2, 1, "policy_officer", because=why)

    assert likely([leader, officer], not_of=None) == [officer]


def test_who_stands_for_two_organisations_is_asked_once() -> None:
    for_one = Candidate(1, 1, because=(("published", "Cafés"),))
    for_other = Candidate(1, 2, because=(("adopted", "Cafés"),))

    assert likely([for_other, for_one], not_of=None) == [for_one]


@given(some.lists(candidates, max_size=12), some.integers(1, 6), some.integers(0, 5))
def test_nobody_of_the_asker_s_own_is_chosen_nor_more_than_so_many(
    found: list[Candidate], own: int, at_most: int
) -> None:
    chosen = likely(found, not_of=own, at_most=at_most)

    assert own not in {each.organisation for each in chosen}
    assert len({each.organisation for each in chosen}) == len(chosen) <= at_most
    assert len({each.person for each in chosen}) == len(chosen)
    assert [each.score for each in chosen] == sorted((e.score for e in chosen), reverse=True)
    assert likely(list(reversed(found)), not_of=own, at_most=at_most) == chosen or len(
        set(found)
    ) > len({(each.person, each.organisation) for each in found})


@given(candidates, reasons)
def test_one_more_reason_never_makes_somebody_less_likely(
    candidate: Candidate, reason: tuple[str, str]
) -> None:
    more = replace(candidate, because=(*candidate.because, reason))

    assert more.score >= candidate.score


def test_a_few_reasons_of_each_kind_are_kept_the_strongest_first() -> None:
    many = [("published", str(number)) for number in range(9)] + [("contact", "a")] * 2

    kept = kept_reasons(many)

    assert kept[0] == ("contact", "a")
    assert len(kept) == 1 + SHOWN_REASONS


VOCABULARY = {1: ["Housing co-operatives", "homes"], 2: ["Repair", "mending"], 3: ["  "]}


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Who has a housing co-operative?", [1]),
        ("Housing Cooperatives and homes, and some repairs", [1, 2]),
        ("Who mends things, mending and repairing homes?", [2, 1]),
        ("Operatives of housing", []),
        ("", []),
        ("<script>alert('repair')</script>", [2]),
        ("🏠" * 500, []),
    ],
)
def test_themes_are_found_by_name_and_synonym_in_the_words(text: str, themes: list[int]) -> None:
    assert themes_in(text, VOCABULARY) == themes


@given(some.text(max_size=200))
def test_any_text_has_themes_of_the_vocabulary_alone(text: str) -> None:
    assert set(themes_in(text, VOCABULARY)) <= {1, 2}


# Monday 2 November 2026; every weekday works.
MONDAY = date(2026, 11, 2)
FRESH = Standing(
    since=MONDAY, asked=3, waiting=3, last_asked_at=datetime(2026, 11, 2, 9, tzinfo=UTC), replies=0
)


def weekdays_after(day: date, days: int) -> date:
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def second(standing: Standing, day: date) -> bool:
    return is_second_wave_due(standing, TERM, day, weekdays_after)


def test_the_first_have_three_whole_working_days() -> None:
    thursday, friday = date(2026, 11, 5), date(2026, 11, 6)

    assert not second(FRESH, thursday)
    assert second(FRESH, friday)


def test_nobody_waits_for_those_who_cannot_help() -> None:
    assert second(replace(FRESH, waiting=0), MONDAY)
    assert second(replace(FRESH, asked=0, waiting=0, last_asked_at=None), MONDAY)


def test_after_a_reply_or_five_people_nobody_else_is_asked() -> None:
    later = date(2027, 1, 1)

    assert not second(replace(FRESH, replies=1), later)
    assert not second(replace(FRESH, asked=5), later)


def test_after_ten_working_days_without_a_reply_staff_have_it() -> None:
    last, next_day = date(2026, 11, 16), date(2026, 11, 17)

    assert not is_for_staff(FRESH, TERM, last, weekdays_after)
    assert is_for_staff(FRESH, TERM, next_day, weekdays_after)
    assert not is_for_staff(replace(FRESH, replies=1), TERM, next_day, weekdays_after)


def test_every_reason_has_words_for_whoever_asks_and_for_whoever_is_asked() -> None:
    codes = [*WEIGHTS, "suggested", "of a later version"]
    them = because([[code, "Cafés"] for code in codes], "Quillshire", you=False)
    you = because([[code, "Cafés"] for code in codes], "Quillshire", you=True)

    assert them == [
        "“Cafés” names them as the person to ask",
        "they answered “Cafés”",
        "they are the contact for how Quillshire uses “Cafés”",
        "Quillshire published “Cafés”",
        "Quillshire uses “Cafés”",
        "Quillshire says it can help with Cafés",
        "Cafés named them as somebody who may know",
        "they may know",
    ]
    assert you[:3] == [
        "“Cafés” names you as the person to ask",
        "you answered “Cafés”",
        "you are the contact for how Quillshire uses “Cafés”",
    ]
    assert you[3:6] == them[3:6]
    assert because([[]], "Quillshire", you=True) == []
