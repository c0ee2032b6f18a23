"""How much may be granted: never more than was asked, and not more than is left of the budget.

All amounts are pence. The order in which problems are named is that in which they are put right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum


@dataclass(frozen=True, slots=True)
class Purse:
    """What a strand has to give, and what of it has been granted. Without a budget there is no
    limit to the sum; that is how a past or an off-cycle strand may be."""

    budget: int | None
    granted: int

    @property
    def left(self) -> int | None:
        """Nothing, where more was granted than there was."""
        return None if self.budget is None else max(self.budget - self.granted, 0)

    @property
    def is_exceeded(self) -> bool:
        return self.budget is not None and self.granted > self.budget

    def holds(self, amount: int) -> bool:
        return self.budget is None or self.granted + amount <= self.budget


class Problem(StrEnum):
    """Why an amount cannot be granted as it is."""

    NOTHING = "nothing"
    NOTHING_ASKED = "nothing_asked"
    MORE_THAN_ASKED = "more_than_asked"
    ABOVE_CAP = "above_cap"
    ABOVE_LEFT = "above_left"


def problem_with(
    amount: int, *, ask: int | None, cap: int | None, purse: Purse, overridden: bool
) -> Problem | None:
    """A bid that asks for nothing, because a sponsor pays for all of it, is granted nothing; every
    other one a penny at least. An override lifts the budget of the strand, and nothing else."""
    if ask is None:
        return Problem.NOTHING_ASKED
    if amount == 0 and ask > 0:
        return Problem.NOTHING
    if amount > ask:
        return Problem.MORE_THAN_ASKED
    if cap is not None and amount > cap:
        return Problem.ABOVE_CAP
    return None if overridden or purse.holds(amount) else Problem.ABOVE_LEFT


class Standing(Enum):
    """How the letter about a bid stands, where something was decided."""

    TO_WRITE = "to_write"  # who is refused is told why
    WRITTEN = "written"
    STALE = "stale"  # the bid was returned after it was drafted
    SENT = "sent"


def standing_of(*, funded: bool, feedback: str, is_stale: bool, told: bool) -> Standing:
    """A funded bid's letter needs no words beside the decision; one that was refused does."""
    if told:
        return Standing.SENT
    if is_stale:
        return Standing.STALE
    return Standing.WRITTEN if funded or feedback.strip() else Standing.TO_WRITE


def may_send(standings: Sequence[Standing], *, undecided: int, left_out: bool) -> bool:
    """Everybody of a strand learns together, unless the undecided are left out with a word."""
    ready = all(each in {Standing.WRITTEN, Standing.SENT} for each in standings)
    return ready and (left_out or not undecided)
