"""How far back the page of use looks."""

from django import forms
from django.utils.translation import gettext_lazy as _

PERIODS = [
    ("year", _("A year")),
    ("quarter", _("Three months")),
    ("month", _("A month")),
    ("all", _("Two years: all that is kept")),
]


class PeriodForm(forms.Form):
    period = forms.ChoiceField(label=_("How far back"), choices=PERIODS, required=False)

    def chosen(self) -> str:
        """What makes no sense is left out rather than refused."""
        self.is_valid()
        return self.cleaned_data.get("period") or "year"
