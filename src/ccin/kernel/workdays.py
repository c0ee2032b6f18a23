"""Working days and legal periods of the four nations of the UK.

Bank holidays come from the `holidays` package. A one-off day proclaimed after its release is passed
in as a value; a day in a year whose holidays are not known yet is refused, not guessed.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays

# The years for which bank holidays are settled: later ones may gain a day.
FIRST_KNOWN_YEAR = 1974
LAST_KNOWN_YEAR = 2028

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class UnknownYear(ValueError):
    """The bank holidays of that year are not known; `str(e)` says so to a person."""


class Nation(StrEnum):
    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


_SUBDIVISION = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@dataclass(frozen=True, slots=True)
class OneOff:
    """A holiday proclaimed once, and the nations that keep it."""

    day: date
    nations: frozenset[Nation] = frozenset(Nation)


@lru_cache(maxsize=256)
def _bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    found = holidays.country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year, expand=False)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days that are neither weekend nor holiday in any of the nations.

    All of these lists hold Good Friday and Christmas Day, which are holidays at common law in
    England, Wales and Northern Ireland and not by the Act of 1971.
    """

    nations: frozenset[Nation]
    extra: frozenset[OneOff] = frozenset()
    last_known_year: int = LAST_KNOWN_YEAR

    def is_holiday(self, day: date) -> bool:
        """Whether any of the nations keeps it as a bank holiday; a mere weekend is none."""
        if not FIRST_KNOWN_YEAR <= day.year <= self.last_known_year:
            raise UnknownYear(
                f"The bank holidays of {day.year} are not known yet: they are known up to the end "
                f"of {self.last_known_year}."
                if day.year > self.last_known_year
                else f"Working days are not kept before {FIRST_KNOWN_YEAR}."
            )
        if any(day in _bank_holidays(nation, day.year) for nation in self.nations):
            return True
        return any(one.day == day and one.nations & self.nations for one in self.extra)

    def is_working_day(self, day: date) -> bool:
        return not self.is_holiday(day) and day.weekday() < SATURDAY

    def after(self, start: date, days: int) -> date:
        """The last of so many working days after an event: its own day is not counted."""
        return self._walk(start, days, ONE_DAY)

    def beginning_with(self, start: date, days: int) -> date:
        """The last of so many working days of which the first is `start`, if it is one itself."""
        return self._walk(start - ONE_DAY, days, ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return self._walk(day - ONE_DAY, 1, ONE_DAY)

    def clear_days_between(self, sent: date, meeting: date) -> int:
        """Clear working days: neither the day of sending nor the day of meeting counts."""
        return sum(self.is_working_day(day) for day in _days_between(sent, meeting))

    def last_day_for_notice(self, meeting: date, *, clear_days: int) -> date:
        """The latest day on which notice still leaves so many clear working days."""
        if not clear_days:
            return meeting - ONE_DAY
        return self._walk(meeting, clear_days, -ONE_DAY) - ONE_DAY

    def _walk(self, start: date, days: int, step: timedelta) -> date:
        if days < 1:
            raise ValueError("a period has at least one day")
        day = start
        while days:
            day += step
            days -= self.is_working_day(day)
        return day


def of_nation(nation: Nation, extra: Iterable[OneOff] = ()) -> WorkingCalendar:
    return WorkingCalendar(frozenset({nation}), frozenset(extra))


def pcr_2015(extra: Iterable[OneOff] = ()) -> WorkingCalendar:
    """Public Contracts Regulations 2015: bank holidays of England, Good Friday, Christmas."""
    return of_nation(Nation.ENGLAND, extra)


def procurement_act_2023(extra: Iterable[OneOff] = ()) -> WorkingCalendar:
    """Procurement Act 2023, s. 123: no bank holiday in any part of the United Kingdom."""
    return WorkingCalendar(frozenset(Nation), frozenset(extra))


def days_after(start: date, days: int) -> date:
    """The last of so many calendar days after an event: its own day is not counted."""
    return start + timedelta(days=days)


def days_beginning_with(start: date, days: int) -> date:
    """The last of so many calendar days of which the first is `start` itself."""
    if days < 1:
        raise ValueError("a period has at least one day")
    return start + timedelta(days=days - 1)


def months_after(start: date, months: int) -> date:
    """The corresponding date; a shorter month has it on its last day."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def clear_days_between(sent: date, meeting: date) -> int:
    """Clear days: neither the day of sending nor the day of meeting counts."""
    return max((meeting - sent).days - 1, 0)


def last_day_for_notice(meeting: date, *, clear_days: int) -> date:
    """The latest day on which notice still leaves so many clear days."""
    return meeting - timedelta(days=clear_days + 1)


def _days_between(sent: date, meeting: date) -> Iterable[date]:
    return (sent + timedelta(days=n) for n in range(1, (meeting - sent).days))
