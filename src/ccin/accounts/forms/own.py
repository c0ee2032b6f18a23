"""What somebody changes about their own way in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.accounts.forms.roles import EMAIL_ERRORS


class ChangeOwnAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("We write to it. Nothing changes until you open the link in that letter."),
        max_length=254,
        error_messages=EMAIL_ERRORS,
    )
