"""What must hold of every allocation, tried on made-up funds with many ties."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccin.counting.allocation import allocate
from ccin.counting.approvals import Approvals, Fund, Project, gather
from ccin.counting.records import (
    Allocation,
    Completion,
    Method,
    Reason,
    Rule,
    Satisfaction,
)
from ccin.counting.sheets import as_json
from ccin.counting.verifying import Difference, verify
from tests.counting.ballots import approvals

pytestmark = pytest.mark.one_database

SHARES, GREEDY = Method.EQUAL_SHARES, Method.GREEDY
RULES = [
    *(Rule(GREEDY, satisfaction) for satisfaction in Satisfaction),
    *(Rule(SHARES, s, completion) for s in Satisfaction for completion in Completion),
]
rules = st.sampled_from(RULES)
by_shares = st.sampled_from([rule for rule in RULES if rule.method is SHARES])


@st.composite
def funds(draw: Any, cheapest: int = 0, dearest: int = 12) -> Approvals:
    """Few projects, small costs, few voters: ties, purses just empty, sums that just suffice."""
    prices = draw(st.lists(st.integers(cheapest, dearest), min_size=1, max_size=6))
    ballot = st.sets(st.integers(0, len(prices) - 1)).map(lambda some: tuple(sorted(some)))
    cast = Counter(draw(st.lists(ballot, min_size=1, max_size=8)))
    budget = draw(st.integers(0, 30))
    return made(prices, cast, budget)


def made(prices: Sequence[int], cast: Counter[tuple[int, ...]], budget: int) -> Approvals:
    return gather(Fund(budget), [Project(str(n), cost) for n, cost in enumerate(prices)], cast)


@given(funds(), rules, st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_every_number_of_the_record_follows_from_the_ballots(
    fund: Approvals, rule: Rule, chance: Any
) -> None:
    lot = chance.choice([None, chance.sample(fund.projects, len(fund.projects))])

    assert verify(allocate(fund, rule, lot), fund) == []


@given(funds(1, 10**15), by_shares)
def test_large_sums_are_as_exact_as_small_ones(fund: Approvals, rule: Rule) -> None:
    """The fund is large beside its costs, so that a unit more changes much or nothing."""
    large = replace(fund, budget=sum(fund.costs) // 2)

    if rule.completion is not Completion.ADD1:
        assert verify(allocate(large, rule), large) == []


@given(funds(), rules)
def test_the_fund_is_never_overspent(fund: Approvals, rule: Rule) -> None:
    found = allocate(fund, rule)

    costs = dict(zip(fund.projects, fund.costs, strict=True))
    assert found.spent == sum(costs[project] for project in found.funded) <= fund.budget
    assert sorted([*found.funded, *(each.project for each in found.not_funded)]) == sorted(costs)


@given(funds(), by_shares)
def test_payments_are_the_cost_to_the_penny_and_nobody_pays_more_than_they_have(
    fund: Approvals, rule: Rule
) -> None:
    found = allocate(fund, rule)

    assert found.shares is not None
    purses = [found.shares.each] * len(fund.sizes)
    for step in found.steps:
        if not step.by_shares:
            continue
        groups = fund.supporters[fund.projects.index(step.project)].tolist()
        paid = {group: min(purses[group], step.max_payment or Fraction(0)) for group in groups}
        assert sum(int(fund.sizes[group]) * amount for group, amount in paid.items()) == step.cost
        for group, amount in paid.items():
            purses[group] -= amount
    assert min(purses, default=0) >= 0


@given(funds(), rules, st.integers(2, 5))
def test_how_the_ballots_are_put_together_changes_nothing(
    fund: Approvals, rule: Rule, times: int
) -> None:
    """The same ballots one by one from the last, and each of them several times over for as many
    times the money and the costs."""
    ballots = [
        tuple(fund.chosen(group).tolist())
        for group, size in enumerate(fund.sizes.tolist())
        for _ in range(size)
    ] + [()] * fund.n_empty
    turned = made(fund.costs, Counter(reversed(ballots)), fund.budget)
    more = made(
        [cost * times for cost in fund.costs], Counter(ballots * times), fund.budget * times
    )

    assert allocate(turned, rule) == allocate(fund, rule)
    assert allocate(more, rule).funded == allocate(fund, rule).funded


@given(funds())
def test_greedy_never_passes_over_what_it_could_have_paid(fund: Approvals) -> None:
    found = allocate(fund, Rule(GREEDY))

    costs = dict(zip(fund.projects, fund.costs, strict=True))
    votes = dict(zip(fund.projects, fund.votes, strict=True))
    for each in found.not_funded:
        before = sum(costs[p] for p in found.funded if votes[p] >= votes[each.project])
        assert each.reason is Reason.NO_SUPPORT or before + each.cost > fund.budget


@given(funds(), st.sampled_from(Satisfaction))
def test_what_is_completed_by_votes_leaves_nothing_that_would_fit(
    fund: Approvals, satisfaction: Satisfaction
) -> None:
    found = allocate(fund, Rule(SHARES, satisfaction, Completion.GREEDY))

    assert all(each.cost > found.left for each in found.not_funded if each.votes)


def broken_promise(fund: Approvals, found: Allocation) -> str | None:
    """EJR+ for costs of one: a project left out although enough of its supporters, for the share of
    the fund that is theirs, each have fewer than so many funded projects."""
    funded = {fund.projects.index(project) for project in found.funded}
    for project, name in enumerate(fund.projects):
        if project in funded:
            continue
        backers = fund.supporters[project].tolist()
        for due in range(1, len(fund.projects) + 1):
            short = sum(
                int(fund.sizes[g])
                for g in backers
                if len(funded & set(fund.chosen(g).tolist())) < due
            )
            if short * fund.budget >= due * fund.n_ballots and short:
                return name
    return None


@given(
    funds(1, 1),
    st.sampled_from(Satisfaction),
    st.sampled_from([Completion.NONE, Completion.ADD1]),
)
def test_every_group_that_agrees_gets_its_part(
    fund: Approvals, satisfaction: Satisfaction, completion: Completion
) -> None:
    found = allocate(fund, Rule(SHARES, satisfaction, completion))

    assert broken_promise(fund, found) is None


def test_greedy_breaks_that_promise_to_a_minority() -> None:
    fund = approvals(dict.fromkeys("abcdef", 1), ["abc"] * 51 + ["def"] * 49, budget=3)

    assert broken_promise(fund, allocate(fund, Rule(GREEDY))) == "d"
    assert broken_promise(fund, allocate(fund, Rule(SHARES))) is None


@given(funds(), rules)
def test_a_project_that_nobody_wants_changes_nothing(fund: Approvals, rule: Rule) -> None:
    cast = Counter(
        {tuple(fund.chosen(g).tolist()): size for g, size in enumerate(fund.sizes.tolist())}
    )
    if fund.n_empty:
        cast[()] = fund.n_empty
    longer = made([*fund.costs, 1], cast, fund.budget)

    assert allocate(longer, rule).steps == allocate(fund, rule).steps


def test_a_record_that_was_changed_is_found_out() -> None:
    fund = approvals({"a": 30, "b": 40}, ["ab", "a", "b"], budget=60)
    found = allocate(fund, Rule(SHARES))
    first = replace(found.steps[0], cost=29)

    assert verify(replace(found, steps=(first,)), fund) == [Difference("steps 1 cost", 29, 30)]
    assert verify(replace(found, input_sha256="0"), fund) != []
    assert verify(replace(found, funded=("a", "b")), fund)[0].where == "funded"


@given(funds(), rules)
def test_a_second_run_tells_the_same(fund: Approvals, rule: Rule) -> None:
    assert as_json(fund, allocate(fund, rule)) == as_json(fund, allocate(fund, rule))
