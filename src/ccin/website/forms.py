from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ccin.members.states import MembershipClass, OrganisationKind
from ccin.website.models import OldAddress
from ccin.website.operations import Leading

ANY = ("", _("Any"))
NEED_A_NAME = frozenset({"authority", "group", "parish"})
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


class JoinCheckForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Who would join?"),
        initial="authority",
        widget=forms.RadioSelect,
        choices=[
            ("authority", _("A council, a combined authority or a Police and Crime Commissioner")),
            ("group", _("A group of councillors, in opposition or running a minority")),
            ("parish", _("A town, parish or community council")),
            ("cooperative", _("A co-operative or mutual")),
            ("ngo", _("A charity or other non-profit body")),
            ("company", _("A company")),
            ("devolved_administration", _("A devolved administration")),
            ("overseas_authority", _("A council or regional government abroad")),
            ("person", _("A person")),
        ],
        error_messages={"invalid_choice": _("Choose one of these")},
    )
    name = forms.CharField(
        label=_("Name of the council, parish or organisation"),
        help_text=_(
            "For a group of councillors, the name of their council. A short or former name or the "
            "Welsh name will do."
        ),
        max_length=200,
        error_messages={
            "required": _("Enter the name of the council"),
            "max_length": _("Shorten the name to 200 characters or fewer"),
        },
    )
    field_order = ["name", "kind"]

    def __init__(self, data: QueryDict | None) -> None:
        """An address need not say who would join: a council, if it says nothing."""
        given = data.copy() if data else None
        if given is not None:
            given.setdefault("kind", "authority")
        super().__init__(given)
        if given is not None:
            is_known = bool(given.get("authority") or given.get("parish"))
            self.fields["name"].required = given["kind"] in NEED_A_NAME and not is_known

    @property
    def is_of_another_body(self) -> bool:
        """Whether the choice of who would join must be in sight."""
        return bool(self["kind"].errors) or self["kind"].value() != "authority"


class FollowUpForm(forms.Form):
    """What an address carries beside the name: a choice made on an earlier page."""

    authority = forms.SlugField(required=False, max_length=80)
    parish = forms.SlugField(required=False, max_length=9)
    standing = forms.ChoiceField(
        label=_("How does the group stand on its council?"),
        error_messages={"required": _("Choose how the group stands on its council")},
        widget=forms.RadioSelect,
        choices=[
            ("opposition", _("It is in opposition")),
            ("minority", _("It runs the council without a majority")),
            ("control", _("It has control of the council")),
        ],
    )
    has_council = forms.ChoiceField(
        label=_("Does this parish have a council?"),
        error_messages={"required": _("Choose whether the parish has a council")},
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Yes, it has a town, parish or community council")),
            ("no", _("No, there is none, or only a parish meeting")),
        ],
    )


class ChooseDayForm(forms.Form):
    on = forms.DateField(
        label=_("On the day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Enter a day as in 2026-04-01"),
            "invalid": _("Enter a day as in 2026-04-01"),
        },
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
