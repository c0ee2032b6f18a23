"""Greedy: in the order of votes, whatever still fits is funded."""

from collections.abc import Sequence
from fractions import Fraction

from ccin.counting.approvals import Approvals
from ccin.counting.records import NotFunded, Reason, RunnerUp, Satisfaction, Step
from ccin.counting.ties import Precedence


def by_votes(
    precede: Precedence,
    projects: Sequence[int],
    *,
    satisfaction: Satisfaction,
    spent: int = 0,
    steps: int = 0,
) -> tuple[list[Step], list[NotFunded]]:
    """Go through the projects by votes (by votes for each unit of cost, if each project satisfies
    alike), fund what fits in what is left and pass over what does not. Nobody's wish is not funded.
    `spent` and `steps` are those of an earlier part of the allocation."""
    approvals = precede.approvals
    ranks = {project: _rank(approvals, project, satisfaction) for project in projects}
    order = sorted(projects, key=lambda project: (ranks[project], precede.key(project)))
    funded: list[Step] = []
    passed: list[NotFunded] = []
    for number, project in enumerate(order):
        name, votes, cost = _facts(approvals, project)
        left = approvals.budget - spent
        if votes == 0 or cost > left:
            none = (Reason.NO_SUPPORT, 0, Fraction(0))
            lack = (Reason.DOES_NOT_FIT, steps + len(funded), Fraction(left)) if votes else none
            passed.append(NotFunded(name, votes, cost, *lack))
            continue
        spent += cost
        rest = [other for other in order[number:] if approvals.votes[other]]
        alike = [other for other in rest if ranks[other] == ranks[project]]
        after = _runner_up(approvals, rest[1]) if rest[1:] else None
        funded.append(Step(name, votes, cost, spent, runner_up=after, tie=precede.tie(alike)))
    return funded, passed


def _facts(approvals: Approvals, project: int) -> tuple[str, int, int]:
    return approvals.projects[project], approvals.votes[project], approvals.costs[project]


def _runner_up(approvals: Approvals, project: int) -> RunnerUp:
    return RunnerUp(approvals.projects[project], approvals.votes[project])


def _rank(approvals: Approvals, project: int, satisfaction: Satisfaction) -> Fraction:
    """Lower is better: minus the votes, or what a vote costs. Free projects cost nothing a vote,
    and come first; those without a vote come last in any case, since they are never funded."""
    _, votes, cost = _facts(approvals, project)
    if satisfaction is Satisfaction.COST:
        return Fraction(-votes)
    return Fraction(cost, votes) if votes else Fraction(cost + 1) * 10**30
