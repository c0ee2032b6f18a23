"""The library's forms with the network's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
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


@contextmanager
def unknown_keys_refused() -> Iterator[None]:
    """The library reads what a browser sends without doubt; what is no passkey breaks it."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as broken:
        raise forms.ValidationError(_("This passkey is not known here.")) from broken


class UsePasskeyForm(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with unknown_keys_refused():
            return super().clean_credential()


class SignInWithPasskeyForm(LoginWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with unknown_keys_refused():
            return super().clean_credential()


class ShowPasskeyAgainForm(ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with unknown_keys_refused():
            return super().clean_credential()


class AddPasskeyForm(AddWebAuthnForm):
    """Every key must check its holder, by a finger, a face or a number: it then signs in alone."""

    passwordless = None
    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": _("No passkey was made. Try again, or use an app instead.")},
    )
    name = forms.CharField(
        label=_("A name for it"),
        help_text=_("So that you know it again, for example: my telephone."),
        max_length=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        with unknown_keys_refused():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class NamePasskeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, error_messages={"required": _("Enter a name")}
    )
