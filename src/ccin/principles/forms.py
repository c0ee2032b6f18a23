"""What an organisation says of itself, principle by principle."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.kernel.clock import today
from ccin.principles.models import Assessment, Principle
from ccin.principles.operations import Answer
from ccin.principles.states import Score

SHORT = forms.Textarea(attrs={"rows": 2})


class AssessForm(forms.Form):
    """Two fields a principle; one that is left empty is not answered."""

    assessed_on = DayField(label=_("Day of the assessment"), initial=today)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        principles: Sequence[Principle],
        assessment: Assessment | None = None,
    ) -> None:
        super().__init__(data)
        self.principles = principles
        for principle in principles:
            self.fields[f"score_{principle.pk}"] = forms.TypedChoiceField(
                label=principle.name,
                help_text=principle.paraphrase,
                choices=[("", _("Not answered")), *Score.choices],
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"sentence_{principle.pk}"] = forms.CharField(
                label=_("What shows it: %(name)s") % {"name": principle.name},
                max_length=400,
                required=False,
                widget=SHORT,
            )
        if assessment is not None:
            del self.fields["assessed_on"]
            self.initial = {"version": assessment.version}
            for answer in assessment.answers.all():
                self.initial[f"score_{answer.principle_id}"] = answer.score
                self.initial[f"sentence_{answer.principle_id}"] = answer.sentence

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for principle in self.principles:
            score = given.get(f"score_{principle.pk}")
            if score is None and given.get(f"sentence_{principle.pk}"):
                words = _("Choose how far you have come with “%(name)s”")
                error = forms.ValidationError(words, params={"name": principle.name})
                self.add_error(f"score_{principle.pk}", error)
        return given

    def answers(self) -> dict[Principle, Answer]:
        given = self.cleaned_data
        return {
            principle: Answer(
                given[f"score_{principle.pk}"], given[f"sentence_{principle.pk}"].strip()
            )
            for principle in self.principles
            if given[f"score_{principle.pk}"] is not None
        }
