"""Months, periods, what is missing, and the words for social media."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.newsroom.rules.figures import FigureLine, figure_lines
from ccin.newsroom.rules.issues import Gap, Missing, Told, first_day, gaps_in, month_of, next_month
from ccin.newsroom.rules.items import (
    LONGEST_SOCIAL,
    as_words,
    first_sentence,
    in_full,
    place_for,
    shortened,
    social_text,
    with_site,
)

TODAY = date(2026, 11, 23)
ADDRESS = "https://network.example/updates/2026-11/a-repair-cafe/"


def test_a_month_is_read_from_its_address_and_from_nothing_else() -> None:
    assert month_of("2026-11") == date(2026, 11, 1)
    for other in ("2026-13", "2026-1", "26-11", "2026", "november", "2026-1²", "", "2026-11-1"):
        assert month_of(other) is None, other


def test_the_next_issue_is_this_month_s_unless_there_is_one() -> None:
    assert next_month([], TODAY) == date(2026, 11, 1)
    assert next_month([date(2026, 10, 1)], TODAY) == date(2026, 11, 1)
    assert next_month([date(2026, 11, 1), date(2026, 12, 1)], TODAY) == date(2027, 1, 1)


def test_an_issue_begins_where_the_last_one_stopped() -> None:
    assert first_day(date(2026, 10, 20), TODAY) == date(2026, 10, 20)
    assert first_day(date(2026, 12, 1), TODAY) == TODAY
    assert first_day(None, TODAY) == date(2026, 10, 23)


def test_what_is_missing_is_told_in_the_order_of_the_page() -> None:
    bare = Told(7, "A heading", " ")

    assert gaps_in(" ", "", "", []) == [
        Gap(Missing.TITLE),
        Gap(Missing.LETTER),
        Gap(Missing.SIGNATURE),
        Gap(Missing.ITEMS),
    ]
    assert gaps_in("T", "L", "S", [bare]) == [Gap(Missing.WORDS, "A heading", 7)]
    assert gaps_in("T", "L", "S", [Told(7, "A heading", "Words")]) == []


def test_a_new_item_goes_after_its_own_kind_wherever_staff_moved_things() -> None:
    assert place_for([], 1) == 0
    assert place_for([0, 1, 1, 3], 1) == 3
    assert place_for([2, 3], 1) == 0
    assert place_for([3, 1], 1) == 2


def test_what_others_wrote_marks_nothing_up() -> None:
    assert as_words("We  [mend](https://bad.example) *all*\n<b>things</b> `now`") == (
        "We (mend)(https://bad.example) all bthings/b now"
    )
    assert first_sentence("We share power. And more.") == "We share power."
    assert first_sentence("No stop at all") == "No stop at all"
    assert first_sentence("") == ""
    assert len(first_sentence("word " * 100)) <= 240


def test_words_are_cut_at_a_word() -> None:
    assert shortened("One two three", 13) == "One two three"
    assert shortened("One two three", 10) == "One two…"
    assert shortened("Onetwothree", 5) == "Onet…"
    assert shortened("One", 0) == ""


def test_a_text_for_social_media_says_heading_words_and_link() -> None:
    assert social_text("A repair café", "Volunteers mend.", ADDRESS) == (
        f"A repair café. Volunteers mend. {ADDRESS}"
    )
    assert social_text("Who mends?", "", ADDRESS) == f"Who mends? {ADDRESS}"
    assert social_text("Who mends?", "Volunteers.", ADDRESS) == f"Who mends? Volunteers. {ADDRESS}"
    assert social_text("H" * 235, "Words that find no room here.", ADDRESS) == (
        f"{'H' * 235} {ADDRESS}"
    )


@given(st.text(), st.text())
def test_a_text_for_social_media_is_never_too_long_and_ends_with_its_link(
    heading: str, words: str
) -> None:
    made = social_text(heading, words, ADDRESS)

    assert len(made) <= LONGEST_SOCIAL
    assert made.endswith(f" {ADDRESS}")


def test_links_to_the_site_s_own_pages_lead_somewhere_from_a_letter_too() -> None:
    site = "https://network.example"

    assert with_site("See [it](/library/x/), [that](https://other.example/)", site) == (
        "See [it](https://network.example/library/x/), [that](https://other.example/)"
    )
    assert in_full("/a/", site) == "https://network.example/a/"
    assert in_full("https://other.example/", site) == "https://other.example/"
    assert in_full("", site) == ""


def test_figures_are_told_with_their_change() -> None:
    lines = figure_lines({"full": 5, "associate": 2, "citizens": 9}, {"full": 3, "associate": 4})

    assert lines == [
        FigureLine("full", 5, 2),
        FigureLine("associate", 2, -2),
        FigureLine("citizens", 9, None),
    ]
    assert [(line.more, line.fewer) for line in lines] == [(2, 0), (0, 2), (0, 0)]


@pytest.mark.parametrize("heading", ["Already said.", "Really?", "Yes!"])
def test_a_heading_that_ends_itself_gets_no_second_stop(heading: str) -> None:
    assert social_text(heading, "Words.", ADDRESS) == f"{heading} Words. {ADDRESS}"
