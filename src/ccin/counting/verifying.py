"""Derives an allocation a second time, in the plainest way, and says where the two differ.

Nothing here is shared with the fast way but the form of the record: each group's money is a
fraction, every price is worked out at every step, nothing is estimated or left out. So it is slow:
seconds for a hundred ballots whose shares rise often, minutes for a hundred thousand.
"""

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from ccin.counting.approvals import Approvals
from ccin.counting.records import (
    Allocation,
    Completion,
    Method,
    NotFunded,
    Reason,
    Rule,
    RunnerUp,
    Satisfaction,
    Settled,
    Shares,
    Step,
    Stopped,
    Tie,
)


@dataclass(frozen=True, slots=True)
class Difference:
    where: str  # as “steps 3 cost”
    recorded: object
    derived: object


def verify(allocation: Allocation, approvals: Approvals) -> list[Difference]:
    """Every number of the record that does not follow from the ballots, the rule and the lot."""
    derived = Derivation(approvals, allocation).derive()
    return _differences("", allocation, derived)


def _differences(where: str, recorded: Any, derived: Any) -> list[Difference]:
    if recorded == derived:
        return []
    if isinstance(recorded, tuple) and isinstance(derived, tuple):
        if len(recorded) == len(derived):
            pairs = enumerate(zip(recorded, derived, strict=True), start=1)
            return [
                found for n, (one, two) in pairs for found in _differences(f"{where} {n}", one, two)
            ]
    elif isinstance(recorded, Allocation | Step | NotFunded | Shares) and isinstance(
        derived, type(recorded)
    ):
        return [
            found
            for field in fields(recorded)
            for found in _differences(
                f"{where} {field.name}".strip(),
                getattr(recorded, field.name),
                getattr(derived, field.name),
            )
        ]
    return [Difference(where, recorded, derived)]


class Facts:
    """What the ballots say of each project, and who goes first among equals."""

    def __init__(self, approvals: Approvals, given: Allocation) -> None:
        self.approvals = approvals
        self.given = given
        self.rule: Rule = given.rule
        self.ids = approvals.projects
        self.backers = [
            [(int(group), int(approvals.sizes[group])) for group in groups]
            for groups in approvals.supporters
        ]
        self.votes = [sum(size for _, size in backers) for backers in self.backers]
        self.lot = {project: place for place, project in enumerate(given.lot)}

    def _price(self, project: int, purses: list[Fraction]) -> Fraction:
        """From the poorest up: whoever has less than an even part of the rest gives all."""
        due = Fraction(self.approvals.costs[project])
        payers = self.votes[project]
        for group, size in sorted(self.backers[project], key=lambda each: purses[each[0]]):
            if purses[group] * payers >= due:
                break
            due -= purses[group] * size
            payers -= size
        return due / payers if due else Fraction(0)

    def _rho(self, project: int, price: Fraction) -> Fraction:
        by_cost = self.rule.satisfaction is Satisfaction.COST
        cost = self.approvals.costs[project]
        return price / cost if by_cost and cost else price

    def _first(self, project: int) -> tuple[int, int, int]:
        return -self.votes[project], self.approvals.costs[project], self.lot[self.ids[project]]

    def _tie(self, equals: list[int]) -> Tie | None:
        if len(equals) == 1:
            return None
        settled = self.given.ties_by
        one, two = equals[:2]
        if self.votes[one] > self.votes[two]:
            settled = Settled.VOTES
        elif self.approvals.costs[one] < self.approvals.costs[two]:
            settled = Settled.COST
        return Tie(tuple(self.ids[p] for p in equals), settled)

    def _not(self, project: int, reason: Reason, after: int, available: Fraction) -> NotFunded:
        cost, votes = self.approvals.costs[project], self.votes[project]
        return NotFunded(self.ids[project], votes, cost, reason, after, available)


class Derivation(Facts):
    def derive(self) -> Allocation:
        everyone = list(range(len(self.ids)))
        shares = None
        if self.rule.method is Method.GREEDY:
            steps, passed = self.by_votes(everyone, self.rule.satisfaction, 0, 0)
        else:
            shares = self.shares()
            steps, passed = self.by_shares(shares.each)
            if self.rule.completion is Completion.GREEDY:
                done = {step.project for step in steps}
                rest = [p for p in everyone if self.ids[p] not in done]
                spent = sum(step.cost for step in steps)
                more, passed = self.by_votes(rest, Satisfaction.COST, spent, len(steps))
                steps += more
        return Allocation(
            rule=self.rule,
            funded=tuple(step.project for step in steps),
            spent=sum(step.cost for step in steps),
            budget=self.approvals.budget,
            steps=tuple(steps),
            not_funded=tuple(sorted(passed, key=lambda p: (-p.votes, p.cost, self.lot[p.project]))),
            shares=shares,
            ties_by=self.given.ties_by,
            lot=self._lot(),
            input_sha256=self.approvals.sha256,
        )

    def _lot(self) -> tuple[str, ...]:
        return self.given.lot if self.given.ties_by is Settled.LOT else self.ids

    def shares(self) -> Shares:
        first = Fraction(self.approvals.budget, self.approvals.n_ballots)
        if self.rule.completion is not Completion.ADD1:
            return Shares(first, 0, first, None, None)
        wanted = sum(1 for votes in self.votes if votes)
        raised, each, tied = 0, first, 0
        now, _ = self.by_shares(each)
        while len(now) < wanted:
            more = each + self.approvals.unit
            after, _ = self.by_shares(more)
            spent = sum(step.cost for step in after)
            if spent > self.approvals.budget:
                tied += any(step.tie for step in after)
                stopped = Stopped.NEXT_OVER_BUDGET
                return Shares(first, raised, each, stopped, spent, tied)
            tied += any(step.tie for step in now)
            raised, each, now = raised + 1, more, after
        return Shares(first, raised, each, Stopped.ALL_FUNDED, None, tied)

    def by_shares(self, each: Fraction) -> tuple[list[Step], list[NotFunded]]:
        purses = [each] * len(self.approvals.sizes)
        steps: list[Step] = []
        dropped = [
            self._not(p, Reason.NO_SUPPORT, 0, Fraction(0))
            for p, votes in enumerate(self.votes)
            if not votes
        ]
        remaining = [p for p, votes in enumerate(self.votes) if votes]
        while True:
            prices = {}
            for p in list(remaining):
                have = sum((purses[group] * size for group, size in self.backers[p]), Fraction(0))
                if have < self.approvals.costs[p]:
                    remaining.remove(p)
                    reason = Reason.SHARES_TOO_SMALL
                    dropped.append(self._not(p, reason, len(steps), have))
                else:
                    prices[p] = self._price(p, purses)
            if not prices:
                return steps, dropped
            rho = {p: self._rho(p, price) for p, price in prices.items()}
            order = sorted(prices, key=lambda p: (rho[p], *self._first(p)))
            remaining.remove(order[0])
            steps.append(self._step(order, rho, prices[order[0]], purses, steps))

    def _step(
        self,
        order: list[int],
        rho: dict[int, Fraction],
        price: Fraction,
        purses: list[Fraction],
        steps: list[Step],
    ) -> Step:
        best = order[0]
        cost = self.approvals.costs[best]
        payers = broke = 0
        for group, size in self.backers[best]:
            paid = min(purses[group], price)
            if paid:
                payers += size
                purses[group] -= paid
                broke += 0 if purses[group] else size
        second = order[1] if order[1:] else None
        return Step(
            project=self.ids[best],
            votes=self.votes[best],
            cost=cost,
            spent=sum(step.cost for step in steps) + cost,
            runner_up=None
            if second is None
            else RunnerUp(self.ids[second], self.votes[second], rho[second]),
            tie=self._tie([p for p in order if rho[p] == rho[best]]),
            rho=rho[best],
            max_payment=price,
            payers=payers,
            broke=broke,
        )

    def by_votes(
        self, projects: list[int], satisfaction: Satisfaction, spent: int, before: int
    ) -> tuple[list[Step], list[NotFunded]]:
        costs, budget = self.approvals.costs, self.approvals.budget
        steps: list[Step] = []
        passed = [
            self._not(p, Reason.NO_SUPPORT, 0, Fraction(0)) for p in projects if not self.votes[p]
        ]
        remaining = [p for p in projects if self.votes[p]]

        def better(p: int) -> Fraction:
            by_cost = satisfaction is Satisfaction.COST
            return Fraction(-self.votes[p]) if by_cost else Fraction(costs[p], self.votes[p])

        while remaining:
            order = sorted(remaining, key=lambda p: (better(p), *self._first(p)))
            best = order[0]
            remaining.remove(best)
            if spent + costs[best] > budget:
                left = Fraction(budget - spent)
                passed.append(self._not(best, Reason.DOES_NOT_FIT, before + len(steps), left))
                continue
            spent += costs[best]
            second = RunnerUp(self.ids[order[1]], self.votes[order[1]]) if order[1:] else None
            tie = self._tie([p for p in order if better(p) == better(best)])
            steps.append(Step(self.ids[best], self.votes[best], costs[best], spent, second, tie))
        return steps, passed
