"""Narrowing the list of what was funded."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.funding.reads.portfolio import UNDER_WAY, Options
from ccin.funding.states import ProjectKind, ProjectState

ANY = ("", _("Any"))
STATES = [
    ANY,
    (UNDER_WAY, _("Under way")),
    *((one.value, one.label) for one in ProjectState),
]


class FilterProjectsForm(forms.Form):
    """What cannot be read in an address narrows nothing."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=100,
        error_messages={"max_length": _("Shorten what you search for to 100 characters or fewer")},
    )
    kind = forms.ChoiceField(label=_("Type"), required=False, choices=[ANY, *ProjectKind.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATES)
    year = forms.ChoiceField(label=_("Year"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    principle = forms.ChoiceField(label=_("Principle"), required=False)
    lead = forms.ChoiceField(label=_("Lead"), required=False)
    nation = forms.ChoiceField(label=_("Nation of the lead"), required=False)
    region = forms.ChoiceField(label=_("Region of the lead"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, options: Options) -> None:
        super().__init__(data)
        known = {
            "year": options.years,
            "theme": options.themes,
            "principle": options.principles,
            "lead": options.leads,
            "nation": options.nations,
            "region": options.regions,
        }
        for name, choices in known.items():
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                required=False,
                choices=[ANY, *choices],
                error_messages={"invalid_choice": _("Choose one of the list")},
            )

    def wanted(self) -> dict[str, Any]:
        self.full_clean()
        return self.cleaned_data if self.is_bound else {}
