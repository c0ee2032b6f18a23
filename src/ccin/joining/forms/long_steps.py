"""The two long pages of an application form: every principle, every representative."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from ccin.joining.forms.steps import (
    BodyForm,
    DecisionForm,
    FiguresForm,
    GroupForm,
    StepForm,
    SupportForm,
    WorkForm,
    YouForm,
)
from ccin.joining.operations.steps import Assessed, Kept, Person
from ccin.joining.reads.applications import principles_in_force
from ccin.joining.rules.applications import roles_offered, roles_to_name
from ccin.joining.states import StepKey
from ccin.kernel.clock import today
from ccin.members.states import RepresentationRole
from ccin.principles.models import Principle
from ccin.principles.states import Score

EMAIL_WRONG = {
    "invalid": _("Enter an e-mail address in the right form, like name@example.com"),
}


class PrinciplesForm(StepForm):
    """Two fields a principle; one that is left empty is answered another day."""

    step = StepKey.PRINCIPLES

    def make_fields(self) -> None:
        self.principles: list[Principle] = list(principles_in_force(today()))
        for principle in self.principles:
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
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.needed_later = frozenset(self.fields) - {"version"}
        for answer in self.application.answers.all():
            self.initial[f"score_{answer.principle_id}"] = answer.score
            self.initial[f"sentence_{answer.principle_id}"] = answer.sentence

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for principle in self.principles:
            if given.get(f"sentence_{principle.pk}") and given.get(f"score_{principle.pk}") is None:
                words = now_("Choose how far you have come with “%(name)s”")
                self.add_error(f"score_{principle.pk}", words % {"name": principle.name})
        return given

    def typed(self) -> dict[str, str]:
        """A sentence whose principle has no score yet has no place in a record."""
        found = super().typed()
        for principle in self.principles:
            score, sentence = f"score_{principle.pk}", f"sentence_{principle.pk}"
            if self.cleaned_data.get(score) is None and self.data.get(sentence):
                found[sentence] = str(self.data[sentence])
        return found

    def kept(self) -> Kept:
        plain = super().kept()
        answers = {}
        for principle in self.principles:
            score = self.cleaned_data.get(f"score_{principle.pk}")
            if score is not None:
                words = self.cleaned_data.get(f"sentence_{principle.pk}") or ""
                answers[principle] = Assessed(score, words.strip())
        return Kept(step=plain.step, version=plain.version, typed=plain.typed, answers=answers)


class PeopleForm(StepForm):
    """One group of boxes a role, and who of them is the main contact."""

    step = StepKey.PEOPLE
    ASKED: ClassVar[tuple[str, ...]] = ("name", "email", "job_title", "phone")

    def make_fields(self) -> None:
        application = self.application
        self.roles = roles_offered(application.membership_class, application.sub_kind)
        needed = roles_to_name(application.membership_class, application.sub_kind)
        names = dict(RepresentationRole.choices)
        for role in self.roles:
            self._ask_about(role, str(names[role]), is_needed=role in needed)
        self.fields["main"] = forms.ChoiceField(
            label=_("Who of them is the main contact, whom the network writes to?"),
            choices=[(role, names[role]) for role in self.roles],
            widget=forms.RadioSelect,
            required=False,
        )
        boxes = {f"{role}_{box}" for role in needed for box in ("name", "email")}
        self.needed_later = frozenset({"main", *boxes})
        for one in application.people.all():
            for asked in self.ASKED:
                self.initial[f"{one.role}_{asked}"] = getattr(one, asked)
            if one.is_primary:
                self.initial["main"] = one.role

    def _ask_about(self, role: str, called: str, *, is_needed: bool) -> None:
        optional = "" if is_needed else now_(" (optional)")
        self.fields[f"{role}_name"] = forms.CharField(
            label=now_("%(role)s: name") % {"role": called} + optional,
            max_length=120,
            required=False,
        )
        self.fields[f"{role}_email"] = forms.EmailField(
            label=now_("%(role)s: e-mail address") % {"role": called} + optional,
            max_length=254,
            required=False,
            error_messages=EMAIL_WRONG,
        )
        self.fields[f"{role}_job_title"] = forms.CharField(
            label=now_("%(role)s: job title (optional)") % {"role": called},
            max_length=120,
            required=False,
        )
        self.fields[f"{role}_phone"] = forms.CharField(
            label=now_("%(role)s: telephone (optional)") % {"role": called},
            max_length=40,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for role in self.roles:
            name, email = f"{role}_name", f"{role}_email"
            if given.get(name) and not given.get(email) and email not in self.errors:
                words = now_("Enter the e-mail address of %(name)s")
                self.add_error(email, words % {"name": given[name]})
            if given.get(email) and not given.get(name):
                words = now_("Enter the name that belongs to %(email)s")
                self.add_error(name, words % {"email": given[email]})
        main = given.get("main")
        if main and not (given.get(f"{main}_name") and given.get(f"{main}_email")):
            self.add_error("main", now_("Choose somebody whom you have named as main contact"))
        return given

    def typed(self) -> dict[str, str]:
        """Of somebody who cannot be kept yet, all that was typed about them."""
        lost = [role for role in self.roles if self._person(role) is None]
        names = [f"{role}_{asked}" for role in lost for asked in self.ASKED]
        found = {name: str(self.data[name]) for name in names if self.data.get(name)}
        return {**super().typed(), **found}

    def kept(self) -> Kept:
        plain = super().kept()
        people = tuple(filter(None, map(self._person, self.roles)))
        return Kept(step=plain.step, version=plain.version, typed=plain.typed, people=people)

    def _person(self, role: str) -> Person | None:
        given = {asked: self.cleaned_data.get(f"{role}_{asked}") or "" for asked in self.ASKED}
        if not given["name"] or not given["email"]:
            return None
        return Person(role=role, is_primary=self.cleaned_data.get("main") == role, **given)


STEP_FORMS: dict[StepKey, type[StepForm]] = {
    form.step: form
    for form in (
        BodyForm,
        YouForm,
        GroupForm,
        DecisionForm,
        FiguresForm,
        WorkForm,
        SupportForm,
        PrinciplesForm,
        PeopleForm,
    )
}
