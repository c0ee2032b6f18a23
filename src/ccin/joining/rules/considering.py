"""Plain reckoning for applications: distances and differences, no clock, no queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.8
# Proposals of ours: the network has published none of these (docs/sources.md).
WORTH_ASKING = Fraction(1, 10)  # a stated figure this far from the register's is pointed out
NUDGE_AGAIN_AFTER = timedelta(days=7)
REMIND_BEFORE = timedelta(days=14)
VOTED_CONDITIONS_RUN = timedelta(days=90)
LAPSES_AFTER_REMINDER = timedelta(days=7)


def miles_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies, between two places given by latitude and longitude."""
    (lat, long), (lat2, long2) = one, other
    across, along = radians(lat2 - lat) / 2, radians(long2 - long) / 2
    chord = sin(across) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(along) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, chord)))


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a stated figure lies from the register's, in whole per cent of the register's."""

    stated: int
    known: int

    @property
    def per_cent(self) -> int:
        if not self.known:
            return 0
        return round(Fraction(self.stated - self.known, self.known) * 100)

    @property
    def is_worth_asking(self) -> bool:
        return bool(self.known) and abs(self.stated - self.known) >= WORTH_ASKING * self.known


def may_nudge(last: date | None, on: date) -> bool:
    return last is None or last + NUDGE_AGAIN_AFTER <= on


def is_to_be_reminded(due_on: date, reminded_on: date | None, on: date) -> bool:
    return reminded_on is None and due_on - REMIND_BEFORE <= on


def has_lapsed(due_on: date, reminded_on: date | None, on: date) -> bool:
    """The day is over, and whoever should have met the condition was reminded a week before."""
    return due_on < on and reminded_on is not None and reminded_on + LAPSES_AFTER_REMINDER <= on
