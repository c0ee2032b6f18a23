"""What is said of an allocation, word for word."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ccin.counting.allocation import allocate
from ccin.counting.amounts import decimal, exactly, in_words
from ccin.counting.explaining import Explanation
from ccin.counting.records import Completion, Method, Rule, Satisfaction, Stopped
from tests.counting.ballots import approvals

pytestmark = pytest.mark.one_database

SHARES = Rule(Method.EQUAL_SHARES)


def test_each_step_says_who_pays_what_and_what_is_left() -> None:
    fund = approvals({"a": 13, "b": 12, "c": 9}, ["a", "ab", "b", ""], budget=40)

    said = Explanation(fund, allocate(fund, SHARES))

    assert said.rule()[1:] == [
        "The fund holds 40. There are 4 ballots on 3 projects.",
        "Ballots that name no project count among them: 1.",
        "Each ballot has 10 to spend.",
        "No lot was given: ties go to more votes, then to the lower cost, then to the project that"
        " stands first in the file.",
    ]
    assert said.steps() == [
        "1. b is funded: 12, with 2 supporters. Each of 2 pays 6. It was equal with a; it went"
        " first because it costs less. Spent so far: 12.",
        "2. a is funded: 13, with 2 supporters. Each of 2 pays 9, or all they have left if that is"
        " less; 1 of them has nothing left afterwards. Spent so far: 25.",
    ]
    assert said.not_funded() == ["c is not funded: no ballot names it."]
    assert said.outcome() == "Funded: 2 of 3 projects, for 25; 15 is left."


def test_what_was_lacking_is_said_with_its_amount() -> None:
    fund = approvals({"a": 90, "b": 10, "c": 60}, ["a", "a", "b", "c"], budget=100)

    by_shares = Explanation(fund, allocate(fund, SHARES))
    then_votes = Explanation(fund, allocate(fund, replace(SHARES, completion=Completion.GREEDY)))

    assert by_shares.not_funded() == [
        "a is not funded: it costs 90, and from the start its 2 supporters had 50 together.",
        "c is not funded: it costs 60, and from the start its 1 supporter had 25 together.",
    ]
    assert then_votes.rule()[3] == (
        "Money left over goes to further projects in the order of their votes."
    )
    assert then_votes.steps()[1] == (
        "2. a is funded: 90, with 2 supporters. It is paid from what the shares left over. Next"
        " would have been c. Spent so far: 100."
    )
    assert then_votes.not_funded() == [
        "c is not funded: it costs 60, and after step 2 the fund had 0 left (1 supporter)."
    ]


def test_of_many_that_were_equal_the_first_are_named() -> None:
    fund = approvals(dict.fromkeys("abcdefgh", 10), ["abcdefgh"], budget=10)

    [said] = Explanation(fund, allocate(fund, Rule(Method.GREEDY))).steps()

    assert "It was equal with b, c, d, e, f and 2 more; it went first because" in said


def test_that_nothing_is_left_to_raise_shares_for_is_said() -> None:
    fund = approvals({"a": 10}, ["a", "a"], budget=20)
    add1 = replace(SHARES, completion=Completion.ADD1)

    said = Explanation(fund, allocate(fund, add1)).rule()

    assert said[2:4] == [
        "Each ballot has 10 to spend.",
        "Every project that anybody supports is funded.",
    ]


def test_how_often_shares_were_raised_is_said_and_why_no_further() -> None:
    fund = approvals({"a": 84, "b": 84}, ["a", "a", "a", "b"], budget=100)
    add1 = replace(SHARES, completion=Completion.ADD1)

    said = Explanation(fund, allocate(fund, add1)).rule()

    assert said[2:5] == [
        "Each ballot has 25 to spend.",
        "Since money was left over, all was counted again with 1 more for each ballot, 58 times:"
        " with 83 each, what is funded still lies within the fund.",
        "With 1 more for each ballot, 168 would be spent: more than there is.",
    ]


def test_ties_in_the_counts_that_led_to_the_outcome_are_said() -> None:
    """£9.50 each pay for a or b, which are alike; £10.50 each for both, again beginning alike."""
    fund = approvals({"a": 10, "b": 10}, ["ab", "ab"], budget=19)
    add1 = replace(SHARES, completion=Completion.ADD1)
    found = allocate(fund, add1)

    assert found.shares is not None
    assert (found.shares.stopped, found.shares.next_spent) == (Stopped.NEXT_OVER_BUDGET, 20)
    assert found.shares.tied == 1
    assert any(
        said.startswith("Ties were met in 1 other count on the way,")
        for said in Explanation(fund, found).rule()
    )


def test_a_share_of_less_than_a_unit_is_pointed_out() -> None:
    fund = approvals({"a": 2, "b": 2}, ["a"] * 3 + ["b"] * 3, budget=3)
    add1 = Rule(Method.EQUAL_SHARES, Satisfaction.CARDINALITY, Completion.ADD1)

    said = Explanation(fund, allocate(fund, add1)).rule()

    assert said[-2].startswith("A share is less than 1, so that one step more than doubles it")


def test_amounts_are_exact_or_say_that_they_are_rounded() -> None:
    assert in_words(125000, 2, "GBP") == "£1,250.00"
    assert in_words(Fraction(125000, 3), 2, "GBP") == "about £416.67"
    assert in_words(Fraction(1, 2), 0, "EUR") == "€0.50"
    assert in_words(1250, 0, "PLN") == "1,250 PLN"
    assert decimal(5, 2) == "0.05"
    assert decimal(Fraction(20, 3), 2, places=6) == "0.066667"
    assert exactly(Fraction(20, 3), 2) == "1/15"
    assert exactly(Fraction(1, 7**4000), 0) is None
