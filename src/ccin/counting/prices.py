"""What a project would cost its supporters now: about, at least, and exactly."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ccin.counting.approvals import Indices
from ccin.counting.purses import EPSILON, Floats, Purses, Signs

BELOW = (1 - 1e-9, 1 - 1e-5)  # how far under an estimate a bound is tried


@dataclass(frozen=True, slots=True)
class Price:
    """Exact: `payment` for each supporter who has as much, `rho` for a unit of satisfaction.
    `signs` say of each group that has something left whether that is less, as much, or more."""

    project: int
    rho: Fraction
    payment: Fraction
    groups: Indices
    signs: Signs


def doubt(purses: Purses, project: int, groups: Indices, total: float) -> float:
    """How far a sum over the float purses of these groups, all supporters of the project, may be
    from the exact sum, and the float of its cost from the cost."""
    rounding = (len(groups) + 8) * EPSILON * (total + float(purses.approvals.costs[project]))
    return purses.approvals.votes[project] * purses.error + rounding


def lower_bound(purses: Purses, project: int) -> float:
    """A payment that certainly does not suffice for the project, close to the one that does; 0 if
    floats cannot tell."""
    groups = purses.open(project)
    have, sizes = purses.floats[groups], purses.sizes[groups]
    cost = float(purses.approvals.costs[project])
    estimate = _estimate(have, sizes, cost)
    for factor in BELOW:
        paid = float(np.dot(np.minimum(have, estimate * factor), sizes))
        if paid + doubt(purses, project, groups, paid) < cost:
            return estimate * factor
    return 0.0


def exact_price(purses: Purses, project: int, utility: int) -> Price:
    """If those in `less` pay all they have and the others pay alike, that is at most the payment,
    whoever they are; it is the payment exactly when they are all who have less than it. The
    supporters have enough together."""
    cost = purses.approvals.costs[project]
    if not cost:
        nobody = np.empty(0, dtype=np.int64)
        return Price(project, Fraction(0), Fraction(0), nobody, nobody.astype(np.int8))
    groups = purses.open(project)
    have, sizes = purses.floats[groups], purses.approvals.sizes[groups]
    less = have < _estimate(have, purses.sizes[groups], float(cost))
    while True:
        due = cost - purses.total(groups[less])
        payment = due / int(sizes[~less].sum())
        signs = purses.compare(groups, payment)
        if np.array_equal(signs < 0, less):
            return Price(project, payment / utility, payment, groups, signs)
        less = signs < 0


def _estimate(have: Floats, sizes: Floats, cost: float) -> float:
    """About what each pays who can, if the others give all they have; less than what the richest
    has, or just that."""
    payment = cost / float(sizes.sum())
    richest = float(have.max())
    while payment < richest:
        less = have < payment
        due = cost - float(np.dot(have[less], sizes[less]))
        raised = due / float(sizes[~less].sum())
        if raised <= payment:
            return payment
        payment = raised
    return richest
