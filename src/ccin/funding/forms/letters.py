"""What the pages of letters take in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DraftLetterForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    feedback = forms.CharField(
        label=_("What the bidder should know"),
        help_text=_(
            "It goes to those who lead the bid, after the decision. Name no assessor. A bid that "
            "is not funded needs it; a funded one may go without."
        ),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class SendLettersForm(forms.Form):
    left_out = forms.CharField(
        label=_("Why these letters go before the rest is decided"),
        help_text=_("Only where a bid of the strand is undecided. It stays on the record."),
        max_length=300,
        required=False,
    )
