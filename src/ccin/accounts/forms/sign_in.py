"""The library's forms with the network's words."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

ONE_TIME = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}
DIGITS = {**ONE_TIME, "inputmode": "numeric"}


class SignInForm(RequestLoginCodeForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a code to this address. You need no password."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the right form, like name@example.com"),
        },
    )


class _CodeForm(forms.Form):
    label: Any = _("Code")
    hint: Any = ""
    attributes = ONE_TIME
    required: Any = _("Enter the code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=self.label,
            help_text=self.hint,
            max_length=40,
            widget=forms.TextInput(attrs={**self.attributes, "class": "ccin-input--width-10"}),
            error_messages={"required": self.required},
        )


class CodeForm(_CodeForm, ConfirmLoginCodeForm):
    hint = _("From the letter we sent you, for example ABCD-EFGH. Small letters will do.")


class SecondFactorForm(_CodeForm, AuthenticateForm):
    hint = _("The six digits that your app shows, or one of your recovery codes.")


class SecondFactorAgainForm(_CodeForm, ReauthenticateForm):
    hint = _("The six digits that your app shows, or one of your recovery codes.")


class SetUpSecondFactorForm(_CodeForm, ActivateTOTPForm):
    label = _("The six digits that your app shows")
    attributes = DIGITS
    required = _("Enter the six digits that your app shows")
