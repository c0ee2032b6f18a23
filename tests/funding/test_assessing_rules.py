"""How marks become totals, places and a line under the budget."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from ccin.funding.rules.assessing import (
    Measured,
    Place,
    all_in,
    beyond_the_scale,
    mean,
    missing,
    out_of,
    ranked,
    spread,
    total,
)

CRITERIA = (Measured(1, 1, 4), Measured(2, 2, 4))
PAIRS = some.dictionaries(
    some.integers(1, 50), some.tuples(some.integers(0, 12), some.integers(0, 30)), max_size=12
)


def test_marks_are_waited_for_while_one_is_not_handed_in() -> None:
    assert not all_in(["done", "open"])
    assert not all_in([])
    assert all_in(["done", "set_aside"])


def test_a_total_weighs_each_mark_and_is_nothing_while_one_is_missing() -> None:
    assert out_of(CRITERIA) == 12
    assert total({1: 3, 2: 4}, CRITERIA) == 11
    assert total({1: 3, 2: None}, CRITERIA) is None
    assert total({1: 3}, CRITERIA) is None
    assert total({}, ()) is None


def test_a_mean_is_exact_and_a_spread_takes_two() -> None:
    values = [Fraction(11), Fraction(12), Fraction(9)]

    assert mean(values) == Fraction(32, 3)
    assert spread(values) == 3
    assert mean([]) is None
    assert spread([Fraction(1)]) is None


def test_what_is_missing_is_a_mark_or_its_reason() -> None:
    assert missing({1: (3, "Well said"), 2: (0, " ")}, CRITERIA) == [2]
    assert missing({1: (None, "Well said")}, CRITERIA) == [1, 2]
    assert missing({1: (0, "No"), 2: (4, "Yes")}, CRITERIA) == []


def test_no_mark_lies_beyond_its_scale() -> None:
    assert beyond_the_scale({1: 5, 2: 4}, CRITERIA) == [1]
    assert beyond_the_scale({1: -1, 2: None}, CRITERIA) == [1]


def test_equals_share_a_place_and_the_next_is_counted_on() -> None:
    totals = {1: Fraction(8), 2: Fraction(9), 3: Fraction(8), 4: Fraction(1)}

    found = ranked(totals, dict.fromkeys(totals, 10), 30)

    assert [(each.key, each.rank, each.tied, each.together) for each in found] == [
        (2, 1, False, 10),
        (1, 2, True, 30),
        (3, 2, True, 30),
        (4, 4, False, 40),
    ]
    assert [each.place for each in found] == [
        Place.WITHIN,
        Place.WITHIN,
        Place.WITHIN,
        Place.BEYOND,
    ]


def test_a_tie_of_which_the_budget_carries_one_lies_on_the_line() -> None:
    totals = {1: Fraction(8), 2: Fraction(8)}

    found = ranked(totals, {1: 10, 2: 10}, 15)

    assert [each.place for each in found] == [Place.ON_THE_LINE, Place.ON_THE_LINE]


def test_without_a_budget_or_an_amount_nothing_is_said_of_the_line() -> None:
    totals = {1: Fraction(8), 2: Fraction(7)}

    assert {each.place for each in ranked(totals, {1: 1, 2: 1}, None)} == {Place.UNKNOWN}
    assert [each.place for each in ranked(totals, {1: 1, 2: None}, 5)] == [
        Place.WITHIN,
        Place.UNKNOWN,
    ]


@given(PAIRS, some.integers(0, 100))
def test_whatever_stands_within_the_budget_fits_it_together(
    bids: dict[int, tuple[int, int]], budget: int
) -> None:
    totals = {key: Fraction(mark) for key, (mark, _ask) in bids.items()}
    found = ranked(totals, {key: ask for key, (_mark, ask) in bids.items()}, budget)

    within = [bids[each.key][1] for each in found if each.place == Place.WITHIN]

    assert sum(within) <= budget
    assert sorted(each.key for each in found) == sorted(bids)
