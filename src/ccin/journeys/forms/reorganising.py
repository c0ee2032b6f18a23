"""Merging, erasing and reorganising: what staff choose and confirm."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import SeveralField
from ccin.journeys.operations.confirm_plan import Confirmation
from ccin.journeys.operations.reorganisation import Passing
from ccin.journeys.reads.plans import Item
from ccin.journeys.rules.plans import Answer
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation, Representation
from ccin.register.models import Authority, AuthorityQuerySet


class FindOtherForm(forms.Form):
    q = forms.CharField(label=_("Find the other record by its name"), required=False)


class ConfirmForm(forms.Form):
    """One box to tick before what cannot be undone."""

    sure = forms.BooleanField(
        label=_("I have read what happens"),
        error_messages={"required": _("Confirm that you have read what happens")},
    )


def successors_of(authority: Authority | None) -> AuthorityQuerySet:
    """The councils that took this one's place, by the changes that the register knows."""
    found = Authority.objects.filter(successions_to__predecessor=authority)
    return found.order_by("name").distinct() if authority else Authority.objects.none()


class PassOnForm(forms.Form):
    successor = forms.ModelChoiceField(
        label=_("To which council"),
        queryset=Authority.objects.none(),
        error_messages={"required": _("Choose the council that goes on with the membership")},
    )
    representatives = SeveralField(
        label=_("Who goes on for the new council"),
        help_text=_("Whoever is not chosen stays with the old record."),
        queryset=Representation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    decision = forms.CharField(
        label=_("Number of the network’s decision"), max_length=40, required=False
    )
    source = forms.CharField(label=_("Where this is recorded"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, membership: Membership) -> None:
        super().__init__(data)
        organisation = membership.organisation
        successor, representatives = self.fields["successor"], self.fields["representatives"]
        assert isinstance(successor, forms.ModelChoiceField)
        assert isinstance(representatives, forms.ModelMultipleChoiceField)
        successor.queryset = successors_of(organisation.authority)
        representatives.queryset = (
            Representation.objects.current_on(today())
            .filter(organisation=organisation, ends_on=None)
            .select_related("person", "organisation")
        )

    def passing(self) -> Passing:
        return Passing(**self.cleaned_data)


class MoveCouncilForm(forms.Form):
    successor = forms.ModelChoiceField(
        label=_("Under which council it goes on"),
        queryset=Authority.objects.none(),
        error_messages={"required": _("Choose the council under which it goes on")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data, initial={"version": organisation.version})
        successor = self.fields["successor"]
        assert isinstance(successor, forms.ModelChoiceField)
        successor.queryset = successors_of(organisation.principal_council)


class PlanStepForm(forms.Form):
    """What becomes of each thing of one step of a plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, items: list[Item], answers: Mapping[int, Answer], version: int
    ) -> None:
        super().__init__(data, initial={"version": version})
        self.items = items
        for item in items:
            known = answers.get(item.pk)
            initial = f"{known.fate}:{known.successor or ''}" if known else ""
            self.fields[f"item_{item.pk}"] = forms.ChoiceField(
                label=item.words,
                choices=[("", _("Choose")), *item.choices],
                initial=initial,
                error_messages={
                    "required": _("Choose what becomes of %(what)s") % {"what": item.words}
                },
            )

    def answers(self) -> list[Answer]:
        found = []
        for item in self.items:
            fate, _colon, to = self.cleaned_data[f"item_{item.pk}"].partition(":")
            found.append(Answer(item.pk, fate, int(to) if to else None))
        return found


class ConfirmPlanForm(forms.Form):
    decision = forms.CharField(
        label=_("Number of the network’s decision"), max_length=40, required=False
    )
    source = forms.CharField(label=_("Where this is recorded"), max_length=300, required=False)
    sure = forms.BooleanField(
        label=_("I have read what will be true, and it is right"),
        error_messages={"required": _("Confirm that you have read what will be true")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def confirmation(self) -> Confirmation:
        given = self.cleaned_data
        return Confirmation(decision=given["decision"], source=given["source"])
