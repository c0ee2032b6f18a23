"""By when a request about data is answered: every edge of the calendar."""

from datetime import date

import pytest

from ccin.journeys.rules.clock import Clock, acknowledged_by, days_stood_still
from ccin.kernel.workdays import Nation, of_nation

working = of_nation(Nation.ENGLAND).on_or_after


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2026, 11, 3), date(2026, 12, 3)),
        (date(2027, 1, 31), date(2027, 3, 1)),  # no 31 February; the 28th is a Sunday
        (date(2025, 1, 31), date(2025, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),  # a leap year
        (date(2028, 1, 29), date(2028, 2, 29)),
        (date(2025, 11, 25), date(2025, 12, 29)),  # Christmas, Boxing Day, a weekend
        (date(2025, 12, 1), date(2026, 1, 2)),  # New Year’s Day
        (date(2026, 3, 3), date(2026, 4, 7)),  # Good Friday to Easter Monday
        (date(2026, 2, 28), date(2026, 3, 30)),  # a Saturday; the clocks change on the 29th
        (date(2026, 9, 25), date(2026, 10, 26)),  # the clocks change on the day it would be due
        (date(2026, 12, 31), date(2027, 2, 1)),
    ],
)
def test_an_answer_is_due_on_the_corresponding_working_day(received: date, due: date) -> None:
    assert Clock(received).due_on(working) == due


def test_two_more_months_count_from_the_day_of_receipt() -> None:
    clock = Clock(date(2026, 11, 30), is_extended=True)

    assert clock.due_on(working) == date(2027, 3, 1)  # 28 February is a Sunday
    assert clock.told_by(working) == date(2026, 12, 30)


def test_days_on_which_the_clock_stood_still_are_added_before_a_working_day_is_looked_for() -> None:
    still = days_stood_still(date(2026, 11, 10), date(2026, 11, 12))

    assert Clock(date(2026, 11, 3), still).due_on(working) == date(2026, 12, 7)
    assert days_stood_still(date(2026, 11, 10), date(2026, 11, 10)) == 0


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 6, 19), date(2026, 7, 18)),
        (date(2027, 1, 31), date(2027, 3, 1)),
        (date(2028, 2, 1), date(2028, 3, 1)),
    ],
)
def test_a_complaint_is_acknowledged_within_thirty_days_that_begin_with_its_own(
    received: date, last: date
) -> None:
    assert acknowledged_by(received) == last
