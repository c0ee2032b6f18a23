"""What may be kept of what somebody typed into the search, and for how long."""

import re
import unicodedata
from datetime import date, timedelta

LONGEST = 100
READ_AT_MOST = 400
KEPT_FOR_MONTHS = 24  # the network's proposal

_ADDRESS = re.compile(r"\S*@\S*")
_DIGITS = re.compile(r"\+?\(?\d(?:[\s().+/-]{0,3}\d)*")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[\s/-]{1,3}(?:(?:19|20)\d\d|\d\d))*")
_DIGITS_OF_NOBODY = 5  # a year, a sum, a number of residents; a telephone number has more


def words_kept(words: str) -> str:
    """Words of a search as they are kept: lower case, at most 100 characters, and nothing in them
    by which somebody could be reached: no e-mail address, no telephone or other long number."""
    plain = unicodedata.normalize("NFKC", words[:READ_AT_MOST]).lower()
    plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in plain)
    plain = _ADDRESS.sub("[e-mail]", plain)
    plain = _DIGITS.sub(_without_number, plain)
    return " ".join(plain.split())[:LONGEST].strip()


def _without_number(found: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, found[0]))
    is_kept = digits <= _DIGITS_OF_NOBODY or _YEARS.fullmatch(found[0])
    return found[0] if is_kept else "[number]"


def kept_since(day: date) -> date:
    """The first day whose uses are kept: 24 months ago."""
    years, month = divmod(day.year * 12 + day.month - 1 - KEPT_FOR_MONTHS, 12)
    return date(years, month + 1, 1)


# How far back the page of use looks, in days.
PERIODS = {"month": 30, "quarter": 91, "year": 365, "all": 731}
UNREAD_FOR = timedelta(days=365)


def period_begins(period: str, *, today: date) -> date:
    return today - timedelta(days=PERIODS[period])


def unread_since(today: date, counted_since: date | None) -> date | None:
    """The day since which nobody read it, to be called stale; none while use has not been counted
    for that long, since then nobody knows."""
    begins = today - UNREAD_FOR
    return begins if counted_since and counted_since <= begins else None
