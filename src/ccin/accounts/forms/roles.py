"""What the pages for accounts and roles take in."""

from typing import Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ccin.accounts.operations.roles import Grant
from ccin.accounts.states import STAFF_ROLE_DUTIES, STAFF_ROLE_NAMES
from ccin.design.fields import DayField
from ccin.kernel.clock import today

EMAIL_ERRORS = {
    "required": _("Enter an e-mail address"),
    "invalid": _("Enter an e-mail address in the right form, like name@example.com"),
}


class CreateAccountForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter a name")}
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Codes for signing in go to this address. It must be this person’s own."),
        max_length=254,
        error_messages=EMAIL_ERRORS,
    )


class ChangeAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("Every open sign-in ends. The old address and the new one are told."),
        max_length=254,
        error_messages=EMAIL_ERRORS,
    )


class GrantRoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role")},
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("The role ends by itself after this day. A stand-in must have one."),
        required=False,
    )
    reason = forms.CharField(label=_("Why, or in whose place"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = cast(forms.ChoiceField, self.fields["role"])
        role.choices = [
            (key, format_html("{}: {}", name, STAFF_ROLE_DUTIES[key]))
            for key, name in STAFF_ROLE_NAMES
        ]
        self.fields["starts_on"].initial = today

    def granted(self) -> Grant:
        return Grant(**self.cleaned_data)


class EndRoleForm(forms.Form):
    when = forms.ChoiceField(
        label=_("When does it end?"),
        choices=[("at_once", _("At once")), ("after", _("After a last day"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it ends")},
    )
    last_day = DayField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("when") == "after" and not given.get("last_day") and not self.errors:
            self.add_error("last_day", _("Enter the last day"))
        if given.get("when") == "at_once":
            given["last_day"] = None
        return given
