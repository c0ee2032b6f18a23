"""How long each class of records is kept, and what happens to it then.

The titles and the reasons stand in `ccin.journeys.reasons`, under the same keys.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ccin.kernel.workdays import months_after


class Fate(StrEnum):
    DELETED = "deleted"
    EMPTIED = "emptied"  # the row stays, by key and date, without what it says of anybody
    ERASED = "erased"  # as a person who asks for it is


@dataclass(frozen=True, slots=True)
class Keeping:
    """`is_proposal`: the platform's own, until the accountable body has confirmed it."""

    key: str
    months: int
    fate: Fate
    since: date
    is_proposal: bool = True

    def let_go_before(self, today: date) -> date:
        return months_after(today, -self.months)


SINCE = date(2026, 11, 23)

KEPT_FOR: tuple[Keeping, ...] = (
    Keeping("sessions", 0, Fate.DELETED, SINCE, is_proposal=False),
    Keeping("links", 1, Fate.DELETED, SINCE),
    Keeping("last_letters", 1, Fate.DELETED, SINCE),
    Keeping("notices", 6, Fate.DELETED, SINCE),
    Keeping("digests", 6, Fate.DELETED, SINCE),
    Keeping("arrivals", 6, Fate.DELETED, SINCE),
    Keeping("invitations", 6, Fate.EMPTIED, SINCE),
    Keeping("lists", 12, Fate.EMPTIED, SINCE),
    Keeping("letters", 24, Fate.EMPTIED, SINCE),
    Keeping("addressees", 24, Fate.EMPTIED, SINCE),
    Keeping("reaches", 24, Fate.EMPTIED, SINCE),
    Keeping("enquiries", 24, Fate.EMPTIED, SINCE),
    Keeping("applications", 24, Fate.EMPTIED, SINCE),
    Keeping("uses", 24, Fate.DELETED, SINCE),
    Keeping("requests", 36, Fate.EMPTIED, SINCE),
    Keeping("people", 24, Fate.ERASED, SINCE),
    Keeping("accounts", 24, Fate.ERASED, SINCE),
)

# What an application of a body says of the person who wrote it; the rest is about the body.
OF_THE_APPLICANT = ("applicant_name", "applicant_job_title", "applicant_phone")
A_MONTH = 1


def next_run_on(last: date) -> date:
    """Once a month, on the day of the month on which it last ran."""
    return months_after(last, A_MONTH)
