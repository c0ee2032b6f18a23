"""The budget of a bid as a page of lines: what it costs, and who else pays."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ccin.funding.forms.fields import PastedField, PoundsField
from ccin.funding.models import Bid
from ccin.funding.operations.bid_parts import Given, Plan
from ccin.funding.states import ContributionKind

SPARE = 3  # empty lines to begin with, and more with each time it is saved
MOST = 20


class BudgetForm(forms.Form):
    ask = PoundsField(label=gettext_lazy("What you ask the network for"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, bid: Bid, **kwargs: Any) -> None:
        first = {"ask": bid.ask, "version": bid.version}
        super().__init__(*args, **{**kwargs, "initial": first})
        self.costs = [(each.words, each.amount) for each in bid.costs.all()]
        self.given = [
            (each.kind, each.source, each.reference, each.amount, each.is_confirmed)
            for each in bid.contributions.all()
        ]
        self.known = {each.source: each.organisation for each in bid.contributions.all()}
        for place in range(self._lines("cost", len(self.costs))):
            self._add_cost(place)
        for place in range(self._lines("give", len(self.given))):
            self._add_given(place)

    def _lines(self, stem: str, kept: int) -> int:
        sent = [key.split("_")[1] for key in self.data if key.startswith(f"{stem}_")]
        most = max(
            (int(each) + 1 for each in sent if each.isdecimal() and len(each) < 3), default=0
        )
        return min(max(kept + SPARE, most), MOST)

    def _add_cost(self, place: int) -> None:
        words, amount = self.costs[place] if place < len(self.costs) else ("", None)
        number = place + 1
        self.fields[f"cost_{place}_words"] = PastedField(
            label=_("Cost %(number)s: what for") % {"number": number},
            max_length=150,
            required=False,
            initial=words,
        )
        label = _("Cost %(number)s: amount") % {"number": number}
        self.fields[f"cost_{place}_amount"] = PoundsField(
            label=label, required=False, initial=amount
        )

    def _add_given(self, place: int) -> None:
        nothing = (ContributionKind.MATCH, "", "", None, False)
        kind, source, reference, amount, sure = (
            self.given[place] if place < len(self.given) else nothing
        )
        number, stem = {"number": place + 1}, f"give_{place}"
        self.fields[f"{stem}_kind"] = forms.ChoiceField(
            label=_("Given %(number)s: kind") % number,
            choices=ContributionKind.choices,
            required=False,
            initial=kind,
        )
        self.fields[f"{stem}_source"] = PastedField(
            label=_("Given %(number)s: from whom") % number,
            max_length=150,
            required=False,
            initial=source,
        )
        self.fields[f"{stem}_reference"] = PastedField(
            label=_("Given %(number)s: their reference") % number,
            max_length=80,
            required=False,
            initial=reference,
        )
        self.fields[f"{stem}_amount"] = PoundsField(
            label=_("Given %(number)s: amount or worth") % number, required=False, initial=amount
        )
        self.fields[f"{stem}_sure"] = forms.BooleanField(
            label=_("Given %(number)s: promised in writing") % number, required=False, initial=sure
        )

    def cost_rows(self) -> Iterable[list[BoundField]]:
        return self._rows("cost", ("words", "amount"))

    def given_rows(self) -> Iterable[list[BoundField]]:
        return self._rows("give", ("kind", "source", "reference", "amount", "sure"))

    def _rows(self, stem: str, parts: tuple[str, ...]) -> Iterable[list[BoundField]]:
        for place in range(MOST):
            if f"{stem}_{place}_amount" in self.fields:
                yield [self[f"{stem}_{place}_{part}"] for part in parts]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for stem, name in (("cost", "words"), ("give", "source")):
            for place in range(MOST):
                self._whole_line(f"{stem}_{place}_{name}", f"{stem}_{place}_amount")
        return given

    def _whole_line(self, words: str, amount: str) -> None:
        sent = self.cleaned_data
        if words not in sent or amount not in sent:
            return
        if sent[words] and sent[amount] is None:
            self.add_error(amount, _("Enter the amount of this line"))
        elif sent[amount] is not None and not sent[words]:
            self.add_error(words, _("Say what this amount is for, or who gives it"))

    def plan(self) -> Plan:
        sent = self.cleaned_data
        costs = tuple(
            (sent[f"cost_{place}_words"], sent[f"cost_{place}_amount"])
            for place in range(MOST)
            if sent.get(f"cost_{place}_words")
        )
        given = tuple(
            Given(
                kind=sent[f"give_{place}_kind"] or ContributionKind.MATCH,
                source=sent[f"give_{place}_source"],
                amount=sent[f"give_{place}_amount"],
                reference=sent[f"give_{place}_reference"],
                organisation=self.known.get(sent[f"give_{place}_source"]),
                is_confirmed=sent[f"give_{place}_sure"],
            )
            for place in range(MOST)
            if sent.get(f"give_{place}_source")
        )
        return Plan(sent["ask"], costs, given)
