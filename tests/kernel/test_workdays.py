from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.kernel.workdays import (
    Nation,
    OneOff,
    UnknownYear,
    WorkingCalendar,
    clear_days_between,
    days_after,
    days_beginning_with,
    last_day_for_notice,
    months_after,
    of_nation,
    pcr_2015,
    procurement_act_2023,
)

PCR = pcr_2015()
ACT = procurement_act_2023()
ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = (of_nation(nation) for nation in Nation)
known_days = st.dates(date(2015, 1, 1), date(2028, 9, 30))


@pytest.mark.parametrize(
    ("case", "last_day", "expected"),
    [
        ("PCR 34(16)", PCR.after(date(2025, 12, 19), 10), date(2026, 1, 7)),
        ("PCR 34(17)", PCR.after(date(2025, 12, 19), 15), date(2026, 1, 14)),
        ("PCR 34(25)", PCR.after(date(2026, 4, 2), 5), date(2026, 4, 13)),
        ("PCR 34(11), PA 54(4)", days_after(date(2026, 3, 2), 10), date(2026, 3, 12)),
        ("PCR 34(9)", days_after(date(2026, 1, 5), 30), date(2026, 2, 4)),
        ("PCR 50(5)(b)", days_after(date(2026, 3, 31), 30), date(2026, 4, 30)),
        ("PCR 55(2)", days_after(date(2026, 6, 1), 15), date(2026, 6, 16)),
        ("PA 51(5) Easter", ACT.beginning_with(date(2026, 3, 30), 8), date(2026, 4, 10)),
        ("PA 51(5) 13 July", ACT.beginning_with(date(2026, 7, 8), 8), date(2026, 7, 20)),
        ("PA 53(1)(b)", days_beginning_with(date(2026, 4, 13), 30), date(2026, 5, 12)),
        ("PA 53(1)(a)", days_beginning_with(date(2026, 4, 13), 120), date(2026, 8, 10)),
        ("PA 53(3)(b)", days_beginning_with(date(2026, 4, 13), 90), date(2026, 7, 11)),
        ("PA 59(2)", days_beginning_with(date(2026, 9, 1), 30), date(2026, 9, 30)),
        ("PA 68/88", days_beginning_with(date(2026, 4, 1), 30), date(2026, 4, 30)),
        ("PA 80(1)", days_beginning_with(date(2026, 10, 19), 30), date(2026, 11, 17)),
    ],
)
def test_legal_periods_end_on_the_day_the_law_says(
    case: str, last_day: date, expected: date
) -> None:
    assert last_day == expected, case


def test_a_calendar_of_england_alone_would_miss_the_holiday_of_northern_ireland() -> None:
    assert ENGLAND.beginning_with(date(2026, 7, 8), 8) == date(2026, 7, 17)


@pytest.mark.parametrize(
    ("day", "kept_by"),
    [
        (date(2026, 1, 2), {SCOTLAND}),
        (date(2026, 3, 17), {NORTHERN_IRELAND}),
        (date(2026, 4, 3), {ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND}),
        (date(2026, 4, 6), {ENGLAND, WALES, NORTHERN_IRELAND}),
        (date(2026, 6, 15), {SCOTLAND}),
        (date(2026, 7, 13), {NORTHERN_IRELAND}),
        (date(2026, 8, 3), {SCOTLAND}),
        (date(2026, 8, 31), {ENGLAND, WALES, NORTHERN_IRELAND}),
        (date(2026, 11, 30), {SCOTLAND}),
        (date(2026, 12, 25), {ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND}),
        (date(2026, 12, 28), {ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND}),
        (date(2022, 9, 19), {ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND}),
    ],
)
def test_each_nation_keeps_its_own_holidays(day: date, kept_by: set[WorkingCalendar]) -> None:
    calendars = {ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND}

    assert {each for each in calendars if each.is_holiday(day)} == kept_by
    assert not ACT.is_working_day(day)


def test_weekends_are_not_worked_and_are_no_holidays() -> None:
    saturday = date(2026, 6, 6)

    assert not ENGLAND.is_working_day(saturday)
    assert not ENGLAND.is_holiday(saturday)


def test_a_day_proclaimed_later_counts_for_the_nations_that_keep_it() -> None:
    day = date(2027, 6, 8)
    scottish = OneOff(day, frozenset({Nation.SCOTLAND}))

    assert of_nation(Nation.ENGLAND, [scottish]).is_working_day(day)
    assert not of_nation(Nation.SCOTLAND, [scottish]).is_working_day(day)
    assert not procurement_act_2023([scottish]).is_working_day(day)
    assert not pcr_2015([OneOff(day)]).is_working_day(day)


def test_a_year_whose_holidays_are_not_known_is_refused() -> None:
    with pytest.raises(UnknownYear) as error:
        PCR.after(date(2028, 12, 20), 10)

    assert str(error.value) == (
        "The bank holidays of 2029 are not known yet: they are known up to the end of 2028."
    )
    with pytest.raises(UnknownYear, match="not kept before 1974"):
        PCR.is_working_day(date(1973, 12, 31))


def test_a_period_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        PCR.after(date(2026, 1, 5), 0)
    with pytest.raises(ValueError, match="at least one day"):
        days_beginning_with(date(2026, 1, 5), 0)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 3, 15), 1, date(2026, 4, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_ends_on_the_corresponding_date(start: date, months: int, expected: date) -> None:
    assert months_after(start, months) == expected


def test_an_answer_due_on_a_holiday_is_due_on_the_next_working_day() -> None:
    received = date(2026, 3, 3)

    assert ENGLAND.on_or_after(months_after(received, 1)) == date(2026, 4, 7)
    assert ENGLAND.on_or_after(date(2026, 4, 7)) == date(2026, 4, 7)


def test_clear_days_leave_out_the_day_of_sending_and_the_day_of_meeting() -> None:
    sent, meeting = date(2026, 6, 1), date(2026, 6, 7)

    assert clear_days_between(sent, meeting) == 5
    assert last_day_for_notice(meeting, clear_days=5) == sent
    assert clear_days_between(meeting, meeting) == 0


def test_clear_working_days_leave_out_the_holidays_of_the_nation() -> None:
    meeting = date(2026, 4, 9)

    assert ENGLAND.last_day_for_notice(meeting, clear_days=5) == date(2026, 3, 30)
    assert SCOTLAND.last_day_for_notice(meeting, clear_days=5) == date(2026, 3, 31)
    assert ENGLAND.last_day_for_notice(meeting, clear_days=0) == date(2026, 4, 8)
    assert ENGLAND.clear_days_between(date(2026, 3, 30), meeting) == 5


@given(known_days, st.integers(1, 30))
def test_the_last_day_for_notice_leaves_just_enough(meeting: date, days: int) -> None:
    sent = ENGLAND.last_day_for_notice(meeting, clear_days=days)

    assert ENGLAND.clear_days_between(sent, meeting) == days
    assert ENGLAND.is_working_day(days_after(sent, 1))


@given(known_days, st.integers(1, 40))
def test_a_period_beginning_with_a_working_day_is_one_day_shorter(start: date, days: int) -> None:
    first = ACT.on_or_after(start)

    assert ACT.after(first, days) == ACT.beginning_with(first, days + 1)
    assert ACT.is_working_day(ACT.after(first, days))
