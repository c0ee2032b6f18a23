"""The one way in: share out a fund by a rule, and get the record of how it went."""

from collections.abc import Sequence
from fractions import Fraction

from ccin.counting.approvals import Approvals
from ccin.counting.equal_shares import Run, supported
from ccin.counting.greedy import by_votes
from ccin.counting.records import (
    Allocation,
    Completion,
    Method,
    NotFunded,
    Reason,
    Rule,
    Satisfaction,
    Shares,
    Step,
    Stopped,
)
from ccin.counting.ties import Precedence, precedence


def allocate(approvals: Approvals, rule: Rule, lot: Sequence[str] | None = None) -> Allocation:
    """`lot` names all projects, first those that win a tie; without one the file's order does, and
    `ties_by` says so. Malformed if the lot is not that."""
    precede = precedence(approvals, lot)
    everyone = range(len(approvals.projects))
    shares = None
    if rule.method is Method.GREEDY:
        steps, passed = by_votes(precede, everyone, satisfaction=rule.satisfaction)
    else:
        steps, passed, shares = _by_shares(precede, rule)
    places = {project: place for place, project in enumerate(approvals.projects)}
    return Allocation(
        rule=rule,
        funded=tuple(step.project for step in steps),
        spent=sum(step.cost for step in steps),
        budget=approvals.budget,
        steps=tuple(steps),
        not_funded=tuple(sorted(passed, key=lambda each: precede.key(places[each.project]))),
        shares=shares,
        ties_by=precede.last_resort,
        lot=tuple(sorted(approvals.projects, key=lambda each: precede.places[places[each]])),
        input_sha256=approvals.sha256,
    )


def _by_shares(precede: Precedence, rule: Rule) -> tuple[list[Step], list[NotFunded], Shares]:
    approvals = precede.approvals
    first = Fraction(approvals.budget, approvals.n_ballots)
    raised, stopped, next_spent, tied = 0, None, None, 0
    if rule.completion is Completion.ADD1:
        raised, stopped, next_spent, tied = _raise(precede, rule.satisfaction, first)
    each = first + raised * approvals.unit
    run = Run(precede, rule.satisfaction, each, explained=True)
    run.go()
    shares = Shares(first, raised, each, stopped, next_spent, tied)
    done = {step.project for step in run.steps}
    rest = [p for p, name in enumerate(approvals.projects) if name not in done]
    if rule.completion is Completion.GREEDY:
        more, passed = by_votes(
            precede,
            rest,
            satisfaction=Satisfaction.COST,
            spent=run.spent,
            steps=len(run.steps),
        )
        return run.steps + more, passed, shares
    unloved = [
        NotFunded(approvals.projects[p], 0, approvals.costs[p], Reason.NO_SUPPORT, 0, Fraction(0))
        for p in rest
        if not approvals.votes[p]
    ]
    return run.steps, run.dropped + unloved, shares


def _raise(
    precede: Precedence, satisfaction: Satisfaction, first: Fraction
) -> tuple[int, Stopped, int | None, int]:
    """Start anew with one unit more for each ballot, and again, as long as what is funded stays
    within the fund. The first time it does not, the time before counts: what a larger share funds
    may cost less again, but whoever goes on looking chooses an outcome and not a rule."""
    approvals = precede.approvals
    tied: list[bool] = []  # of each count, whether it met a tie
    while True:
        raised = len(tied)
        run = Run(precede, satisfaction, first + raised * approvals.unit, explained=False)
        run.go()
        tied.append(any(step.tie for step in run.steps))
        if run.spent > approvals.budget:
            return raised - 1, Stopped.NEXT_OVER_BUDGET, run.spent, sum(tied) - tied[-2]
        if len(run.steps) == supported(approvals):
            return raised, Stopped.ALL_FUNDED, None, sum(tied[:-1])
