from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.kernel.money import NotMoney, parse, percentage, show, split

amounts = st.integers(min_value=0, max_value=10**13)


@pytest.mark.parametrize(
    ("written", "pence"),
    [
        ("0", 0),
        ("1234", 123400),
        ("£1,234", 123400),
        ("£1,234.50", 123450),
        ("  £1,234,567.09 ", 123456709),
        ("0.05", 5),
    ],
)
def test_amounts_are_read_as_people_write_them(written: str, pence: int) -> None:
    assert parse(written) == pence


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "Enter an amount, like £1,234.50"),
        ("-5", "Enter an amount of £0 or more"),
        ("£−5.00", "Enter an amount of £0 or more"),
        ("(5)", "Enter an amount of £0 or more"),
        ("£2m", "Enter the amount in full, like £1,200,000"),
        ("1.5", "Enter pounds with two digits for pence, like £1,234.50, or none, like £1,234"),
        ("1.500", "Enter pounds with two digits for pence, like £1,234.50, or none, like £1,234"),
        ("1,50", "Enter the amount with commas only between thousands, like £1,234.50"),
        ("1.234,50", "Enter the amount with commas only between thousands, like £1,234.50"),
        ("five pounds", "Enter an amount in pounds using digits, like £1,234.50"),
        ("€5", "Enter an amount in pounds using digits, like £1,234.50"),
        ("٣", "Enter an amount in pounds using digits, like £1,234.50"),
        ("9" * 5000, "This amount is too large. Enter it in pounds, like £1,234.50"),
    ],
)
def test_anything_else_is_asked_about_and_not_guessed(written: str, told: str) -> None:
    with pytest.raises(NotMoney) as error:
        parse(written)

    assert str(error.value) == told


def test_amounts_are_shown_in_pounds_and_pence() -> None:
    assert show(123450) == "£1,234.50"
    assert show(-5) == "−£0.05"
    assert show(123400, whole=True) == "£1,234"
    assert show(123450, whole=True) == "£1,234.50"


@given(amounts)
def test_what_is_shown_can_be_read_again(pence: int) -> None:
    assert parse(show(pence)) == pence


@given(st.integers(-(10**13), 10**13), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_a_split_loses_no_penny_and_is_never_a_penny_off(pence: int, weights: list[int]) -> None:
    shares = split(pence, weights)

    assert sum(shares) == pence
    fair = [Fraction(pence * weight, sum(weights)) for weight in weights]
    assert all(abs(share - due) < 1 for share, due in zip(shares, fair, strict=True))


def test_the_pence_left_over_go_to_those_that_lost_most_then_to_the_earlier() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split(10, [1, 2, 3]) == [2, 3, 5]
    assert split(7, [0, 1]) == [0, 7]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_that_mean_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(100, weights)


def test_half_a_penny_goes_to_the_even_one() -> None:
    assert percentage(250, 1) == 2
    assert percentage(350, 1) == 4
    assert percentage(12345, Decimal("17.5")) == 2160
    assert percentage(100, Fraction(100, 3)) == 33
