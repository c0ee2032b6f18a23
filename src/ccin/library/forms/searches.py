"""What the pages of saved searches take in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.library.rules.searches import LONGEST_NAME


class RenameSearchForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Enter a name, so that you know it again"),
            "max_length": _("Use 120 characters or fewer"),
        },
    )
