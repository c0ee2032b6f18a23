"""What an administrator says about a council's own sign-in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.accounts.operations.councils import Tenant
from ccin.members.models import Organisation


class AddCouncilSignInForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.kept(),
        error_messages={"required": _("Choose an organisation")},
    )
    key = forms.SlugField(
        label=_("Key"),
        help_text=_("Small letters and hyphens, for example fallowmere. It can never be changed."),
        max_length=60,
        error_messages={"required": _("Enter a key")},
    )
    name = forms.CharField(
        label=_("Name on the button"),
        max_length=40,
        error_messages={"required": _("Enter a name")},
    )
    issuer = forms.URLField(
        label=_("Address of the tenant"),
        help_text=_("For Microsoft Entra: https://login.microsoftonline.com/TENANT-NUMBER/v2.0"),
        max_length=300,
        assume_scheme="https",
        error_messages={"required": _("Enter the address"), "invalid": _("Enter a full address")},
    )
    client_id = forms.CharField(
        label=_("Client number"),
        max_length=191,
        error_messages={"required": _("Enter the client number")},
    )

    def tenant(self) -> Tenant:
        given = {key: value for key, value in self.cleaned_data.items() if key != "organisation"}
        return Tenant(**given)
