"""What the pages take in on which partners are found and invited."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.forms.fields import PastedField
from ccin.funding.models import Bid
from ccin.funding.models.bids import IN_IT
from ccin.kernel.clock import today
from ccin.members.models import Organisation


class InvitePartnerForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Which member?"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose a member")},
    )
    part = PastedField(label=_("What would it do?"), max_length=200, required=False)

    def __init__(self, *args: Any, bid: Bid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        present = bid.partners.filter(state__in=IN_IT).values("organisation")
        members = Organisation.objects.members_on(today()).filter(fictional=bid.fictional)
        field.queryset = members.exclude(pk=bid.lead_id).exclude(pk__in=present).order_by("name")


class OfferPartnershipForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"), queryset=Organisation.objects.none()
    )
    words = PastedField(
        label=_("What would you bring?"),
        help_text=_("The lead gets your name, your organisation and these words, no address."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence or two what you would bring")},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        mine = actor.organisations_where(Permission.BID_WRITE)
        field.queryset = Organisation.objects.filter(pk__in=mine).order_by("name")
        if len(mine) == 1:
            self.initial["organisation"] = mine[0]
