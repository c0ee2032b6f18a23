"""When an adopter is asked what came of it, and what a day of beginning may be."""

from datetime import date, timedelta
from enum import StrEnum

# All of these are the network's proposal.
AT_THE_EARLIEST = timedelta(days=30)  # after it was recorded, however long it has been in use
REMIND_AFTER = timedelta(days=30)
ANSWER_WITHIN = timedelta(days=30)


class SinceProblem(StrEnum):
    IN_THE_FUTURE = "in_the_future"
    LONG_AGO = "long_ago"


EARLIEST = date(2000, 1, 1)


def problem_with_since(since: date, *, today: date) -> SinceProblem | None:
    if since > today:
        return SinceProblem.IN_THE_FUTURE
    return SinceProblem.LONG_AGO if since < EARLIEST else None


def outcome_due_on(since: date, *, recorded_on: date) -> date:
    """A year after it was taken up, though not before a month has gone since it was recorded."""
    return max(_a_year_after(since), recorded_on + AT_THE_EARLIEST)


def _a_year_after(day: date) -> date:
    """The same day of the next year; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def is_to_be_reminded(asked_on: date | None, reminded_on: date | None, *, today: date) -> bool:
    """Once, a month after the letter that asked."""
    return bool(asked_on and not reminded_on and asked_on + REMIND_AFTER <= today)
