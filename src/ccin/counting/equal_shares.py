"""The method of equal shares: each ballot has an equal part of the fund, and spends it with others.

Again and again the project is funded whose supporters pay least for each unit of satisfaction. What
a project would cost its supporters only rises, since their purses only empty. So a lower bound on
it, once certain, stays certain: floats find one with a margin beyond their error, whatever lies
above the best exact price is left alone, and everything else is worked out exactly.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

import numpy as np

from ccin.counting.approvals import Approvals
from ccin.counting.prices import Price, doubt, exact_price, lower_bound
from ccin.counting.purses import Floats, Purses
from ccin.counting.records import NotFunded, Reason, RunnerUp, Satisfaction, Step
from ccin.counting.ties import Precedence

JUST_BELOW = 1 - 1e-14  # more than a few roundings


class Run:
    """Equal shares once through, with what each ballot has to spend given. `explained` also keeps
    who came second and what each project that was not funded lacked: trials need neither."""

    def __init__(
        self, precede: Precedence, satisfaction: Satisfaction, share: Fraction, *, explained: bool
    ) -> None:
        approvals = precede.approvals
        self.approvals = approvals
        self.precede = precede
        self.explained = explained
        self.purses = Purses(approvals, share)
        by_cost = satisfaction is Satisfaction.COST
        self.utilities = [cost if by_cost else 1 for cost in approvals.costs]
        self.spent = 0
        self.steps: list[Step] = []
        self.dropped: list[NotFunded] = []
        costs, votes = np.array(approvals.costs, float), np.array(approvals.votes, float)
        self.costs = costs
        # Nobody pays less than an even part: a bound that holds from the start.
        even = np.where(costs > 0, costs / np.maximum(votes, 1) * JUST_BELOW, 0.0)
        self.bounds: Floats = even / np.maximum(np.array(self.utilities, float), 1) * JUST_BELOW
        self.fresh = np.zeros(
            len(costs), dtype=np.int64
        )  # the step at which a bound was worked out
        self.worth: Floats = votes * float(share) * JUST_BELOW  # at least, of all supporters
        self.open = {project for project in range(len(costs)) if votes[project]}
        self.bounds[votes == 0] = inf

    def go(self) -> None:
        self._drop_what_is_too_dear()
        while self.open:
            self._buy(self._best(2 if self.explained else 1))
            self._drop_what_is_too_dear()

    def _drop_what_is_too_dear(self) -> None:
        """Whoever supports it has too little left, together, and can only have less later."""
        for project in [p for p in self.open if self.worth[p] <= self.costs[p] > 0]:
            if self._affordable(project):
                continue
            self.open.discard(project)
            self.bounds[project] = inf
            if self.explained:
                name, votes, cost = self._facts(project)
                available = self.purses.total(self.purses.open(project))
                reason = Reason.SHARES_TOO_SMALL
                self.dropped.append(
                    NotFunded(name, votes, cost, reason, len(self.steps), available)
                )

    def _affordable(self, project: int) -> bool:
        groups = self.approvals.supporters[project]
        have = float(np.dot(self.purses.floats[groups], self.purses.sizes[groups]))
        unsure = doubt(self.purses, project, groups, have)
        self.worth[project] = have - unsure
        if abs(have - self.costs[project]) > unsure:
            return have > float(self.costs[project])
        return self.purses.total(self.purses.open(project)) >= self.approvals.costs[project]

    def _best(self, wanted: int) -> list[Price]:
        """The `wanted` best prices and all equal to them, exact and in order."""
        found: list[Price] = []
        bounds = self.bounds.copy()
        ceiling = inf
        while True:
            project = int(np.argmin(bounds))
            if bounds[project] == inf or bounds[project] > ceiling:
                break
            if self.fresh[project] <= len(self.steps) and self.costs[project] > 0:
                self._raise_bound(project)
                bounds[project] = self.bounds[project]
                continue
            found.append(exact_price(self.purses, project, self.utilities[project]))
            bounds[project] = inf
            if len(found) >= wanted:
                nth = sorted(price.rho for price in found)[wanted - 1]
                ceiling = float(nth) / JUST_BELOW
        found.sort(key=lambda price: (price.rho, self.precede.key(price.project)))
        return found

    def _raise_bound(self, project: int) -> None:
        self.fresh[project] = len(self.steps) + 1
        bound = lower_bound(self.purses, project) / self.utilities[project] * JUST_BELOW
        self.bounds[project] = max(bound, float(self.bounds[project]))

    def _buy(self, prices: Sequence[Price]) -> None:
        best = prices[0]
        equals = [price.project for price in prices if price.rho == best.rho]
        second = prices[1] if len(prices) > 1 else None
        self.purses.pay(best.project, best.groups, best.payment, best.signs)
        self.open.discard(best.project)
        self.bounds[best.project] = inf
        self.worth -= self.costs[best.project] / JUST_BELOW
        name, votes, cost = self._facts(best.project)
        self.spent += cost
        sizes = self.approvals.sizes[best.groups]
        self.steps.append(
            Step(
                project=name,
                votes=votes,
                cost=cost,
                spent=self.spent,
                runner_up=self._runner_up(second),
                tie=self.precede.tie(equals),
                rho=best.rho,
                max_payment=best.payment,
                payers=int(sizes.sum()),
                broke=int(sizes[best.signs <= 0].sum()),
            )
        )

    def _runner_up(self, price: Price | None) -> RunnerUp | None:
        if price is None:
            return None
        name, votes, _ = self._facts(price.project)
        return RunnerUp(name, votes, price.rho)

    def _facts(self, project: int) -> tuple[str, int, int]:
        approvals = self.approvals
        return approvals.projects[project], approvals.votes[project], approvals.costs[project]


def supported(approvals: Approvals) -> int:
    return sum(1 for votes in approvals.votes if votes)
