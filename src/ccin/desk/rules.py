"""When a date of the network's year falls, worked out from its rule: plain values, no clock."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

YEARLY, IN_MONTH, MAY_ELECTIONS, BESIDE, ONCE = (
    "yearly",
    "in_month",
    "may_elections",
    "beside",
    "once",
)


@dataclass(frozen=True, slots=True)
class When:
    """The days on which something can be done: one day, or the days of a month."""

    first: date
    last: date

    def moved(self, days: int) -> "When":
        return When(self.first + timedelta(days), self.last + timedelta(days))


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` after the `anchor`, before it if negative; `every` so many years from `since` on."""

    kind: str
    month: int = 1
    day: int = 1
    on: date | None = None
    days: int = 0
    anchor: "Rule | None" = None
    every: int = 1
    since: int = 0


def election_day(year: int) -> date:
    """The ordinary day of local elections in England: the first Thursday in May.

    Representation of the People Act 1983, section 37.
    """
    first = date(year, 5, 1)
    return first + timedelta((calendar.THURSDAY - first.weekday()) % 7)


def falls(rule: Rule, first: date, last: date) -> Iterator[When]:
    """Every time that it falls between two days, both included, in order."""
    if rule.kind == ONCE:
        if rule.on is not None and first <= rule.on <= last:
            yield When(rule.on, rule.on)
        return
    if rule.kind == BESIDE:
        if rule.anchor is not None:
            back = timedelta(rule.days)
            for when in falls(rule.anchor, first - back, last - back):
                yield when.moved(rule.days)
        return
    for year in range(first.year, last.year + 1):
        when = _in_year(rule, year)
        if _is_due(rule, year) and when.first <= last and when.last >= first:
            yield when


def _is_due(rule: Rule, year: int) -> bool:
    return year >= rule.since and (year - rule.since) % rule.every == 0


def _in_year(rule: Rule, year: int) -> When:
    """A day that the month lacks in that year (29 February) is the month's last."""
    if rule.kind == MAY_ELECTIONS:
        day = election_day(year)
        return When(day, day)
    length = calendar.monthrange(year, rule.month)[1]
    if rule.kind == IN_MONTH:
        return When(date(year, rule.month, 1), date(year, rule.month, length))
    day = date(year, rule.month, min(rule.day, length))
    return When(day, day)
