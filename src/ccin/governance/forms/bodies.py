"""Showing a body on a day; adding and changing bodies, terms, powers, seats and appointments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField


class ShowBodyForm(forms.Form):
    on = DayField(label=_("Show it as it stood on"), required=False)
    terms = forms.IntegerField(
        required=False, min_value=1, max_value=30_000, widget=forms.HiddenInput
    )
