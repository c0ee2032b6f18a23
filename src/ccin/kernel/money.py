"""Money as whole pence in an int: exact, with every rounding named where it happens."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

_WRITTEN = re.compile(r"£?(?P<pounds>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<pence>\d{2}))?", re.ASCII)
_LARGEST = 10**15  # ten thousand billion pounds: beyond it somebody's finger slipped


class NotMoney(ValueError):
    """What was written is not an amount; `str(e)` says how to write one."""


def parse(text: str) -> int:
    """Pence from an amount as people write it: 1234, £1,234 or £1,234.50.

    One way of grouping and exactly two decimals, so that 1.500 or 1,50 is asked about, not guessed.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise NotMoney(_what_is_wrong(text.strip()))
    pence = int(found["pounds"].replace(",", "")[:20]) * 100 + int(found["pence"] or 0)
    if pence > _LARGEST:
        raise NotMoney("This amount is too large. Enter it in pounds, like £1,234.50")
    return pence


def _what_is_wrong(text: str) -> str:
    if not text:
        return "Enter an amount, like £1,234.50"
    if text.lstrip("£")[:1] in {"-", "−", "("} or text[0] in {"-", "−", "("}:
        return "Enter an amount of £0 or more"
    if re.search(r"\d\s*(k|m|bn|million|thousand)\b", text, re.IGNORECASE):
        return "Enter the amount in full, like £1,200,000"
    if re.fullmatch(r"£?[0-9,]+\.([0-9]|[0-9]{3,})?", text):
        return "Enter pounds with two digits for pence, like £1,234.50, or none, like £1,234"
    if re.fullmatch(r"£?[0-9,.]+", text):
        return "Enter the amount with commas only between thousands, like £1,234.50"
    return "Enter an amount in pounds using digits, like £1,234.50"


def show(pence: int, *, whole: bool = False) -> str:
    """£1,234.50; `whole` leaves out the pence of an amount that has none, never any that it has."""
    sign = "−" if pence < 0 else ""
    pounds, rest = divmod(abs(pence), 100)
    if whole and not rest:
        return f"{sign}£{pounds:,}"
    return f"{sign}£{pounds:,}.{rest:02}"


def split(pence: int, weights: Sequence[int]) -> list[int]:
    """Shares in proportion to the weights that add up to exactly the whole.

    Each share is rounded towards nothing; the pence left over go to those that lost the largest
    fraction, the earlier first.
    """
    if not weights or min(weights) < 0 or not any(weights):
        raise ValueError("weights must be none below nothing and one above it")
    sign, amount, total = (-1 if pence < 0 else 1), abs(pence), sum(weights)
    shares = [amount * weight // total for weight in weights]
    lost = [amount * weight % total for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda place: (-lost[place], place))
    for place in by_loss[: amount - sum(shares)]:
        shares[place] += 1
    return [sign * share for share in shares]


def percentage(pence: int, rate: Decimal | Fraction | int) -> int:
    """`rate` per cent of the amount, to the nearest penny; half a penny goes to the even one."""
    return round(Fraction(pence) * Fraction(rate) / 100)
