"""Published figures, class terms and the count of individual supporters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.kernel.clock import today
from ccin.members.models import Snapshot
from ccin.members.operations import SnapshotDetails, TallyDetails, TermsDetails
from ccin.members.states import MembershipClass, OrganisationKind, SubKind
from ccin.register.states import AuthorityKind


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, required=False)


class SnapshotForm(forms.Form):
    """Figures as a source gives them; what it does not say stays empty."""

    as_at = DayField(label=_("Date of the figures"))
    as_at_text = forms.CharField(
        label=_("The date as the source writes it"),
        max_length=40,
        error_messages={"required": _("Enter the date as the source writes it")},
    )
    full = _number(_("Full members"))
    associate = _number(_("Associates"))
    parishes = _number(_("Of these, parish, town and community councils"))
    affiliate = _number(_("Affiliates"))
    supporters = _number(_("Supporters"))
    members = _number(_("Members in all"))
    citizens = _number(_("Citizens"))
    budget = _number(_("Budget in whole pounds"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        error_messages={"required": _("Say where the figures were published")},
    )
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=300, required=False, assume_scheme="https"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, snapshot: Snapshot | None = None) -> None:
        initial = {}
        if snapshot is not None:
            initial = {name: getattr(snapshot, name) for name in SnapshotDetails.__slots__}
            initial["version"] = snapshot.version
        super().__init__(data, initial=initial)

    def details(self) -> SnapshotDetails:
        given = self.cleaned_data
        return SnapshotDetails(**{name: given[name] for name in SnapshotDetails.__slots__})


class TermsForm(forms.Form):
    membership_class = forms.ChoiceField(label=_("Class"), choices=MembershipClass)
    sub_kind = forms.ChoiceField(
        label=_("Sub-kind"), required=False, choices=[("", _("None")), *SubKind.choices]
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of body that may join"),
        choices=list(dict([*OrganisationKind.choices, *AuthorityKind.choices]).items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of body")},
    )
    valid_from = DayField(label=_("In force from"))
    fee_basis = forms.CharField(
        label=_("What the fee is worked out from"), required=False, widget=forms.Textarea
    )
    source = forms.CharField(
        label=_("Where these terms are published"),
        max_length=300,
        error_messages={"required": _("Say where these terms are published")},
    )
    is_proposal = forms.BooleanField(
        label=_("This is a proposal, not the network’s own rule"), required=False
    )

    def details(self) -> TermsDetails:
        return TermsDetails(**self.cleaned_data)


class TallyForm(forms.Form):
    count = forms.IntegerField(
        label=_("How many individual supporters"),
        min_value=0,
        error_messages={"required": _("Enter the number")},
    )
    starts_on = DayField(label=_("From"), initial=today)
    source = forms.CharField(
        label=_("Where this is recorded"),
        max_length=300,
        error_messages={"required": _("Say where this is recorded")},
    )

    def details(self) -> TallyDetails:
        return TallyDetails(**self.cleaned_data)
