"""Points as the pages of marking show them: exact."""

from fractions import Fraction

from django import template

register = template.Library()


@register.filter
def points(value: Fraction | None) -> str:
    """8, 8 2/3; a dash where there are none."""
    if value is None:
        return "–"
    whole, rest = divmod(value.numerator, value.denominator)
    if not rest:
        return str(whole)
    return f"{whole} {rest}/{value.denominator}" if whole else f"{rest}/{value.denominator}"
