"""What the page of all entries is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.audit.reads.history import known_events
from ccin.design.fields import DayField


class FindEntriesForm(forms.Form):
    who = forms.CharField(
        label=_("Who"),
        help_text=_("E-mail address of an account, or the name of a task of the platform"),
        required=False,
        max_length=200,
    )
    event = forms.ChoiceField(label=_("What"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    kind = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=50)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        events = [(event, _in_words(event)) for event in known_events()]
        self.fields["event"] = forms.ChoiceField(
            label=_("What"), required=False, choices=[("", _("Anything")), *events]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day must not be before the first"))
        return cleaned


def _in_words(event: str) -> str:
    room, _dot, name = event.partition(".")
    return f"{room}: {name.replace('_', ' ')}"
