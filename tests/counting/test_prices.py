"""Floats may be off by their error; what is decided must not be."""

from fractions import Fraction

import numpy as np
import pytest

from ccin.counting.prices import exact_price, lower_bound
from ccin.counting.purses import Purses
from tests.counting.ballots import approvals

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("towards", [0.0, 10.0])
def test_a_float_that_is_off_changes_neither_a_price_nor_who_is_left_with_nothing(
    towards: float,
) -> None:
    """Both pay all they have, exactly; the float says of one that it has less, or more."""
    fund = approvals({"x": 10, "y": 1, "z": 1}, ["xy", "xz"], budget=10)
    purses = Purses(fund, Fraction(5))
    purses.floats[0] = np.nextafter(purses.floats[0], towards)

    price = exact_price(purses, 0, utility=10)

    assert (price.payment, price.rho) == (5, Fraction(1, 2))
    assert price.signs.tolist() == [0, 0]


def test_a_bound_lies_close_below_the_price() -> None:
    fund = approvals({"x": 13, "y": 12}, ["x", "xy", "y"], budget=30)
    purses = Purses(fund, Fraction(10))
    before = exact_price(purses, 1, utility=1)
    purses.pay(1, before.groups, before.payment, before.signs)

    bound = lower_bound(purses, 0)

    assert exact_price(purses, 0, utility=1).payment == 9
    assert 9 * (1 - 1e-8) < bound < 9


def test_a_purse_that_holds_next_to_nothing_is_not_empty() -> None:
    """After a payment of all but a trillionth of a trillionth, floats would see nothing left."""
    fund = approvals({"x": 1, "y": 1}, ["xy"], budget=1)
    purses = Purses(fund, Fraction(1))
    almost = 1 - Fraction(1, 10**24)
    groups = purses.open(0)

    purses.pay(0, groups, almost, purses.compare(groups, almost))

    assert purses.open(1).tolist() == [0]
    assert purses.total(purses.open(1)) == Fraction(1, 10**24)
