"""When bids are presented."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.funding.forms.rounds import MomentField
from ccin.funding.operations.slots import LONGEST


class SlotForm(forms.Form):
    starts_at = MomentField(label=_("Begins"), help_text=_("London time, to the minute."))
    minutes = forms.IntegerField(
        label=_("Minutes for each bid"), min_value=1, max_value=LONGEST, initial=15
    )
    place = forms.CharField(
        label=_("Room or link"),
        help_text=_("Bidders and the bodies read it; the public does not."),
        max_length=300,
        required=False,
    )
