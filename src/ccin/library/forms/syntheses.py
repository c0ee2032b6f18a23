"""What the pages of a synthesis take in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindToCiteForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=200)

    def words(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))


class LearnedForm(forms.Form):
    learned = forms.CharField(
        label=_("What we take from it"),
        help_text=_("One sentence, for somebody who has not read it."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
