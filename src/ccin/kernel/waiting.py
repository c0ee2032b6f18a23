"""What waits for somebody: each room lists its own, the desk shows them together."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do, in words that begin with a verb, and the page where it is done."""

    what: str
    address: str
    since: date
    due_on: date | None = None

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today
