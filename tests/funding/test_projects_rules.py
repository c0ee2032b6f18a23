"""How a project slips, what it is called on a day, and what it lacks before it can be closed."""

from datetime import date, timedelta

import pytest

from ccin.funding.reasons.projects import lack_in_words, slip_in_words, status_in_words
from ccin.funding.rules.projects import (
    Course,
    Due,
    Lack,
    Slip,
    Slipping,
    Status,
    is_late,
    lacks,
    may_remind,
    moved_along,
    report_is_near,
    slippage,
    spread_over,
    status,
    word_is_due,
)
from ccin.funding.states import ProjectState

END = date(2028, 3, 31)
COURSE = Course(
    "in_delivery",
    ends_on=END,
    first_ends_on=END,
    report_due_on=END + timedelta(days=28),
    last_word_on=date(2028, 3, 1),
)


def test_a_project_within_its_days_slips_in_no_way() -> None:
    assert slippage(COURSE, END) == ()
    assert status(COURSE, END) is Status.IN_DELIVERY


def test_a_moved_end_is_shown_for_good_and_late_is_something_else() -> None:
    moved = Course("closed", ends_on=END + timedelta(days=90), first_ends_on=END)

    assert slippage(moved, END) == (Slipping(Slip.MOVED, 90),)
    assert not is_late(moved, END)


def test_an_end_that_came_nearer_is_no_slippage() -> None:
    assert slippage(Course("in_delivery", END, END + timedelta(days=9)), END) == ()


def test_milestones_are_late_from_the_day_after_until_they_are_reached() -> None:
    day = date(2028, 3, 10)
    first, second = Due(day, day), Due(day - timedelta(days=9), day)
    reached = Due(day - timedelta(days=50), day, done_on=day)
    course = Course("in_delivery", milestones=(first, second, reached))

    assert slippage(course, day) == (Slipping(Slip.LATE_MILESTONES, 9),)
    assert slippage(course, day + timedelta(days=1)) == (Slipping(Slip.LATE_MILESTONES, 10, 2),)


def test_silence_counts_after_four_months_and_only_while_it_is_in_delivery() -> None:
    said = date(2028, 1, 1)
    silent = Course("in_delivery", last_word_on=said)

    assert slippage(silent, said + timedelta(days=122)) == ()
    assert slippage(silent, said + timedelta(days=123)) == (Slipping(Slip.SILENT, 123),)
    assert slippage(Course("agreed", last_word_on=said), said + timedelta(days=900)) == ()


def test_a_report_is_due_after_the_end_and_overdue_after_its_day() -> None:
    assert status(COURSE, END + timedelta(days=1)) is Status.REPORT_DUE
    assert status(COURSE, END + timedelta(days=29)) is Status.REPORT_OVERDUE
    late = slippage(COURSE, END + timedelta(days=30))
    assert late == (Slipping(Slip.REPORT_OVERDUE, 2),)
    assert is_late(COURSE, END + timedelta(days=30))


def test_an_extended_project_is_called_so_while_it_runs() -> None:
    assert status(Course("in_delivery", END + timedelta(days=1), END), END) is Status.EXTENDED


@pytest.mark.parametrize("state", ProjectState.values)
def test_each_state_has_a_status_in_words(state: str) -> None:
    assert status_in_words(status(Course(state), END))


@pytest.mark.parametrize("found", Status)
def test_each_status_has_words(found: Status) -> None:
    assert status_in_words(found)


@pytest.mark.parametrize("slip", Slip)
def test_each_way_of_slipping_says_by_how_many_days(slip: Slip) -> None:
    assert "12" in slip_in_words(slip, 12, 3)


@pytest.mark.parametrize("lack", Lack)
def test_each_lack_is_a_sentence(lack: Lack) -> None:
    assert lack_in_words(lack).endswith(".")


def test_a_word_is_asked_for_every_quarter() -> None:
    said = date(2028, 1, 1)
    course = Course("in_delivery", last_word_on=said)

    assert not word_is_due(course, said + timedelta(days=90))
    assert word_is_due(course, said + timedelta(days=91))
    assert not word_is_due(Course("reported", last_word_on=said), said + timedelta(days=91))


def test_the_report_is_asked_for_thirty_days_before_its_day() -> None:
    due = END + timedelta(days=28)

    assert not report_is_near(COURSE, due - timedelta(days=31))
    assert report_is_near(COURSE, due - timedelta(days=30))
    assert not report_is_near(Course("in_delivery"), due)


def test_nobody_is_reminded_twice_within_four_weeks() -> None:
    assert may_remind(None, END)
    assert not may_remind(END, END + timedelta(days=27))
    assert may_remind(END, END + timedelta(days=28))


def test_what_is_lacking_is_named_in_the_order_in_which_it_comes() -> None:
    assert lacks("reported", is_for_others=False) == (
        Lack.ACCEPTANCE,
        Lack.PUBLICATION,
        Lack.FOR_OTHERS,
    )
    assert lacks("agreed", is_for_others=True)[0] is Lack.AGREEMENT
    assert lacks("published", is_for_others=True) == ()
    assert lacks("closed", is_for_others=True) == ()


def test_the_reports_day_keeps_its_distance_from_the_end() -> None:
    later = END + timedelta(days=60)

    assert moved_along(END + timedelta(days=28), END, later) == later + timedelta(days=28)
    assert moved_along(None, END, later) is None
    assert moved_along(END, None, later) == END


def test_days_are_spread_evenly_and_the_end_is_left_out() -> None:
    start = date(2028, 1, 1)

    assert spread_over(start, start + timedelta(days=30), 2) == [
        start + timedelta(days=10),
        start + timedelta(days=20),
    ]
    assert spread_over(start, start, 0) == []
