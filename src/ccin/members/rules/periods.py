"""Periods of days, and when two of them meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a last day, both included; no last day means that it goes on."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        begins_in_time = other.ends_on is None or self.starts_on <= other.ends_on
        return begins_in_time and (self.ends_on is None or other.starts_on <= self.ends_on)


def first_overlap(period: Period, others: Iterable[Period]) -> Period | None:
    """The earliest of the others that shares a day with this period."""
    shared = [other for other in others if period.overlaps(other)]
    return min(shared, key=lambda other: other.starts_on, default=None)
