"""Who holds the pen: one person at a time, for a quarter of an hour from the last save."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Lease:
    """As a text has it; without a holder nobody writes, and one that is over binds nobody."""

    holder: str
    until: datetime | None

    def is_running(self, now: datetime) -> bool:
        return bool(self.holder) and self.until is not None and self.until > now

    def keeps_out(self, key: str, now: datetime) -> bool:
        return self.is_running(now) and self.holder != key
