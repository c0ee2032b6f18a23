"""Form fields of our own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

YEARS = range(1800, 2201)
LONGEST_KEY = 18  # digits; every database can hold such a number


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar or typed as 2027-04-01 or 01/04/2027.

    A year that no record of the network can have is a slip, and some days beyond it have no
    day before or after them to reckon with.
    """

    default_error_messages = {
        "required": _("Enter a date"),
        "invalid": _("Enter a real date, like 01/04/2027"),
        "year": _("Enter a year from 1800 to 2200"),
    }

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day.year not in YEARS:
            raise ValidationError(self.error_messages["year"], code="year")
        return day

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**options)


def known_keys(sent: Iterable[str]) -> list[int]:
    """Those of the keys sent that a record can have at all."""
    return [int(key) for key in sent if key.isdecimal() and len(key) <= LONGEST_KEY]


class SeveralField(forms.ModelMultipleChoiceField[Any]):
    """Several records. A key longer than any database holds is no choice, rather than a failure."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:LONGEST_KEY]},
                )
        return super().clean(value)
