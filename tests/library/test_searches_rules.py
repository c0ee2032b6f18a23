"""What is kept of a search, and how often its owner is written to."""

from datetime import date

import pytest

from ccin.library.rules.searches import filters_in, may_be_told, name_for, one_line

DAY = date(2026, 11, 23)


def test_words_become_one_line_without_controls() -> None:
    assert one_line(" damp\x00 homes\n now ") == "damp homes now"


def test_facets_are_kept_in_a_lasting_order_and_nothing_else_is() -> None:
    given = {
        "theme": ["Housing", "Energy", "Housing", " "],
        "q": ["damp"],
        "page": ["2"],
        "csrfmiddlewaretoken": ["x"],
        "Bad Name": ["x"],
        "year": ["2025"],
    }

    assert filters_in(given) == {"theme": ["Energy", "Housing"], "year": ["2025"]}


def test_a_flood_of_facets_is_cut() -> None:
    given = {f"f_{chr(97 + each)}": [f"{n:02}" * 250 for n in range(50)] for each in range(20)}

    kept = filters_in(given)

    assert len(kept) == 10
    assert {len(values) for values in kept.values()} == {20}
    assert max(len(value) for values in kept.values() for value in values) == 100


@pytest.mark.parametrize(
    ("words", "filters", "name"),
    [
        ("damp homes", {}, "damp homes"),
        ("damp", {"theme": ["housing"], "year": ["2025"]}, "damp, housing, 2025"),
        ("", {"theme": ["housing"]}, "housing"),
        ("d" * 200, {}, "d" * 120),
    ],
)
def test_it_is_called_by_what_it_asks_for(words: str, filters: dict, name: str) -> None:
    assert name_for(words, filters) == name


def test_a_letter_goes_once_a_week_at_most() -> None:
    assert may_be_told(None, today=DAY) is True
    assert may_be_told(date(2026, 11, 16), today=DAY) is True
    assert may_be_told(date(2026, 11, 17), today=DAY) is False
