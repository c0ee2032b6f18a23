from datetime import UTC, datetime, time, timedelta

import pytest

from ccin.work.rules import Daily, Every, due_after_failure

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_regular_pass_is_due_at_once_and_then_after_its_period() -> None:
    every = Every(5 * MINUTE)

    assert every.first_after(NOON) == NOON
    assert every.next_after(NOON) == NOON + 5 * MINUTE


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-11-23T02:00Z", "2026-11-23T03:10Z"),
        ("2026-11-23T03:10Z", "2026-11-24T03:10Z"),
        ("2026-11-23T23:59Z", "2026-11-24T03:10Z"),
        ("2026-07-01T12:00Z", "2026-07-02T02:10Z"),
        ("2026-07-01T23:30Z", "2026-07-02T02:10Z"),
        ("2027-03-27T12:00Z", "2027-03-28T02:10Z"),
        ("2027-03-28T12:00Z", "2027-03-29T02:10Z"),
    ],
)
def test_a_daily_pass_keeps_to_londons_clock(moment: str, due: str) -> None:
    daily = Daily(time(3, 10))

    assert daily.next_after(datetime.fromisoformat(moment)) == datetime.fromisoformat(due)
    assert daily.first_after(datetime.fromisoformat(moment)) == datetime.fromisoformat(due)


def test_rhythms_are_said_in_words() -> None:
    assert [str(Every(timedelta(seconds=n))) for n in (1, 45, 60, 300, 3600, 7200)] == [
        "every second",
        "every 45 seconds",
        "every minute",
        "every 5 minutes",
        "every hour",
        "every 2 hours",
    ]
    assert str(Daily(time(3, 10))) == "every day at 03:10"


def test_after_failures_a_frequent_pass_waits_at_most_ten_minutes() -> None:
    often = Every(timedelta(seconds=1))

    waits = [due_after_failure(often, failures=n, now=NOON) - NOON for n in (1, 2, 3, 4, 9)]

    assert waits == [MINUTE, 5 * MINUTE, 10 * MINUTE, 10 * MINUTE, 10 * MINUTE]


def test_after_failures_a_daily_pass_waits_longer_but_no_longer_than_the_schedule() -> None:
    daily, late = Daily(time(3, 10)), datetime(2026, 11, 23, 2, 50, tzinfo=UTC)

    waits = [due_after_failure(daily, failures=n, now=NOON) - NOON for n in (1, 2, 3, 4, 9)]

    assert waits == [n * MINUTE for n in (1, 5, 30, 120, 120)]
    assert due_after_failure(daily, failures=4, now=late) == late + 20 * MINUTE
