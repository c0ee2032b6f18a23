"""The sentences behind the rules."""

from datetime import date

from django.utils import formats


def day_in_words(day: date) -> str:
    return formats.date_format(day, "j F Y")


def period_in_words(starts_on: date, ends_on: date | None) -> str:
    if ends_on is None:
        return f"since {day_in_words(starts_on)}"
    return f"from {day_in_words(starts_on)} to {day_in_words(ends_on)}"
