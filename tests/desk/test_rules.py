from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ccin.desk.rules import (
    BESIDE,
    IN_MONTH,
    MAY_ELECTIONS,
    ONCE,
    YEARLY,
    Rule,
    When,
    election_day,
    falls,
)
from ccin.desk.states import RuleKind


def test_the_rules_know_every_kind_that_staff_can_choose() -> None:
    assert set(RuleKind.values) == {YEARLY, IN_MONTH, MAY_ELECTIONS, BESIDE, ONCE}


FIRST, LAST = date(2026, 11, 23), date(2027, 11, 22)


def days(rule: Rule, first: date = FIRST, last: date = LAST) -> list[date]:
    return [when.first for when in falls(rule, first, last)]


@pytest.mark.parametrize(
    ("year", "day"),
    [(2021, 6), (2022, 5), (2023, 4), (2024, 2), (2025, 1), (2026, 7), (2027, 6)],
)
def test_local_elections_are_on_the_first_thursday_in_may(year: int, day: int) -> None:
    assert election_day(year) == date(year, 5, day)


@given(some.integers(min_value=1900, max_value=2200))
def test_election_day_is_always_a_thursday_of_the_first_week(year: int) -> None:
    day = election_day(year)

    assert (day.weekday(), day.month) == (3, 5)
    assert day.day <= 7


def test_a_yearly_date_falls_once_a_year() -> None:
    assert days(Rule(YEARLY, month=8, day=1)) == [date(2027, 8, 1)]


def test_a_date_in_a_month_has_all_of_its_days() -> None:
    assert list(falls(Rule(IN_MONTH, month=9), FIRST, LAST)) == [
        When(date(2027, 9, 1), date(2027, 9, 30))
    ]


def test_a_month_that_has_begun_still_counts() -> None:
    assert days(Rule(IN_MONTH, month=11)) == [date(2026, 11, 1), date(2027, 11, 1)]


def test_a_day_that_the_month_lacks_is_its_last() -> None:
    assert days(Rule(YEARLY, month=2, day=29)) == [date(2027, 2, 28)]


def test_a_date_hangs_on_another_across_the_turn_of_the_year() -> None:
    year_begins = Rule(YEARLY, month=1, day=3)

    assert days(Rule(BESIDE, days=-28, anchor=year_begins)) == [date(2026, 12, 6)]
    assert days(Rule(BESIDE, days=14, anchor=Rule(MAY_ELECTIONS))) == [date(2027, 5, 20)]


def test_a_date_without_its_anchor_never_falls() -> None:
    assert days(Rule(BESIDE, days=3)) == []


def test_some_dates_do_not_fall_every_year() -> None:
    every_five = Rule(IN_MONTH, month=4, every=5, since=2014)

    assert days(every_five, date(2020, 1, 1), date(2036, 1, 1)) == [
        date(2024, 4, 1),
        date(2029, 4, 1),
        date(2034, 4, 1),
    ]
    assert days(Rule(YEARLY, month=4, since=2040)) == []


def test_a_date_that_falls_once_falls_on_its_day() -> None:
    assert days(Rule(ONCE, on=date(2027, 4, 1))) == [date(2027, 4, 1)]
    assert days(Rule(ONCE, on=date(2029, 2, 23))) == []


@given(some.integers(1, 12), some.integers(1, 31), some.integers(-366, 366))
def test_what_hangs_on_a_date_falls_as_often_as_the_date(month: int, day: int, apart: int) -> None:
    anchor = Rule(YEARLY, month=month, day=day)
    back = timedelta(apart)

    followed = days(Rule(BESIDE, days=apart, anchor=anchor))

    assert followed == [each + back for each in days(anchor, FIRST - back, LAST - back)]
