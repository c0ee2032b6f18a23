"""Adopting a version of the Statement, and an organisation's assessment of itself."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Organisation
from ccin.principles.models import AssessedPrinciple, Assessment, Principle, Statement, Value

FACTS = Path(__file__).resolve().parent / "facts" / "statement.toml"


@dataclass(frozen=True, slots=True)
class PrincipleDetails:
    name: str
    paraphrase: str
    order_is_verified: bool = True


@dataclass(frozen=True, slots=True)
class StatementDetails:
    """`decision`: the Values and Principles Board proposes, the annual meeting adopts."""

    values: Sequence[str]
    principles: Sequence[PrincipleDetails]
    decision: str
    source: str
    adopted_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    score: int
    sentence: str = ""


@transaction.atomic
def adopt_statement(details: StatementDetails, *, by: Actor) -> Statement:
    """A new version beside the old ones, which keep what was tagged and assessed by them."""
    earlier = Statement.objects.select_for_update().order_by("-number").first()
    by.must(Permission.STATEMENT_CHANGE)
    if not details.decision.strip():
        raise Refused("Name the decision of the annual meeting that adopted this version.")
    if earlier is not None and details.adopted_on is None:
        raise Refused("Enter the day on which the annual meeting adopted this version.")
    statement = Statement.objects.create(
        number=earlier.number + 1 if earlier else 1,
        adopted_on=details.adopted_on,
        decision=details.decision,
        source=details.source,
        note=details.note,
    )
    Value.objects.bulk_create(
        Value(statement=statement, position=place, name=name)
        for place, name in enumerate(details.values, start=1)
    )
    Principle.objects.bulk_create(
        Principle(
            statement=statement,
            position=place,
            name=principle.name,
            paraphrase=principle.paraphrase,
            order_is_verified=principle.order_is_verified,
        )
        for place, principle in enumerate(details.principles, start=1)
    )
    record(
        by,
        "principles.statement_adopted",
        statement,
        number=statement.number,
        decision=details.decision,
        source=details.source,
    )
    return statement


@transaction.atomic
def load_statement(*, by: Actor) -> bool:
    """Adopt the version among the project's facts, unless there is one already; whether it was."""
    if Statement.objects.exists():
        return False
    facts: dict[str, Any] = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    principles = [PrincipleDetails(**principle) for principle in facts.pop("principles")]
    adopt_statement(StatementDetails(principles=principles, **facts), by=by)
    return True


@transaction.atomic
def assess(
    organisation: Organisation,
    answers: Mapping[Principle, Answer],
    *,
    assessed_on: date,
    by: Actor,
) -> Assessment:
    """Record what an organisation says of itself; nobody else sees it until it is published."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    by.must(Permission.SELF_ASSESSMENT_CHANGE, organisation=organisation.pk)
    statement = _statement_of(answers)
    if assessed_on > today():
        raise Refused("Choose the day of the assessment: today or earlier.")
    if Assessment.objects.filter(organisation=organisation, assessed_on=assessed_on).exists():
        raise Refused("There is an assessment of that day. Correct that one instead.")
    assessment = Assessment.objects.create(
        organisation=organisation, statement=statement, assessed_on=assessed_on
    )
    _write(assessment, answers)
    record(
        by,
        "principles.assessment_made",
        organisation,
        concerning=[assessment],
        assessed_on=assessed_on.isoformat(),
        principles=len(answers),
    )
    return assessment


@transaction.atomic
def correct_assessment(
    assessment: Assessment, answers: Mapping[Principle, Answer], *, version: int, by: Actor
) -> None:
    _lock(assessment)
    by.must(Permission.SELF_ASSESSMENT_CHANGE, organisation=assessment.organisation_id)
    if assessment.version != version:
        raise Stale
    if _statement_of(answers) != assessment.statement:
        raise Refused("An assessment keeps the version of the Statement that it was made by.")
    before = _scores(assessment)
    assessment.answers.all().delete()
    _write(assessment, answers)
    assessment.version += 1
    assessment.save(update_fields=["version"])
    after = _scores(assessment)
    changed = {
        name: [before.get(name), score]
        for name, score in after.items()
        if before.get(name) != score
    }
    record(
        by,
        "principles.assessment_corrected",
        assessment.organisation,
        concerning=[assessment],
        changes=changed,
    )


@transaction.atomic
def publish_assessment(assessment: Assessment, *, by: Actor) -> None:
    if _show(assessment, is_public=True, by=by):
        record(
            by,
            "principles.assessment_published",
            assessment.organisation,
            concerning=[assessment],
            assessed_on=assessment.assessed_on.isoformat(),
        )


@transaction.atomic
def withdraw_assessment(assessment: Assessment, *, by: Actor) -> None:
    if _show(assessment, is_public=False, by=by):
        record(
            by,
            "principles.assessment_withdrawn",
            assessment.organisation,
            concerning=[assessment],
            assessed_on=assessment.assessed_on.isoformat(),
        )


@transaction.atomic
def note_asked_again(assessment: Assessment, *, by: Actor) -> bool:
    """That its organisation was asked to take the next one; False if that was noted already."""
    _lock(assessment)
    by.must(Permission.ASSESSMENT_ASK)
    if assessment.asked_again_on:
        return False
    assessment.asked_again_on = today()
    assessment.save(update_fields=["asked_again_on"])
    record(by, "principles.assessment_asked_for", assessment.organisation, concerning=[assessment])
    return True


def _show(assessment: Assessment, *, is_public: bool, by: Actor) -> bool:
    """Whether this changed anything."""
    _lock(assessment)
    by.must(Permission.SELF_ASSESSMENT_CHANGE, organisation=assessment.organisation_id)
    if assessment.is_public == is_public:
        return False
    assessment.is_public = is_public
    assessment.save(update_fields=["is_public"])
    return True


def _lock(assessment: Assessment) -> None:
    assessment.refresh_from_db(from_queryset=Assessment.objects.select_for_update())


def _statement_of(answers: Mapping[Principle, Answer]) -> Statement:
    statements = {principle.statement for principle in answers}
    if len(statements) != 1:
        raise Refused("Answer for at least one principle, all of one version of the Statement.")
    return statements.pop()


def _write(assessment: Assessment, answers: Mapping[Principle, Answer]) -> None:
    AssessedPrinciple.objects.bulk_create(
        AssessedPrinciple(
            assessment=assessment,
            principle=principle,
            score=answer.score,
            sentence=answer.sentence,
        )
        for principle, answer in answers.items()
    )


def _scores(assessment: Assessment) -> dict[str, int]:
    return dict(assessment.answers.values_list("principle__name", "score"))
