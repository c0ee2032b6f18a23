"""What is asked before preferences are put through a rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.counting.records import Completion, Method, Satisfaction
from ccin.funding.models import PreferenceRun, Strand
from ccin.funding.operations.preferences import LARGEST, Preferences, bids_of


class StrandField(forms.ModelChoiceField[Strand]):
    def label_from_instance(self, strand: Strand) -> str:
        """The page says which round it is."""
        return strand.get_kind_display()


class PreferencesForm(forms.Form):
    strand = StrandField(
        label=_("For which projects?"), queryset=Strand.objects.none(), empty_label=None
    )
    whose = forms.CharField(
        label=_("Whose preferences are these?"),
        help_text=_("For example: “41 officers, asked in the Policy Officer Group in March”."),
        max_length=200,
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "In Pabulib’s form (.pb), with approvals, of up to 4 MB. Give projects the references "
            "of the bids, so that they are matched by themselves."
        ),
    )
    method = forms.ChoiceField(
        label=_("By which rule?"),
        choices=[
            (Method.EQUAL_SHARES, _("Equal shares: every ballot has an equal part of the fund")),
            (Method.GREEDY, _("By votes: those with most votes first, as long as they fit")),
        ],
        widget=forms.RadioSelect,
        initial=Method.EQUAL_SHARES,
    )
    satisfaction = forms.ChoiceField(
        label=_("What counts as being served?"),
        choices=[
            (Satisfaction.COST, _("The money spent on what a ballot supports")),
            (Satisfaction.CARDINALITY, _("The number of projects that a ballot supports")),
        ],
        widget=forms.RadioSelect,
        initial=Satisfaction.COST,
    )
    completion = forms.ChoiceField(
        label=_("What happens to money that equal shares leave over?"),
        choices=[
            (Completion.NONE, _("It stays")),
            (Completion.GREEDY, _("It goes to those with most votes that still fit")),
            (Completion.ADD1, _("Shares are raised step by step, as long as the fund holds")),
        ],
        widget=forms.RadioSelect,
        initial=Completion.NONE,
    )
    lot = forms.CharField(
        label=_("Order that settles ties"),
        help_text=_("The projects of the file, one a line, as drawn. Empty: their order in it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=20_000,
    )

    def __init__(self, *args: Any, strands: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["strand"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = strands

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 4 MB."))
        try:
            return str(sent.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("The file is no text in UTF-8. Save it as text and send it again.")
            ) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("method") == Method.GREEDY and data.get("completion") != Completion.NONE:
            data["completion"] = Completion.NONE
        return data

    def preferences(self) -> Preferences:
        data = self.cleaned_data
        return Preferences(
            whose=data["whose"],
            text=data["file"],
            method=data["method"],
            satisfaction=data["satisfaction"],
            completion=data["completion"],
            lot=data["lot"],
        )


class MatchForm(forms.Form):
    """For each project of the file the bid that it is."""

    def __init__(self, *args: Any, run: PreferenceRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bids = [(bid.reference, f"{bid.reference} {bid.title}") for bid in bids_of(run.strand)]
        self.projects = list(run.outcome["names"])
        for number, project in enumerate(self.projects):
            name = run.outcome["names"][project]
            self.fields[f"project_{number}"] = forms.ChoiceField(
                label=f"{name} ({project})" if name != project else project,
                choices=[("", _("No bid of this round")), *bids],
                initial=run.names.get(project, ""),
                required=False,
            )

    def names(self) -> dict[str, str]:
        return {
            project: self.cleaned_data[f"project_{number}"]
            for number, project in enumerate(self.projects)
        }
