"""What each voter has left to spend, kept twice: as floats that narrow the search, and as exact
numbers that decide.

Voters with identical ballots always have the same left, so there is one purse for each group. A
purse that is not empty holds the first share less the payments for what its ballot names: nobody
who could not pay a whole payment has anything left. So an exact sum over many purses needs only how
often each payment occurs among them.

`error` bounds how far a float purse can be from the exact one: each purchase rounds the payment and
the difference once, by half a unit in the last place of the share at most.
"""

from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from ccin.counting.approvals import Approvals, Indices

EPSILON = 2.0**-52
Floats = NDArray[np.float64]
Signs = NDArray[np.int8]


class Purses:
    def __init__(self, approvals: Approvals, share: Fraction) -> None:
        self.approvals = approvals
        self.sizes = approvals.sizes.astype(np.float64)  # exact: far below 2 to the power of 53
        self.floats = np.full(len(self.sizes), float(share))
        self.error = 2 * EPSILON * float(share)
        # Exact amounts are these whole numbers over one denominator, the share's at place 0.
        self.denominator = share.denominator
        self.numerators = [share.numerator]
        self.place = np.zeros(len(approvals.projects), dtype=np.int64)  # of a payment; 0: not paid

    def open(self, project: int) -> Indices:
        """The groups that support the project and have something left."""
        groups = self.approvals.supporters[project]
        return groups[self.floats[groups] > 0.0]

    def total(self, groups: Indices) -> Fraction:
        """What the voters of these groups have left together; none of the purses is empty."""
        if not len(groups):
            return Fraction(0)
        sizes = self.approvals.sizes[groups]
        times = self._how_often(groups, sizes)
        paid = sum(n * int(t) for n, t in zip(self.numerators[1:], times[1:], strict=True))
        return Fraction(self.numerators[0] * int(sizes.sum()) - paid, self.denominator)

    def _how_often(self, groups: Indices, sizes: Indices) -> Floats:
        """How many voters of these groups made each payment. Sums of whole numbers, exact."""
        starts, projects = self.approvals.members
        lengths = starts[groups + 1] - starts[groups]
        ends = np.cumsum(lengths)
        where = np.repeat(starts[groups] - ends + lengths, lengths) + np.arange(ends[-1])
        places = self.place[projects[where]]
        weights = np.repeat(sizes, lengths).astype(np.float64)
        times = np.bincount(places, weights=weights, minlength=len(self.numerators))
        return np.asarray(times, dtype=np.float64)

    def compare(self, groups: Indices, amount: Fraction) -> Signs:
        """For each group -1, 0 or 1: it has less than the amount, exactly that, or more. Floats
        decide where the gap is beyond their error, fractions everywhere else."""
        have, against = self.floats[groups], float(amount)
        margin = self.error + EPSILON * abs(against)
        signs = np.where(have < against, -1, 1).astype(np.int8)
        near = np.flatnonzero(np.abs(have - against) <= margin)
        known: dict[tuple[int, ...], int] = {}
        for k in near:
            paid = tuple(
                sorted(filter(None, self.place[self.approvals.chosen(groups[k])].tolist()))
            )
            if paid not in known:
                known[paid] = self._sign(paid, amount)
            signs[k] = known[paid]
        return signs

    def _sign(self, paid: tuple[int, ...], amount: Fraction) -> int:
        left = self.numerators[0] - sum(self.numerators[place] for place in paid)
        gap = left * amount.denominator - amount.numerator * self.denominator
        return (gap > 0) - (gap < 0)

    def pay(self, project: int, groups: Indices, amount: Fraction, signs: Signs) -> None:
        """Each group pays the amount, or all it has; `signs` are those of compare."""
        rest = self.floats[groups] - float(amount)
        self.floats[groups] = np.where(signs > 0, np.maximum(rest, np.finfo(np.float64).tiny), 0.0)
        self.error += EPSILON * (float(self.numerators[0] / self.denominator))
        common = lcm(self.denominator, amount.denominator)
        factor = common // self.denominator
        if factor > 1:
            self.numerators = [number * factor for number in self.numerators]
            self.denominator = common
        self.place[project] = len(self.numerators)
        self.numerators.append(amount.numerator * (common // amount.denominator))
