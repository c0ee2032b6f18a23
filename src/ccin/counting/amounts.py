"""Amounts as people and programs read them: decimal strings in the unit of the file."""

from fractions import Fraction

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
LONGEST = 3000  # digits; longer fractions are given rounded only


def decimal(amount: int | Fraction, decimals: int, *, places: int | None = None) -> str:
    """The amount, given in the smallest unit, in whole units: exact if it is a whole number and no
    `places` are asked for, otherwise rounded to that many."""
    places = decimals if places is None else places
    scaled = round(Fraction(amount) * 10**places / 10**decimals)
    digits = f"{abs(scaled):0{places + 1}d}"
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def in_words(amount: int | Fraction, decimals: int, currency: str) -> str:
    """As in £1,250 or £41.67; what is rounded is said to be."""
    whole = Fraction(amount).denominator == 1
    text = decimal(amount, decimals, places=None if whole else max(decimals, 2))
    units, dot, rest = text.partition(".")
    text = f"{int(units):,}{dot}{rest}"
    exact = Fraction(text.replace(",", "")) * 10**decimals == amount
    sign = SIGNS.get(currency.upper(), "")
    named = f"{sign}{text}" if sign else f"{text} {currency}".strip()
    return named if exact else f"about {named}"


def exactly(amount: Fraction, decimals: int) -> str | None:
    """A fraction of the file's unit as “numerator/denominator”; None where that is too long."""
    exact = amount / 10**decimals
    if max(exact.numerator.bit_length(), exact.denominator.bit_length()) > LONGEST * 3:
        return None
    return f"{exact.numerator}/{exact.denominator}"
