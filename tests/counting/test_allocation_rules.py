"""Funds small enough to be worked out by hand."""

from fractions import Fraction

import pytest

from ccin.counting.allocation import allocate
from ccin.counting.approvals import Fund, Project, gather
from ccin.counting.errors import Malformed
from ccin.counting.records import (
    Completion,
    Method,
    Reason,
    Rule,
    Satisfaction,
    Settled,
    Stopped,
    Tie,
)
from tests.counting.ballots import approvals

pytestmark = pytest.mark.one_database

GREEDY = Rule(Method.GREEDY)
SHARES = Rule(Method.EQUAL_SHARES)
ADD1 = Rule(Method.EQUAL_SHARES, completion=Completion.ADD1)
THEN_GREEDY = Rule(Method.EQUAL_SHARES, completion=Completion.GREEDY)

# Six of ten want a and b, four want c and d: £100 for projects of £30 and £40.
SIX_AND_FOUR = approvals({"a": 30, "b": 30, "c": 40, "d": 40}, ["ab"] * 6 + ["cd"] * 4, budget=100)


def test_greedy_gives_the_majority_both_of_its_projects() -> None:
    found = allocate(SIX_AND_FOUR, GREEDY)

    assert found.funded == ("a", "b", "c")
    assert (found.spent, found.left) == (100, 0)


def test_greedy_passes_over_what_does_not_fit_and_goes_on() -> None:
    fund = approvals({"a": 60, "b": 50, "c": 40}, ["a", "a", "a", "b", "b", "c"], budget=100)

    found = allocate(fund, GREEDY)

    assert found.funded == ("a", "c")
    [passed] = found.not_funded
    assert (passed.project, passed.reason, passed.available) == ("b", Reason.DOES_NOT_FIT, 40)


def test_greedy_by_cardinality_asks_for_votes_for_each_pound() -> None:
    fund = approvals({"a": 60, "b": 15, "c": 15}, ["ab", "ac", "a"], budget=60)

    assert allocate(fund, GREEDY).funded == ("a",)
    by_number = Rule(Method.GREEDY, Satisfaction.CARDINALITY)
    assert allocate(fund, by_number).funded == ("b", "c")


def test_equal_shares_let_a_minority_fund_what_its_part_pays_for() -> None:
    """Each of ten has £10. The six pay £5 each for a and again for b, and have nothing left; the
    four put all they have into c. Nothing is left over for d."""
    found = allocate(SIX_AND_FOUR, SHARES)

    assert found.funded == ("a", "b", "c")
    assert [step.max_payment for step in found.steps] == [5, 5, 10]
    assert [step.rho for step in found.steps] == [Fraction(1, 6), Fraction(1, 6), Fraction(1, 4)]
    assert [(step.payers, step.broke) for step in found.steps] == [(6, 0), (6, 6), (4, 4)]
    [left_out] = found.not_funded
    assert (left_out.project, left_out.reason) == ("d", Reason.SHARES_TOO_SMALL)
    assert (left_out.after, left_out.available) == (3, 0)


def test_those_with_less_give_all_they_have_and_the_others_pay_the_rest_alike() -> None:
    """Each of three has £10. Two pay £6 each for b, so one supporter of a has £4 left: of the £13
    for a that one gives these £4 and the other £9."""
    fund = approvals({"a": 13, "b": 12}, ["a", "ab", "b"], budget=30)

    found = allocate(fund, SHARES)

    assert found.funded == ("b", "a")
    assert found.steps[0].tie == Tie(("b", "a"), Settled.COST)
    assert [step.max_payment for step in found.steps] == [6, 9]
    assert [(step.payers, step.broke) for step in found.steps] == [(2, 0), (2, 1)]


def test_money_left_over_goes_by_votes_where_that_was_asked_for() -> None:
    fund = approvals({"a": 90, "b": 10}, ["a", "a", "a", "b"], budget=100)

    assert allocate(fund, SHARES).funded == ("b",)
    found = allocate(fund, THEN_GREEDY)
    assert found.funded == ("b", "a")
    assert [step.by_shares for step in found.steps] == [True, False]


def test_shares_rise_by_one_unit_until_the_next_would_be_over_the_fund() -> None:
    """£25 each: three have £75 for a, which costs £84. With £28 each they can pay. At £84 each, b
    would cost 84 too: together more than the fund."""
    fund = approvals({"a": 84, "b": 84}, ["a", "a", "a", "b"], budget=100)

    found = allocate(fund, ADD1)

    assert found.funded == ("a",)
    assert found.shares is not None
    assert (found.shares.first, found.shares.raised, found.shares.each) == (25, 58, 83)
    assert (found.shares.stopped, found.shares.next_spent) == (Stopped.NEXT_OVER_BUDGET, 168)


def test_shares_rise_no_further_once_all_that_anybody_wants_is_paid_for() -> None:
    fund = approvals({"a": 10, "b": 10, "c": 10}, ["a", "a", "b", ""], budget=1000)

    found = allocate(fund, ADD1)

    assert found.funded == ("a", "b")
    assert found.shares is not None
    assert (found.shares.raised, found.shares.stopped) == (0, Stopped.ALL_FUNDED)
    assert [each.reason for each in found.not_funded] == [Reason.NO_SUPPORT]


def test_a_unit_is_one_of_the_currency_and_not_its_smallest_part() -> None:
    fund = approvals({"a": 8400, "b": 8400}, ["a", "a", "a", "b"], budget=10000, decimals=2)

    found = allocate(fund, ADD1)

    assert found.shares is not None
    assert (found.shares.raised, found.shares.each) == (58, 8300)


def test_what_costs_nothing_is_funded_first_if_anybody_wants_it() -> None:
    fund = approvals({"a": 5, "b": 0, "c": 0}, ["a", "ab"], budget=10)

    for rule in [SHARES, Rule(Method.EQUAL_SHARES, Satisfaction.CARDINALITY)]:
        found = allocate(fund, rule)
        assert found.funded == ("b", "a")
        assert found.steps[0].max_payment == 0
    assert allocate(fund, Rule(Method.GREEDY, Satisfaction.CARDINALITY)).funded == ("b", "a")


def test_ties_go_to_more_votes_then_the_lower_cost_then_the_lot() -> None:
    fund = approvals({"a": 10, "b": 10, "c": 5}, ["abc"], budget=15)

    by_file = allocate(fund, GREEDY)
    by_lot = allocate(fund, GREEDY, lot=["b", "a", "c"])

    assert by_file.funded == ("c", "a")
    assert by_file.ties_by is Settled.FILE_ORDER
    assert [step.tie for step in by_file.steps] == [
        Tie(("c", "a", "b"), Settled.COST),
        Tie(("a", "b"), Settled.FILE_ORDER),
    ]
    assert by_lot.funded == ("c", "b")
    assert by_lot.steps[1].tie == Tie(("b", "a"), Settled.LOT)


def test_project_9_comes_before_project_10_if_the_file_says_so() -> None:
    fund = gather(Fund(10), [Project("9", 10), Project("10", 10)], {(0, 1): 2})

    for rule in [GREEDY, SHARES]:
        assert allocate(fund, rule).funded == ("9",)


def test_a_lot_that_is_not_all_projects_once_is_refused() -> None:
    for lot, says in [
        (["a", "b", "c"], "leaves out d"),
        (["a", "b", "c", "d", "a"], "names project “a” twice"),
        (["a", "b", "c", "x"], "“x”, which is not a project"),
    ]:
        with pytest.raises(Malformed, match=says):
            allocate(SIX_AND_FOUR, GREEDY, lot=lot)


def test_nothing_completes_greedy() -> None:
    with pytest.raises(ValueError, match="nothing to complete"):
        Rule(Method.GREEDY, completion=Completion.ADD1)
