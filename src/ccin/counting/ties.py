"""Who goes first among equals: more votes, then the lower cost, then the lot."""

from collections.abc import Sequence
from dataclasses import dataclass

from ccin.counting.approvals import Approvals
from ccin.counting.lots import checked
from ccin.counting.records import Settled, Tie


@dataclass(frozen=True, slots=True)
class Precedence:
    approvals: Approvals
    places: tuple[int, ...]  # of each project, in the lot
    last_resort: Settled

    def key(self, project: int) -> tuple[int, int, int]:
        return -self.approvals.votes[project], self.approvals.costs[project], self.places[project]

    def tie(self, equals: Sequence[int]) -> Tie | None:
        """What told the first of these from the next; `equals` in order, the chosen one first."""
        if len(equals) < 2:
            return None
        first, second = self.key(equals[0]), self.key(equals[1])
        if first[0] != second[0]:
            settled = Settled.VOTES
        elif first[1] != second[1]:
            settled = Settled.COST
        else:
            settled = self.last_resort
        return Tie(tuple(self.approvals.projects[project] for project in equals), settled)


def precedence(approvals: Approvals, lot: Sequence[str] | None) -> Precedence:
    """By the lot, or by the order of the file where none was drawn."""
    by = Settled.FILE_ORDER if lot is None else Settled.LOT
    drawn = approvals.projects if lot is None else checked(lot, approvals.projects)
    place = {project: number for number, project in enumerate(drawn)}
    return Precedence(approvals, tuple(place[project] for project in approvals.projects), by)
