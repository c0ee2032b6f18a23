"""Form fields of our own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar or typed as 2027-04-01 or 01/04/2027."""

    default_error_messages = {
        "required": _("Enter a date"),
        "invalid": _("Enter a real date, like 01/04/2027"),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**options)
