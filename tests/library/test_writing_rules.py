"""How plain a text is, what is missing from a resource, and where a heading belongs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.library.rules.acceptance import Answer, Gap, Stated, Why, gap_in_answer, gaps_in
from ccin.library.rules.readability import (
    Measure,
    Plainness,
    is_address_only,
    measured,
    syllables_in,
)
from ccin.library.rules.sorting import suggested

PLAIN_WORDS = "We asked people what they throw away. They told us. Then we mended it. " * 3
LONG_WORDS = "We asked people what they throw away and they told us and then we did it " * 6
HARD_WORDS = (
    "Organisational transformation necessitates multidisciplinary operationalisation. "
    "Intersectoral collaboration facilitates institutional accountability considerably. "
) * 3
WHOLE = Stated(
    is_case_study=True,
    summary="Volunteers mend what neighbours bring.",
    answers=[Answer("problem", "What was the problem?", PLAIN_WORDS)],
    evidence_level="1_told",
    year=2025,
    this_year=2026,
    principles=1,
    has_contact=True,
)


def test_words_sentences_and_the_longest_are_counted() -> None:
    assert measured("We mended it. It works!\n\n- A list") == Measure(7, 3, 8, 3)


def test_marks_and_addresses_are_no_words() -> None:
    found = measured("## Costs\n\nSee [the report](https://x.example) or https://y.example.")

    assert found.words == 5


@pytest.mark.parametrize(
    ("words", "plainness"),
    [
        ("", Plainness.TOO_SHORT),
        ("We mended it.", Plainness.TOO_SHORT),
        (PLAIN_WORDS, Plainness.PLAIN),
        (LONG_WORDS, Plainness.HARD),
        (HARD_WORDS, Plainness.HARD),
        (
            "We asked people what they throw away and they told us all of it, and then "
            "we did what they said. " * 3,
            Plainness.FAIR,
        ),
    ],
)
def test_long_sentences_and_long_words_are_hard_to_read(words: str, plainness: str) -> None:
    assert measured(words).plainness is plainness


def test_nothing_is_easy_to_read() -> None:
    assert (measured("").ease, measured("").words_a_sentence) == (100, 0)


@given(st.text())
def test_any_text_can_be_measured(words: str) -> None:
    found = measured(words)

    assert 0 <= found.ease <= 100
    assert found.sentences <= found.words <= found.syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("made", 1), ("table", 2), ("council", 2), ("the", 1), ("rhythm", 1), ("BBC", 1), ("tree", 1)],
)
def test_syllables_are_groups_of_vowels(word: str, syllables: int) -> None:
    assert syllables_in(word) == syllables


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("https://council.example/report", True),
        ("[the report](https://council.example)", True),
        ("See https://council.example", False),
        ("", False),
    ],
)
def test_an_answer_by_address_alone_is_none(words: str, is_one: bool) -> None:
    assert is_address_only(words) is is_one


def test_a_whole_case_study_lacks_nothing() -> None:
    assert gaps_in(WHOLE) == []


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"summary": " "}, Gap("complete", Why.NO_SUMMARY)),
        ({"year": None}, Gap("implemented", Why.NO_YEAR)),
        ({"year": 2027}, Gap("implemented", Why.YEAR_TO_COME)),
        ({"evidence_level": ""}, Gap("evidence", Why.NO_LEVEL)),
        ({"principles": 0}, Gap("evidence", Why.NO_PRINCIPLE)),
        ({"has_contact": False}, Gap("contact", Why.NO_CONTACT)),
        ({"contact_left": True}, Gap("contact", Why.CONTACT_LEFT)),
        ({"answers": [Answer("", "Costs", "")]}, Gap("complete", Why.EMPTY, "Costs")),
        ({"answers": [Answer("", "Costs", "Little.")]}, Gap("complete", Why.FEW_WORDS, "Costs")),
        (
            {"answers": [Answer("", "Costs", "https://x.example")]},
            Gap("complete", Why.LINK_ONLY, "Costs"),
        ),
        (
            {"answers": [Answer("", "A", PLAIN_WORDS), Answer("", "B", f" {PLAIN_WORDS}")]},
            Gap("complete", Why.SAME_AS_ANOTHER, "B"),
        ),
        ({"answers": [Answer("", "A", HARD_WORDS)]}, Gap("plain", Why.HARD_TO_READ, "A")),
    ],
)
def test_each_thing_that_is_missing_is_named(changed: dict[str, object], gap: Gap) -> None:
    assert gaps_in(replace(WHOLE, **changed)) == [gap]  # type: ignore[arg-type]


def test_a_report_with_a_file_need_not_answer_each_question() -> None:
    report = replace(
        WHOLE, is_case_study=False, answers=[Answer("about", "What is it?", "")], evidence_level=""
    )

    assert gaps_in(report) == [Gap("complete", Why.EMPTY, "What is it?")]
    assert gaps_in(replace(report, has_file_or_link=True)) == []


def test_an_answer_that_says_enough_has_no_gap() -> None:
    assert gap_in_answer(Answer("problem", "What was the problem?", PLAIN_WORDS)) is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("1. Background", "problem"),
        ("Financial implications", "cost"),
        ("What we did", "done"),
        ("Outcomes and impact", "changed"),
        ("Lessons learned", "wrong"),
        ("Evaluation", "known"),
        ("Recommendations", "again"),
        ("Partners", "by_whom"),
        ("Appendix", ""),
    ],
)
def test_a_heading_is_proposed_for_the_question_it_answers(heading: str, name: str) -> None:
    assert suggested(heading) == name
