"""What narrows the pipeline; what makes no sense is left out rather than refused."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.joining.states import Place
from ccin.members.states import MembershipClass


class FindApplicationsForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False)
    place = forms.ChoiceField(
        label=_("Where it waits"),
        required=False,
        choices=[("open", _("Anywhere")), ("", _("All, ended ones too")), *Place.choices],
    )
    membership_class = forms.ChoiceField(
        label=_("Class"), required=False, choices=[("", _("Any")), *MembershipClass.choices]
    )
    region = forms.CharField(label=_("Region"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
