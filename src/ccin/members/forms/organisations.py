"""Organisations: found, added and corrected."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.members.models import Organisation
from ccin.members.operations import OrganisationDetails
from ccin.members.states import MembershipClass, OrganisationKind
from ccin.register.forms import AuthorityField
from ccin.register.models import Authority, Parish

NATIONS = [(name, name) for name in ("England", "Northern Ireland", "Scotland", "Wales")]
REGIONS = [
    (name, name)
    for name in (
        "East Midlands",
        "East of England",
        "London",
        "North East",
        "North West",
        "South East",
        "South West",
        "West Midlands",
        "Yorkshire and The Humber",
    )
]


SHORT = forms.Textarea(attrs={"rows": 4})


class FindOrganisationsForm(forms.Form):
    """The filters of the list; a value that makes no sense filters nothing."""

    q = forms.CharField(label=_("Name"), required=False)
    membership_class = forms.ChoiceField(
        label=_("Class"), required=False, choices=[("", _("Any")), *MembershipClass.choices]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *OrganisationKind.choices]
    )
    nation = forms.ChoiceField(
        label=_("Nation"), required=False, choices=[("", _("Any")), *NATIONS]
    )
    region = forms.ChoiceField(
        label=_("Region of England"), required=False, choices=[("", _("Any")), *REGIONS]
    )
    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            ("", _("Any")),
            ("member", _("In membership")),
            ("supporter", _("Supporter")),
            ("left", _("Was in membership")),
            ("never", _("Never in membership")),
            ("fictional", _("Fictional, for demonstration")),
        ],
    )
    on = DayField(label=_("As it stood on"), required=False)


class OrganisationForm(forms.Form):
    """Adding; with `organisation`, correcting what is recorded of it."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Enter the name")}
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose")), *OrganisationKind.choices],
        error_messages={"required": _("Choose the kind of organisation")},
    )
    authority = AuthorityField(
        label=_("Its entry in the register"),
        help_text=_(
            "For a council, a combined authority or a commissioner: any of its names, or its code."
        ),
        required=False,
    )
    principal_council = AuthorityField(
        label=_("The council it sits on, or that is around it"),
        help_text=_(
            "For a group of councillors, or a parish, town or community council: any of its names."
        ),
        required=False,
    )
    parish = forms.CharField(
        label=_("Its parish or community"),
        help_text=_("The name as the register has it, or its code, such as E04000001."),
        max_length=120,
        required=False,
    )
    nation = forms.ChoiceField(
        label=_("Nation"),
        required=False,
        choices=[("", _("As in the register, or outside the UK")), *NATIONS],
    )
    region = forms.ChoiceField(
        label=_("Region of England"),
        required=False,
        choices=[("", _("As in the register")), *REGIONS],
    )
    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https"
    )
    summary = forms.CharField(label=_("In a few words"), required=False, widget=SHORT)
    offers = forms.CharField(label=_("What it can help others with"), required=False, widget=SHORT)
    seeks = forms.CharField(label=_("What it is looking for"), required=False, widget=SHORT)
    public_contact = forms.CharField(
        label=_("How the public can reach it"), required=False, max_length=200
    )
    notes = forms.CharField(
        label=_("Notes for staff"),
        help_text=_("Never shown to the public."),
        required=False,
        widget=SHORT,
    )
    source = forms.CharField(label=_("Where the record came from"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        organisation: Organisation | None = None,
        authority: Authority | None = None,
    ) -> None:
        initial: dict[str, Any] = {}
        if authority is not None:
            initial = {"name": authority.name, "authority": authority}
        if organisation is not None:
            initial = {name: getattr(organisation, name) for name in OrganisationDetails.__slots__}
            initial["parish"] = organisation.parish.gss_code if organisation.parish else ""
            initial["version"] = organisation.version
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """A name alone may belong to twenty parishes: then the council around it decides."""
        given = super().clean() or self.cleaned_data
        wanted = given.get("parish", "")
        given["parish"] = None
        if not wanted:
            return given
        found = Parish.objects.filter(gss_code=wanted.upper())
        if not found:
            found = Parish.objects.filter(name__iexact=wanted)
            if given.get("principal_council"):
                found = found.filter(authority=given["principal_council"])
        matches = list(found.select_related("authority")[:21])
        if len(matches) == 1:
            given["parish"] = matches[0]
        else:
            self.add_error("parish", _which_parish(wanted, matches))
        return given

    def details(self) -> OrganisationDetails:
        given = self.cleaned_data
        return OrganisationDetails(**{name: given[name] for name in OrganisationDetails.__slots__})


def _which_parish(wanted: str, matches: list[Parish]) -> ValidationError:
    if not matches:
        return ValidationError(
            _("No parish called “%(name)s” is in the register. Check the name, or enter its code."),
            params={"name": wanted},
        )
    places = ", ".join(f"{match.authority.short_name} ({match.gss_code})" for match in matches)
    return ValidationError(
        _("Several parishes are called “%(name)s”: %(places)s. Choose the council or give a code."),
        params={"name": wanted, "places": places},
    )


class IdentifierForm(forms.Form):
    scheme = forms.CharField(
        label=_("Register"),
        help_text=_("Its code in org-id.guide: GB-COH for Companies House, GB-CHC for charities."),
        max_length=20,
        error_messages={"required": _("Enter the code of the register")},
    )
    value = forms.CharField(
        label=_("Number"), max_length=60, error_messages={"required": _("Enter the number")}
    )
