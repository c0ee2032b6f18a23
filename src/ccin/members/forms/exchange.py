"""The membership list, in and out."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.kernel.clock import today
from ccin.members.operations import ExportWanted


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("The list, as CSV or XLSX"),
        help_text=_("Nothing is changed yet: you are shown first what the list would change."),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty")},
    )
    as_at = DayField(
        label=_("As at"),
        help_text=_("The first day of whatever the list gives no first day for."),
        initial=today,
        required=False,
    )


class ApplyImportForm(forms.Form):
    """The file that was shown, under the name by which it is kept for an hour."""

    kept = forms.SlugField(widget=forms.HiddenInput, max_length=60)
    as_at = DayField(widget=forms.HiddenInput, required=False)


class ExportForm(forms.Form):
    on = DayField(label=_("The membership as at"), initial=today, required=False)
    as_file = forms.ChoiceField(
        label=_("As"),
        choices=[
            ("xlsx", _("XLSX, for a spreadsheet")),
            ("csv", _("CSV, for any program")),
            ("json", _("JSON, for developers")),
        ],
        widget=forms.RadioSelect,
        initial="xlsx",
        error_messages={"required": _("Choose a kind of file")},
    )
    private = forms.BooleanField(
        label=_("With people, their e-mail addresses and notes"),
        help_text=_(
            "Keep such a file safe, and delete it when you no longer need it. The history keeps "
            "who took it, and when."
        ),
        required=False,
    )

    def wanted(self, chosen: Sequence[int]) -> ExportWanted:
        given = self.cleaned_data
        on = given["on"] or today()
        return ExportWanted(
            on=on, as_file=given["as_file"], private=given["private"], chosen=chosen
        )
