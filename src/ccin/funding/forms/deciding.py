"""What the pages for recommending and deciding on bids take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.funding.models import Bid
from ccin.funding.operations.deciding import Awarding
from ccin.governance.forms.matters import SayForm
from ccin.governance.forms.procedures import OpenProcedureForm
from ccin.governance.states import APPROVALS
from ccin.kernel.money import NotMoney, parse, show


class SumField(forms.CharField):
    """An amount in pounds, as people write it; pence in the end."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_length=30, required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return show(value, whole=True).lstrip("£") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        try:
            return parse(written) if written else None
        except NotMoney as wrong:
            raise forms.ValidationError(str(wrong)) from None


class GrantForm(forms.Form):
    """The sum that an approval grants, put after what is resolved."""

    amount = SumField(
        label=_("What is granted, in pounds"),
        help_text=_("Where it is approved. Never more than the bid asks for."),
    )
    override_reason = forms.CharField(
        label=_("Why the body goes beyond its budget"),
        help_text=_("Only where more is granted than is left of this strand. It is published."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        approves = given.get("outcome") in APPROVALS
        wrong = "amount" in self.errors
        if approves and given.get("amount") is None and not wrong and "amount" in self.fields:
            self.add_error("amount", _("Enter how much is granted"))
        return given

    def awarding(self) -> Awarding | None:
        """A sum that was left in the box of a refusal grants nothing."""
        given = self.cleaned_data
        if given["outcome"] not in APPROVALS or given.get("amount") is None:
            return None
        return Awarding(given["amount"], given["override_reason"])


class DecideBidForm(GrantForm, SayForm):
    field_order = ("form", "outcome", "amount", "override_reason", "conditions", "reasons")

    def __init__(self, *args: Any, bid: Bid, **kwargs: Any) -> None:
        kwargs["initial"] = {"amount": bid.ask, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class VoteOnBidForm(GrantForm, OpenProcedureForm):
    field_order = ("outcome", "amount", "override_reason", "conditions", "reasons", "closes_at")

    def __init__(self, *args: Any, bid: Bid, **kwargs: Any) -> None:
        kwargs["initial"] = {"amount": bid.ask, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
