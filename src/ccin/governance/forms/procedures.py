"""What the pages of written procedures take in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ccin.governance.forms.matters import WORDS, outcomes_of
from ccin.governance.models import Matter
from ccin.governance.operations.procedures import Proposal
from ccin.governance.reads.procedures import default_deadline
from ccin.governance.states import Choice, Step
from ccin.kernel.clock import LONDON


class OpenProcedureForm(forms.Form):
    """One question for everybody who may vote on it."""

    outcome = forms.ChoiceField(
        label=_("What is proposed?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is proposed")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Voters read them, and they become the reasons on the record."),
        max_length=10_000,
        widget=WORDS,
        error_messages={"required": _("Give the reasons")},
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_("Where it is to be approved with conditions: which, and by when."),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    closes_at = forms.DateTimeField(
        label=_("Deadline"),
        help_text=_("London time. It closes earlier once everybody has voted."),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={
            "required": _("Enter the deadline"),
            "invalid": _("Enter a real day and time, like 2027-04-01 17:00"),
        },
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        days = matter.power.clause.terms.written_days
        closes_at = default_deadline(days, timezone.now()).astimezone(LONDON)
        kwargs["initial"] = {"closes_at": closes_at, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = outcomes_of(matter)
        if matter.power.step == Step.RECOMMEND:
            del self.fields["conditions"]

    def proposal(self) -> Proposal:
        given = self.cleaned_data
        return Proposal(
            outcome=given["outcome"],
            reasons=given["reasons"],
            closes_at=given["closes_at"],
            conditions=given.get("conditions", ""),
        )


class VoteForm(forms.Form):
    """The three buttons are its only question."""

    choice = forms.ChoiceField(
        choices=Choice.choices,
        error_messages={
            "required": _("Press one of the three buttons"),
            "invalid_choice": _("Press one of the three buttons"),
        },
    )
    appointment = forms.IntegerField(required=False, min_value=1)


class StopForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it stopped?"),
        help_text=_("Those who may vote are told. How anybody has voted so far is not shown."),
        max_length=300,
        error_messages={"required": _("Say why it is stopped")},
    )
