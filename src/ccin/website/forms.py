from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.members.states import MembershipClass, OrganisationKind
from ccin.website.models import OldAddress
from ccin.website.operations import Leading

ANY = ("", _("Any"))
TOO_LONG = _("Shorten what you search for to 100 characters or fewer")


class FilterDirectoryForm(forms.Form):
    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        error_messages={"max_length": TOO_LONG},
    )
    membership_class = forms.ChoiceField(
        label=_("Class"),
        required=False,
        choices=[("", _("All members")), *MembershipClass.choices],
    )
    kind = forms.ChoiceField(
        label=_("Kind of body"),
        required=False,
        choices=[
            ANY,
            *(pair for pair in OrganisationKind.choices if pair[0] != OrganisationKind.NETWORK),
        ],
    )
    nation = forms.ChoiceField(label=_("Nation"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    size = forms.ChoiceField(
        label=_("Residents"),
        required=False,
        choices=[
            ANY,
            ("small", _("Under 100,000")),
            ("medium", _("100,000 to 249,999")),
            ("large", _("250,000 to 499,999")),
            ("largest", _("500,000 or more")),
        ],
    )
    on = forms.DateField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Enter a day as in 2026-04-01")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, places: tuple[list[str], list[str]]
    ) -> None:
        super().__init__(data)
        for name, known in zip(("nation", "region"), places, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                required=False,
                choices=[ANY, *((place, place) for place in known)],
            )


class _LeadingForm(forms.Form):
    target = forms.CharField(
        label=_("Where it leads"),
        max_length=300,
        help_text=_("An address on this site, such as /join/, or one that starts with https://"),
        error_messages={"required": _("Enter where the address leads")},
    )
    note = forms.CharField(
        label=_("Where it was printed or linked (optional)"), max_length=200, required=False
    )


class AddOldAddressForm(_LeadingForm):
    path = forms.CharField(
        label=_("The old address"),
        max_length=200,
        help_text=_("As it was printed; capitals and the closing slash do not matter"),
        error_messages={"required": _("Enter the old address, such as /projects/")},
    )
    field_order = ("path", "target", "note")

    def leading(self) -> Leading:
        sent = self.cleaned_data
        return Leading(sent["path"], sent["target"].strip(), sent["note"])


class ChangeOldAddressForm(_LeadingForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, address: OldAddress) -> None:
        first = {"target": address.target, "note": address.note, "version": address.version}
        super().__init__(data, initial=first)
        self.path = address.path

    def leading(self) -> Leading:
        sent = self.cleaned_data
        return Leading(self.path, sent["target"].strip(), sent["note"])
