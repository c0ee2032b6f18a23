"""When a pass is due, and when again after it failed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ccin.kernel.clock import LONDON
from ccin.kernel.retries import WAITS, wait_after

ONE_DAY = timedelta(days=1)
SILENT_AFTER = timedelta(seconds=60)  # a worker that has said nothing for so long is gone
LONGEST_PAUSE = timedelta(minutes=10)  # after failures, of a pass that is due more often


@dataclass(frozen=True, slots=True)
class Every:
    period: timedelta

    def next_after(self, moment: datetime) -> datetime:
        return moment + self.period

    def first_after(self, moment: datetime) -> datetime:
        return moment

    def __str__(self) -> str:
        seconds = int(self.period.total_seconds())
        sizes = ((3600, "hour"), (60, "minute"), (1, "second"))
        size, word = next(each for each in sizes if seconds % each[0] == 0)
        count = seconds // size
        return f"every {word}" if count == 1 else f"every {count} {word}s"


@dataclass(frozen=True, slots=True)
class Daily:
    """At one time of the London day, winter and summer."""

    at: time

    def next_after(self, moment: datetime) -> datetime:
        day = moment.astimezone(LONDON).date()
        due = datetime.combine(day, self.at, LONDON)
        return due if due > moment else datetime.combine(day + ONE_DAY, self.at, LONDON)

    def first_after(self, moment: datetime) -> datetime:
        return self.next_after(moment)

    def __str__(self) -> str:
        return f"every day at {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Pass:
    """One line of the schedule: a task that picks what is due and calls operations on it.

    The task takes an Actor named after the pass and `tell` for its progress, and returns in words
    what it did, or nothing. It is run again after any interruption, so it must bear that.
    `waiting` is a cheap look whether there is anything to do; without it the task runs each time.
    A long pass runs beside the others, which do not wait for it.
    """

    name: str
    title: str
    task: Callable[..., str]
    when: Every | Daily
    waiting: Callable[[], bool] | None = None
    long: bool = False


def due_after_failure(when: Every | Daily, *, failures: int, now: datetime) -> datetime:
    """Later and later, but no later than the schedule says or, if that is soon, in ten minutes."""
    pause = wait_after(failures) or WAITS[-1]
    return min(now + pause, max(when.next_after(now), now + LONGEST_PAUSE))
