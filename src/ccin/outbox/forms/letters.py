"""What the pages of letters take in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.outbox.states import LetterState


class FindLettersForm(forms.Form):
    """The filters of the list; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Recipient, subject or kind"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *LetterState.choices]
    )
