"""What sharing out a fund costs, beside pabutools in the same run where that is installed.

    python bench/allocate.py [--voters 100000] [--projects 200] [--raise]

The ballots are made up with a fixed seed: each voter approves of one to ten projects, some projects
are much better liked than others. Reading the file is left out for both; each gets its ballots in
the form it likes best (pabutools the distinct ballots with how often each was cast). pabutools is
no dependency of ours: without it the table says so and compares with nothing.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from ccin.counting.allocation import allocate
from ccin.counting.approvals import Approvals, Fund, Project, gather
from ccin.counting.records import Completion, Method, Rule, Satisfaction

SEED = 20260731
Ballots = Counter[tuple[int, ...]]


def made_up(voters: int, projects: int) -> tuple[Fund, list[Project], Ballots]:
    chance = random.Random(SEED)
    costs = [chance.randrange(2_000, 200_000) for _ in range(projects)]
    liked = [1 / (1 + rank) ** 0.6 for rank in range(projects)]
    chance.shuffle(liked)
    cast: Ballots = Counter()
    for _ in range(voters):
        some = chance.choices(range(projects), weights=liked, k=chance.randint(1, 10))
        cast[tuple(sorted(set(some)))] += 1
    listed = [Project(f"p{number:04}", cost) for number, cost in enumerate(costs)]
    return Fund(sum(costs) // 3), listed, cast


def theirs(fund: Fund, projects: list[Project], cast: Ballots) -> dict[str, Callable[[], Any]]:
    from pabutools.election import (  # noqa: PLC0415 - only where it is installed
        ApprovalMultiProfile,
        Cardinality_Sat,
        Cost_Sat,
        FrozenApprovalBallot,
        Instance,
    )
    from pabutools.election import Project as Theirs  # noqa: PLC0415 - the same
    from pabutools.rules import (  # noqa: PLC0415 - the same
        completion_by_rule_combination,
        exhaustion_by_budget_increase,
        greedy_utilitarian_welfare,
        method_of_equal_shares,
    )

    known = [Theirs(project.id, project.cost) for project in projects]
    instance = Instance(known, budget_limit=fund.budget)
    profile = ApprovalMultiProfile(instance=instance)
    for ballot, times in cast.items():
        profile[FrozenApprovalBallot(known[place] for place in ballot)] = times
    cost, number = {"sat_class": Cost_Sat}, {"sat_class": Cardinality_Sat}
    return {
        "greedy cost none": lambda: greedy_utilitarian_welfare(instance, profile, **cost),
        "equal-shares cost none": lambda: method_of_equal_shares(instance, profile, **cost),
        "equal-shares cardinality none": lambda: method_of_equal_shares(
            instance, profile, **number
        ),
        "equal-shares cost greedy": lambda: completion_by_rule_combination(
            instance,
            profile,
            [method_of_equal_shares, greedy_utilitarian_welfare],
            [cost, cost],
        ),
        "equal-shares cost add1": lambda: exhaustion_by_budget_increase(
            instance,
            profile,
            method_of_equal_shares,
            cost,
            budget_step=profile.num_ballots(),
            exhaustive_stop=False,
        ),
    }


def rules(*, raising: bool) -> list[Rule]:
    shares, cost = Method.EQUAL_SHARES, Satisfaction.COST
    found = [
        Rule(Method.GREEDY),
        Rule(shares, cost),
        Rule(shares, Satisfaction.CARDINALITY),
        Rule(shares, cost, Completion.GREEDY),
    ]
    return [*found, Rule(shares, cost, Completion.ADD1)] if raising else found


def timed(what: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The processor's time, the least of several: other work on the machine only adds to it."""
    least, found = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        found = what()
        least = min(least, time.process_time() - start)
    return least, found


def compare(name: str, rule: Rule, approvals: Approvals, other: Callable[[], Any] | None) -> bool:
    ours, allocation = timed(lambda: allocate(approvals, rule), 3)
    line = f"{name:<32}{len(allocation.funded):>8}{ours:>12.3f}"
    if other is None:
        print(line)
        return True
    theirs_took, found = timed(other)
    same = sorted(project.name for project in found) == sorted(allocation.funded)
    ratio = theirs_took / ours
    print(f"{line}{theirs_took:>14.2f}{ratio:>9.0f} ×   {'same' if same else 'DIFFERENT'}")
    return same


def main() -> int:
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--voters", type=int, default=100_000)
    ask.add_argument("--projects", type=int, default=200)
    ask.add_argument("--raise", action="store_true", dest="raising", help="add1 too: takes minutes")
    asked = ask.parse_args()
    fund, projects, cast = made_up(asked.voters, asked.projects)
    approvals = gather(fund, projects, cast)
    try:
        others = theirs(fund, projects, cast)
    except ImportError:
        others = {}
        print("pabutools is not installed here: nothing to compare with.\n")
    print(f"{asked.voters:,} voters × {asked.projects} projects, {len(cast):,} distinct ballots")
    print(f"{'rule':<32}{'funded':>8}{'ours, s':>12}{'pabutools, s':>14}{'ratio':>11}   winners")
    same = True
    for rule in rules(raising=asked.raising):
        name = f"{rule.method} {rule.satisfaction} {rule.completion}"
        same &= compare(name, rule, approvals, others.get(name))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
