"""The pages of an application form: one group of questions each."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.joining.models import Application
from ccin.joining.operations.steps import Kept
from ccin.joining.reads.applications import figures_on_record
from ccin.joining.rules.applications import is_unlikely
from ccin.joining.states import GroupStanding, StepKey
from ccin.kernel.clock import today

LONG_WORDS = 3_000
LONG = {"rows": 6}
ADDRESS_WRONG = {"invalid": _("Enter the address of a website, like www.example.org")}


class WholeField(forms.IntegerField):
    """A whole number as people write it: 1,234,567 or £1,234,567."""

    default_error_messages = {
        "invalid": _("Enter a whole number in digits, like 1,234,567"),
        "required": _("Enter the figure"),
    }

    def to_python(self, value: Any) -> int | None:
        plain = str(value or "").replace("£", "").replace(",", "").replace(" ", "")
        return super().to_python(plain)


def long_words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONG_WORDS,
        widget=forms.Textarea(attrs=LONG),
    )


class StepForm(forms.Form):
    """A step begins with what is stated, or with what was typed and could not be used yet."""

    step: ClassVar[StepKey]
    kept_fields: ClassVar[tuple[str, ...]] = ()
    needed_later: frozenset[str] = frozenset()  # may be left empty today, but not when it is sent

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, application: Application) -> None:
        super().__init__(data, files)
        self.application = application
        self.make_fields()
        stated = {name: getattr(application, name) for name in self.kept_fields}
        typed = application.unfinished.get(str(self.step), {})
        self.initial = {
            **self.initial,
            **{name: value for name, value in stated.items() if value not in (None, "")},
            **{name: words for name, words in typed.items() if name in self.fields},
            "version": application.saves.get(str(self.step), 0),
        }

    def make_fields(self) -> None:
        """For steps whose questions depend on the application."""

    def kept(self) -> Kept:
        return Kept(
            step=self.step,
            version=self.cleaned_data.get("version", -1),
            values=self.values(),
            typed=self.typed(),
        )

    def values(self) -> dict[str, object]:
        """The stated fields that can be used."""
        return {
            name: self.cleaned_data[name]
            for name in self.kept_fields
            if name in self.cleaned_data and name in self.fields
        }

    def typed(self) -> dict[str, str]:
        """What was typed into fields that cannot be used yet; nothing is lost by leaving."""
        return {
            name: str(self.data.get(name) or "")
            for name in self.errors
            if name in self.fields and self.data.get(name)
        }


class BodyForm(StepForm):
    step = StepKey.BODY
    kept_fields = ("name", "website")
    name = forms.CharField(label=_("Name"), max_length=200)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages=ADDRESS_WRONG,
    )

    def make_fields(self) -> None:
        """A body in the register has its name from there."""
        if self.application.authority_id:
            del self.fields["name"]


class YouForm(StepForm):
    step = StepKey.YOU
    kept_fields = ("applicant_name", "applicant_job_title", "applicant_phone")
    applicant_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    applicant_job_title = forms.CharField(
        label=_("Your job title or office"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    applicant_phone = forms.CharField(
        label=_("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class GroupForm(StepForm):
    step = StepKey.GROUP
    kept_fields = ("standing", "intention")
    standing = forms.ChoiceField(
        label=_("How does the group stand on its council?"),
        choices=GroupStanding,
        widget=forms.RadioSelect,
    )
    intention = long_words(
        _("What does the group intend?"),
        _("For example: that its council joins once the group can bring it about."),
    )


class DecisionForm(StepForm):
    step = StepKey.DECISION
    kept_fields = ("decision_on", "decision_by", "decision_reference")
    decision_on = DayField(label=_("When was it decided to join?"))
    decision_by = forms.CharField(
        label=_("Who decided?"),
        help_text=_("For example: full council, cabinet, the leader."),
        max_length=120,
    )
    decision_reference = forms.CharField(
        label=_("Minute or decision reference"),
        max_length=120,
    )
    document = forms.FileField(
        label=_("The minutes or the decision"),
        help_text=_(
            "PDF, Word (DOCX), ODT or a picture (PNG, JPEG), up to 10 MB. If it is not published "
            "yet, send the application without it."
        ),
        required=False,
        allow_empty_file=True,  # what is wrong with a file is said in one place, where it is kept
    )
    without_document = forms.BooleanField(label=_("Take the document out"), required=False)

    def make_fields(self) -> None:
        if self.application.decision_document_id is None:
            del self.fields["without_document"]

    def clean_decision_on(self) -> Any:
        day = self.cleaned_data["decision_on"]
        if day and day > today():
            raise ValidationError(_("This day is still to come. Enter the day of the decision"))
        return day

    def kept(self) -> Kept:
        plain = super().kept()
        return Kept(
            step=plain.step,
            version=plain.version,
            values=plain.values,
            typed=plain.typed,
            document=self.cleaned_data.get("document"),
            without_document=bool(self.cleaned_data.get("without_document")),
        )


class FiguresForm(StepForm):
    step = StepKey.FIGURES
    kept_fields = (
        "population",
        "population_source",
        "budget",
        "budget_source",
        "figures_note",
    )
    population = WholeField(label=_("Population"), min_value=1, max_value=100_000_000)
    population_source = forms.CharField(
        label=_("Year and source of the population"), max_length=200, required=False
    )
    budget = WholeField(
        label=_("Controllable budget, revenue and capital, in whole pounds"),
        min_value=1,
        max_value=10**12,
    )
    budget_source = forms.CharField(
        label=_("Year and source of the budget"), max_length=200, required=False
    )
    figures_note = forms.CharField(
        label=_("Why a figure differs from the register’s"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def make_fields(self) -> None:
        """The register's latest figures stand there already, with their year and source."""
        self.known = figures_on_record(self.application)
        for name, measure in self.known.items():
            words = now_("The register has %(value)s (%(year)s, %(definition)s; %(source)s).")
            self.fields[name].help_text = words % {
                "value": measure.shown,
                "year": measure.year,
                "definition": measure.definition,
                "source": measure.source,
            }
            self.initial[name] = measure.value
            self.initial[f"{name}_source"] = f"{measure.year}, {measure.source}"[:200]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("figures_note"):
            return given
        for name, measure in self.known.items():
            if is_unlikely(given.get(name), measure.value):
                words = now_(
                    "Is the %(name)s right? The register has %(value)s. "
                    "Correct yours, or say here why it differs"
                )
                label = str(self.fields[name].label).lower()
                values = {"name": label, "value": measure.shown}
                self.add_error("figures_note", words % values)
        return given


class WorkForm(StepForm):
    step = StepKey.WORK
    kept_fields = ("work", "why", "registration_number")
    work = long_words(_("What does your organisation do?"))
    why = long_words(_("Why do you want to join?"))
    registration_number = forms.CharField(
        label=_("Company, charity or society number"), max_length=60, required=False
    )


class SupportForm(StepForm):
    step = StepKey.SUPPORT
    kept_fields = ("name", "applicant_name", "why", "website", "may_be_named")
    name = forms.CharField(label=_("Name of your organisation"), max_length=200)
    applicant_name = forms.CharField(label=_("Your name"), max_length=120)
    why = long_words(_("Why do you support co-operative councils?"))
    website = BodyForm.base_fields["website"]
    may_be_named = forms.BooleanField(
        label=_("The network may name us as a supporter in public"), required=False
    )

    def make_fields(self) -> None:
        if not self.application.kind:
            del self.fields["name"], self.fields["website"]
            self.fields["may_be_named"].label = _(
                "The network may name me as a supporter in public"
            )

    def values(self) -> dict[str, object]:
        """A person is the supporter, so that their name is the application's."""
        found = super().values()
        if not self.application.kind and found.get("applicant_name"):
            found["name"] = found["applicant_name"]
        return found
