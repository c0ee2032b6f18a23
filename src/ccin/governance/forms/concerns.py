"""Raising a concern, and saying what a body made of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.governance.forms.matters import SayForm, outcomes_of
from ccin.governance.models import Procedure
from ccin.governance.models.concerns import CONCERN_KINDS
from ccin.governance.operations.concerns import ConcernDetails
from ccin.governance.states import Outcome, Step
from ccin.kernel.clock import today
from ccin.members.models import Organisation

# What the outcomes are called when they are about a concern.
WORDS = {
    Outcome.APPROVE: _("Uphold it"),
    Outcome.APPROVE_WITH_CONDITIONS: _("Uphold it, with steps to be taken"),
    Outcome.REFUSE: _("Do not uphold it"),
}


class RaiseForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you raise?"),
        choices=[(kind.value, kind.label) for kind in CONCERN_KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is a concern or a complaint")},
    )
    about = forms.ModelChoiceField(
        label=_("Which member is it about?"),
        help_text=_("Choose none if it is about a body of the network or the network itself."),
        queryset=Organisation.objects.none(),
        empty_label=_("None of the members"),
        required=False,
    )
    words = forms.CharField(
        label=_("What happened?"),
        help_text=_("When, where, who was there, and what you would like to come of it."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Say what happened")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        about = self.fields["about"]
        assert isinstance(about, forms.ModelChoiceField)
        about.queryset = Organisation.objects.members_on(today())

    def details(self) -> ConcernDetails:
        return ConcernDetails(**self.cleaned_data)


class SayOnConcernForm(SayForm):
    answer = forms.CharField(
        label=_("Your answer to whoever raised it"),
        help_text=_("They read this, and nothing else of what you write here."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        known = outcomes_of(kwargs["matter"])
        outcome.choices = [(value, WORDS.get(Outcome(value), label)) for value, label in known]
        if kwargs["matter"].power.step == Step.RECOMMEND:
            del self.fields["answer"]


class VotedForm(forms.Form):
    """After a written procedure only the answer is missing: all else the vote has said."""

    answer = SayOnConcernForm.base_fields["answer"]

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if procedure.step == Step.RECOMMEND or procedure.outcome == Outcome.RETURN:
            del self.fields["answer"]
