import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.funding.reasons.deciding import why_not
from ccin.funding.rules.deciding import (
    Problem,
    Purse,
    Standing,
    may_send,
    problem_with,
    standing_of,
)

pence = st.integers(min_value=0, max_value=10**9)
FULL = Purse(60_000_00, 60_000_00)


def problem(amount: int, **given: object) -> Problem | None:
    known = {"ask": 12_000_00, "cap": 20_000_00, "purse": Purse(60_000_00, 0), "overridden": False}
    return problem_with(amount, **{**known, **given})  # type: ignore[arg-type]


def test_an_amount_within_ask_cap_and_budget_is_granted() -> None:
    assert problem(12_000_00) is None
    assert problem(1) is None


def test_never_more_than_was_asked_even_beyond_the_budget() -> None:
    assert problem(12_000_01) is Problem.MORE_THAN_ASKED
    assert problem(12_000_01, overridden=True) is Problem.MORE_THAN_ASKED


def test_never_more_than_the_round_pays_for_one_project() -> None:
    assert problem(20_000_01, ask=30_000_00) is Problem.ABOVE_CAP
    assert problem(20_000_01, ask=30_000_00, cap=None) is None


def test_the_budget_holds_unless_a_reason_is_given() -> None:
    assert problem(1, purse=FULL) is Problem.ABOVE_LEFT
    assert problem(1, purse=FULL, overridden=True) is None
    assert problem(1, purse=Purse(None, 90_000_00)) is None


def test_nothing_is_granted_only_where_nothing_is_asked() -> None:
    assert problem(0) is Problem.NOTHING
    assert problem(0, ask=0) is None
    assert problem(1, ask=None) is Problem.NOTHING_ASKED


@given(budget=pence, amounts=st.lists(pence, max_size=12))
def test_without_an_override_grants_never_add_up_to_more_than_the_budget(
    budget: int, amounts: list[int]
) -> None:
    granted = 0
    for amount in amounts:
        purse = Purse(budget, granted)
        if problem(amount, ask=amount, cap=None, purse=purse) is None:
            granted += amount

    assert granted <= budget


def test_a_purse_never_has_less_than_nothing_left() -> None:
    purse = Purse(15_000_00, 16_000_00)

    assert (purse.left, purse.is_exceeded) == (0, True)
    assert (Purse(None, 5).left, Purse(None, 5).is_exceeded) == (None, False)


@pytest.mark.parametrize("each", Problem)
def test_each_problem_is_said_with_what_to_do(each: Problem) -> None:
    said = why_not(each, amount=25_00, ask=12_00, cap=20_00, left=5_00, budget=60_00)

    assert said.endswith(".")
    assert "%(" not in said


def test_too_little_left_is_said_with_what_is_left() -> None:
    said = why_not(
        Problem.ABOVE_LEFT,
        amount=6_000_00,
        ask=None,
        cap=None,
        left=5_000_00,
        budget=60_000_00,
    )

    assert said == (
        "£6,000 is more than the £5,000 left of the £60,000 of this strand. Grant less, or say for "
        "which reason the body goes beyond its budget."
    )


def test_a_refusal_needs_words_and_a_grant_does_not() -> None:
    assert standing_of(funded=False, feedback=" ", is_stale=False, told=False) is Standing.TO_WRITE
    assert standing_of(funded=False, feedback="a", is_stale=False, told=False) is Standing.WRITTEN
    assert standing_of(funded=True, feedback="", is_stale=False, told=False) is Standing.WRITTEN
    assert standing_of(funded=True, feedback="a", is_stale=True, told=False) is Standing.STALE
    assert standing_of(funded=True, feedback="a", is_stale=True, told=True) is Standing.SENT


def test_letters_go_together_or_with_a_word_about_those_left_out() -> None:
    ready = [Standing.WRITTEN, Standing.SENT]

    assert may_send(ready, undecided=0, left_out=False)
    assert not may_send(ready, undecided=1, left_out=False)
    assert may_send(ready, undecided=1, left_out=True)
    assert not may_send([*ready, Standing.STALE], undecided=0, left_out=True)
    assert not may_send([*ready, Standing.TO_WRITE], undecided=0, left_out=True)
