"""An application as it reads: section by section, for pages and for the receipt."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ccin.joining.models import Application
from ccin.joining.reads.applications import steps_of
from ccin.joining.states import StepKey


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    step: StepKey
    facts: tuple[Fact, ...]

    @property
    def title(self) -> str:
        return str(self.step.label)


def stated_in(application: Application) -> list[Section]:
    """What it states, in the order of its steps; what is empty is left out."""
    sections = []
    for step in steps_of(application):
        facts = tuple(Fact(*pair) for pair in READERS[step](application) if pair[1])
        sections.append(Section(step, facts))
    return sections


Pairs = list[tuple[str, str]]


def _body(application: Application) -> Pairs:
    council = application.principal_council
    return [
        (_("Name"), application.name),
        (_("Would join as"), application.get_membership_class_display()),
        (_("Kind"), application.get_sub_kind_display()),
        (_("Principal council"), council.name if council else ""),
        (_("Website"), application.website),
    ]


def _you(application: Application) -> Pairs:
    return [
        (_("Name"), application.applicant_name),
        (_("Job title or office"), application.applicant_job_title),
        (_("Telephone"), application.applicant_phone),
    ]


def _group(application: Application) -> Pairs:
    return [
        (_("On its council"), application.get_standing_display()),
        (_("What the group intends"), application.intention),
    ]


def _decision(application: Application) -> Pairs:
    on, document = application.decision_on, application.decision_document
    return [
        (_("Decided on"), date_format(on, "j F Y") if on else ""),
        (_("Decided by"), application.decision_by),
        (_("Minute reference"), application.decision_reference),
        (_("Document"), f"{document} ({document.get_scan_display()})" if document else ""),
    ]


def _figures(application: Application) -> Pairs:
    return [
        (_("Population"), _whole(application.population)),
        (_("Population, source"), application.population_source),
        (_("Controllable budget"), _whole(application.budget, "£")),
        (_("Budget, source"), application.budget_source),
        (_("Why the figures differ"), application.figures_note),
    ]


def _work(application: Application) -> Pairs:
    return [
        (_("What it does"), application.work),
        (_("Why it wants to join"), application.why),
        (_("Registration number"), application.registration_number),
    ]


def _support(application: Application) -> Pairs:
    named = _("Yes") if application.may_be_named else _("No")
    return [
        (_("Name"), application.name),
        (_("Written by"), application.applicant_name),
        (_("Why"), application.why),
        (_("Website"), application.website),
        (_("May be named in public"), named),
    ]


def _principles(application: Application) -> Pairs:
    answers = application.answers.select_related("principle")
    return [
        (str(one.principle), ". ".join(filter(None, [one.get_score_display(), one.sentence])))
        for one in answers
    ]


def _people(application: Application) -> Pairs:
    return [
        (
            one.get_role_display() + (_(" (main contact)") if one.is_primary else ""),
            ", ".join(filter(None, [one.name, one.job_title, one.email, one.phone])),
        )
        for one in application.people.all()
    ]


def _whole(value: int | None, before: str = "") -> str:
    if value is None:
        return ""
    return before + number_format(value, use_l10n=True, force_grouping=True)


READERS: dict[StepKey, Callable[[Application], Pairs]] = {
    StepKey.BODY: _body,
    StepKey.YOU: _you,
    StepKey.GROUP: _group,
    StepKey.DECISION: _decision,
    StepKey.FIGURES: _figures,
    StepKey.WORK: _work,
    StepKey.SUPPORT: _support,
    StepKey.PRINCIPLES: _principles,
    StepKey.PEOPLE: _people,
}
