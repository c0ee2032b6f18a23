"""Saving one step of an application: what is right is stated, what is not yet is kept as typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.files.operations import keep_upload
from ccin.files.rules import DOCUMENTS
from ccin.joining.models import Application, AssessedPrinciple, NamedRepresentative
from ccin.joining.reads.applications import as_applicant
from ccin.joining.states import APPLICATION, StepKey
from ccin.kernel.errors import Stale
from ccin.principles.models import Principle

LARGEST_DOCUMENT = 10 * 1024 * 1024  # bytes
LONGEST_TYPED = 5_000


@dataclass(frozen=True, slots=True)
class Person:
    role: str
    name: str
    email: str
    job_title: str = ""
    phone: str = ""
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    score: int
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a step's page sent. `version` counts how often the step had been saved when it was
    opened; `typed` is what cannot be used yet, by its fields."""

    step: StepKey
    version: int
    values: Mapping[str, object] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    document: "UploadedFile[bytes] | None" = None
    without_document: bool = False
    people: tuple[Person, ...] | None = None
    answers: Mapping[Principle, Assessed] | None = None


@transaction.atomic
def save_step(application: Application, kept: Kept, *, by: Actor) -> None:
    """Two may work on two steps at once; of two who save the same step, the second is told."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    move = APPLICATION.move("submit", state=application.state)
    as_applicant(by, application).must(move.needs)
    step = str(kept.step)
    saved = application.saves.get(step, 0)
    if saved != kept.version:
        raise Stale
    for name, value in kept.values.items():
        setattr(application, name, value)
    _keep_document(application, kept, by=by)
    if kept.people is not None:
        _name_people(application, kept.people)
    if kept.answers is not None:
        _answer(application, kept.answers)
    application.saves = {**application.saves, step: saved + 1}
    others = {name: typed for name, typed in application.unfinished.items() if name != step}
    typed = {name: words[:LONGEST_TYPED] for name, words in kept.typed.items()}
    application.unfinished = {**others, **({step: typed} if typed else {})}
    application.changed_at = timezone.now()
    application.nudged_at = None
    application.version += 1
    application.save()
    record(by, "joining.application_saved", application, step=step)


def _keep_document(application: Application, kept: Kept, *, by: Actor) -> None:
    """A document that is replaced stays in the store: somebody may have relied on it."""
    if kept.without_document:
        application.decision_document = None
    if kept.document is not None:
        application.decision_document = keep_upload(
            kept.document, kinds=DOCUMENTS, largest=LARGEST_DOCUMENT, by=by
        )


def _name_people(application: Application, people: tuple[Person, ...]) -> None:
    application.people.all().delete()
    NamedRepresentative.objects.bulk_create(
        NamedRepresentative(
            application=application,
            role=one.role,
            name=one.name,
            email=one.email.lower(),
            phone=one.phone,
            job_title=one.job_title,
            is_primary=one.is_primary,
        )
        for one in people
    )


def _answer(application: Application, answers: Mapping[Principle, Assessed]) -> None:
    application.answers.all().delete()
    AssessedPrinciple.objects.bulk_create(
        AssessedPrinciple(
            application=application, principle=principle, score=one.score, sentence=one.sentence
        )
        for principle, one in answers.items()
    )
