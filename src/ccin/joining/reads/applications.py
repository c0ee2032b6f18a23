"""Applications as the people who write them see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.governance.models import Decision, Question
from ccin.governance.states import Outcome
from ccin.joining.models import Applicant, Application, ApplicationForm
from ccin.joining.reasons.applications import lack_in_words
from ccin.joining.rules.applications import (
    Missing,
    Named,
    Scored,
    Stated,
    missing,
    roles_to_name,
)
from ccin.joining.states import APPROVED, DRAFT, RETURNED, StepKey
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.states import RepresentationRole
from ccin.principles.models import Principle, Statement
from ccin.register.models import Measure
from ccin.register.states import MeasureKind

# The figures of the form, by the register's kind of measure.
FIGURES = {MeasureKind.POPULATION: "population", MeasureKind.BUDGET: "budget"}


@dataclass(frozen=True, slots=True)
class Task:
    """One step of the form, and what it still lacks."""

    step: StepKey
    lacks: tuple[str, ...]
    is_begun: bool

    @property
    def is_complete(self) -> bool:
        return self.is_begun and not self.lacks


def as_applicant(actor: Actor, application: Application) -> Actor:
    """The same actor, with the applicant's rights if they are among those who write this one."""
    return actor.holding(Role.APPLICANT) if writes(actor, application) else actor


def writes(actor: Actor, application: Application) -> bool:
    if actor.account is None:
        return False
    return Applicant.objects.filter(application=application, account=actor.account).exists()


def steps_of(application: Application) -> list[StepKey]:
    """The questions its class and sub-kind were asked on the day it was begun."""
    on = timezone.localtime(application.started_at).date()
    forms = ApplicationForm.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        membership_class=application.membership_class,
        sub_kind__in=[application.sub_kind, ""],
        starts_on__lte=on,
    ).order_by("-sub_kind", "-starts_on", "pk")
    found = forms.first()
    return [StepKey(key) for key in found.steps] if found else []


def principles_in_force(on: date) -> Sequence[Principle]:
    statement = Statement.objects.in_force_on(on).first()
    if statement is None:
        return []
    return list(statement.principles.select_related("statement").order_by("position"))


def figures_on_record(application: Application) -> dict[str, Measure]:
    """The register's latest population and budget of the authority, by the form's field."""
    if application.authority_id is None:
        return {}
    latest = Measure.objects.of_the_latest_year().filter(
        authority=application.authority_id, kind__in=list(FIGURES)
    )
    return {FIGURES[MeasureKind(measure.kind)]: measure for measure in latest}


def what_is_missing(application: Application, steps: Sequence[str]) -> list[Missing]:
    """What stands in the way of sending it, in the order of its steps."""
    names = [field.name for field in Application._meta.concrete_fields]
    asked = set(steps)
    people = application.people.all() if StepKey.PEOPLE in asked else []
    answers = application.answers.select_related("principle") if StepKey.PRINCIPLES in asked else []
    figures = figures_on_record(application) if StepKey.FIGURES in asked else {}
    principles = principles_in_force(today()) if StepKey.PRINCIPLES in asked else []
    stated = Stated(
        values={name: application.serializable_value(name) for name in names},
        people=[Named(each.role, is_primary=each.is_primary) for each in people],
        answers=[Scored(str(one.principle), one.score, one.sentence) for one in answers],
        principles=[str(principle) for principle in principles],
        roles=roles_to_name(application.membership_class, application.sub_kind),
        known={name: measure.value for name, measure in figures.items()},
        unfinished=list(application.unfinished),
    )
    return missing(stated, steps)


def in_words(lack: Missing) -> str:
    roles = dict(RepresentationRole.choices)
    return lack_in_words(lack.lack, str(roles.get(lack.about, lack.about)))


def task_list(application: Application) -> list[Task]:
    steps = steps_of(application)
    lacks = what_is_missing(application, steps)
    return [
        Task(
            step,
            tuple(in_words(lack) for lack in lacks if lack.step == step),
            is_begun=str(step) in application.saves,
        )
        for step in steps
    ]


def open_questions(application: Application) -> list[Question]:
    if application.matter_id is None:
        return []
    asked = Question.objects.filter(matter=application.matter_id, answered_at__isnull=True)
    return list(asked.select_related("body"))


def decision_on(application: Application) -> Decision | None:
    """What was decided about it at last; that a committee asked its board again settles nothing."""
    if application.is_open and application.state != APPROVED:
        return None
    made = Decision.objects.filter(matter=application.matter_id or 0)
    return made.exclude(outcome=Outcome.RETURN).select_related("body").first()


def untold() -> QuerySet[Application]:
    """Open applications with a question of which their writers have not been told."""
    asked = Question.objects.filter(
        matter=OuterRef("matter"), answered_at__isnull=True, pk__gt=OuterRef("told_of_question")
    )
    return Application.objects.open().filter(Exists(asked)).select_related("matter")


def is_any_untold() -> bool:
    return untold().exists()


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for somebody who writes applications: drafts, returned ones, questions."""
    if actor.account is None:
        return []
    mine = list(Application.objects.open().filter(applicants__account=actor.account))
    found = [
        Waiting(
            what=_what(application),
            address=reverse("joining:draft", args=[application.pk]),
            since=timezone.localtime(application.changed_at).date(),
        )
        for application in mine
        if application.state in {DRAFT, RETURNED}
    ]
    by_matter = {each.matter_id: each for each in mine if each.matter_id}
    if not by_matter:
        return found
    asked = Question.objects.filter(answered_at__isnull=True, matter__in=by_matter)
    return found + [
        _to_answer(question, by_matter[question.matter_id])
        for question in asked.select_related("body")
    ]


def _to_answer(question: Question, application: Application) -> Waiting:
    words = _("Answer the question of the %(body)s about %(name)s")
    return Waiting(
        what=words % {"body": question.body, "name": application},
        address=reverse("joining:answer_question", args=[application.pk, question.pk]),
        since=timezone.localtime(question.asked_at).date(),
    )


def _what(application: Application) -> str:
    if application.state == RETURNED:
        return _("Correct the application of %(name)s") % {"name": application}
    return _("Finish the application of %(name)s") % {"name": application}
