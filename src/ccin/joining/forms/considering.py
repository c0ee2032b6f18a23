"""What the pages for considering an application take in."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.governance.forms.matters import SayForm
from ccin.joining.models import Application
from ccin.joining.operations.considering import ConditionSet, Correction
from ccin.joining.reads.considering import possible_mentors
from ccin.joining.states import ConditionTime
from ccin.members.models import Person

LONGEST = 5_000
CONDITIONS = (1, 2, 3, 4)


class MentorField(forms.ModelChoiceField[Person]):
    def label_from_instance(self, person: Person) -> str:
        """Two may bear one name, and who proposes a mentor thinks of a council first."""
        return f"{person}, {cast(Any, person).stands_for}"


class RecommendForm(SayForm):
    """What a body recommends, with somebody it proposes to guide the new member."""

    mentor = MentorField(
        label=_("Proposed mentor"),
        help_text=_("Somebody who represents a member. Having a mentor is a proposal of ours."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody for now"),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mentor = self.fields["mentor"]
        assert isinstance(mentor, forms.ModelChoiceField)
        mentor.queryset = possible_mentors(application)


class DecideForm(SayForm):
    """What a body decides; each condition has its words, its time and its day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("conditions", None)
        for number in CONDITIONS:
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Condition %(number)d") % {"number": number},
                max_length=400,
                required=False,
            )
            self.fields[f"time_{number}"] = forms.ChoiceField(
                label=_("When must condition %(number)d be met?") % {"number": number},
                choices=ConditionTime.choices,
                initial=ConditionTime.BEFORE,
                required=False,
            )
            self.fields[f"due_on_{number}"] = DayField(
                label=_("By which day must condition %(number)d be met?") % {"number": number},
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in CONDITIONS:
            words, due_on = given.get(f"words_{number}"), given.get(f"due_on_{number}")
            if words and not due_on and f"due_on_{number}" not in self.errors:
                self.add_error(f"due_on_{number}", _("Enter the day by which it must be met"))
            if due_on and not words:
                self.add_error(f"words_{number}", _("Say what must be done by this day"))
        return given

    def conditions_set(self) -> list[ConditionSet]:
        given = self.cleaned_data
        return [
            ConditionSet(
                given[f"words_{number}"],
                given[f"time_{number}"] or ConditionTime.BEFORE,
                given[f"due_on_{number}"],
            )
            for number in CONDITIONS
            if given.get(f"words_{number}")
        ]


class ReturnForm(forms.Form):
    words = forms.CharField(
        label=_("What is to be put right?"),
        help_text=_("The applicant gets these words in a letter and sees them on the form."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what is to be put right")},
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Who asked for it, how, and why?"),
        help_text=_("For example: the lead officer, by telephone on 3 May; the cabinet changed."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say who asked for it, how, and why")},
    )


class CorrectForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name of the body"),
        max_length=200,
        error_messages={"required": _("Enter the name of the body")},
    )
    decision_on = DayField(label=_("Day on which it was decided to join"), required=False)
    decision_by = forms.CharField(label=_("Who decided"), max_length=120, required=False)
    decision_reference = forms.CharField(
        label=_("Minute reference"), max_length=120, required=False
    )
    population = forms.IntegerField(
        label=_("Population"), required=False, min_value=0, max_value=2_000_000_000
    )
    population_source = forms.CharField(
        label=_("Year and source of the population"), max_length=200, required=False
    )
    budget = forms.IntegerField(
        label=_("Controllable budget, in whole pounds"),
        required=False,
        min_value=0,
        max_value=10**15,
    )
    budget_source = forms.CharField(
        label=_("Year and source of the budget"), max_length=200, required=False
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    registration_number = forms.CharField(
        label=_("Registration number"), max_length=60, required=False
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        known = Correction.of(application)
        initial = {name: getattr(known, name) for name in Correction.__slots__}
        super().__init__(data, initial={**initial, "version": application.version})

    def details(self) -> Correction:
        return Correction(**{name: self.cleaned_data[name] for name in Correction.__slots__})


class MeetConditionForm(forms.Form):
    """What shows that a condition was met."""

    note = forms.CharField(
        label=_("What shows that it was met?"),
        max_length=300,
        error_messages={"required": _("Say what shows that it was met")},
    )


class WaiveConditionForm(forms.Form):
    """Who does without a condition, and why."""

    note = forms.CharField(
        label=_("Who does without it, and why?"),
        max_length=300,
        error_messages={"required": _("Say who does without it, and why")},
    )


class TickForm(forms.Form):
    note = forms.CharField(required=False, max_length=200)
