"""When an adopter is asked, and which day of beginning makes sense."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.library.rules.adopting import (
    is_to_be_reminded,
    outcome_due_on,
    problem_with_since,
)

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("since", "problem"),
    [
        (DAY, None),
        (DAY + timedelta(days=1), "in_the_future"),
        (date(2000, 1, 1), None),
        (date(1999, 12, 31), "long_ago"),
    ],
)
def test_a_day_of_beginning_is_past_and_of_this_century(since: date, problem: str | None) -> None:
    assert problem_with_since(since, today=DAY) == problem


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (DAY, date(2027, 11, 23)),
        (date(2026, 3, 1), date(2027, 3, 1)),
        (date(2019, 5, 4), date(2026, 12, 23)),  # in use for long: not before a month has gone
    ],
)
def test_the_outcome_is_due_a_year_after_the_beginning(since: date, due: date) -> None:
    assert outcome_due_on(since, recorded_on=DAY) == due


def test_a_year_after_the_29th_of_february_is_the_first_of_march() -> None:
    assert outcome_due_on(date(2028, 2, 29), recorded_on=date(2028, 2, 29)) == date(2029, 3, 1)


@given(st.dates(date(2000, 1, 1), DAY))
def test_nobody_is_asked_within_a_month_of_recording(since: date) -> None:
    assert outcome_due_on(since, recorded_on=DAY) >= DAY + timedelta(days=30)


def test_whoever_was_asked_is_reminded_once_after_a_month() -> None:
    month_ago, lately = DAY - timedelta(days=30), DAY - timedelta(days=29)

    assert is_to_be_reminded(month_ago, None, today=DAY) is True
    assert is_to_be_reminded(lately, None, today=DAY) is False
    assert is_to_be_reminded(month_ago, DAY, today=DAY) is False
    assert is_to_be_reminded(None, None, today=DAY) is False
