"""By when somebody who asks about their data is answered, worked out from plain days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ccin.kernel.workdays import days_beginning_with, months_after

MONTHS = 1  # UK GDPR Art. 12(3)
MORE_MONTHS = 2  # where it is complex, and the person was told so within the first
ACKNOWLEDGED_WITHIN = 30  # days, of a complaint: DPA 2018 s. 164A

OnOrAfter = Callable[[date], date]  # the day itself if it is a working day, else the next one


@dataclass(frozen=True, slots=True)
class Clock:
    """Runs from the day of receipt; it stood still on `paused_days` while the person was asked."""

    received_on: date
    paused_days: int = 0
    is_extended: bool = False

    def due_on(self, working: OnOrAfter) -> date:
        """The corresponding day of the month, or the last of a shorter one; on a weekend or a
        holiday the next working day."""
        return self._after(MONTHS + MORE_MONTHS * self.is_extended, working)

    def told_by(self, working: OnOrAfter) -> date:
        """The last day on which the person may be told that it takes longer."""
        return self._after(MONTHS, working)

    def _after(self, months: int, working: OnOrAfter) -> date:
        day = months_after(self.received_on, months)
        return working(day + timedelta(days=self.paused_days))


def acknowledged_by(received_on: date) -> date:
    """The period of 30 days begins with the day of receipt, and no holiday makes it longer."""
    return days_beginning_with(received_on, ACKNOWLEDGED_WITHIN)


def days_stood_still(paused_on: date, heard_on: date) -> int:
    return max((heard_on - paused_on).days, 0)
