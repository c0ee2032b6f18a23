"""The Statement in versions, and what organisations say of themselves."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Organisation
from ccin.principles.models import AssessedPrinciple, Assessment, Principle, Statement
from ccin.principles.operations import (
    Answer,
    PrincipleDetails,
    StatementDetails,
    adopt_statement,
    assess,
    correct_assessment,
    load_statement,
    publish_assessment,
    withdraw_assessment,
)
from tests.actors import (
    ADMINISTRATOR,
    OFFICER,
    PUBLIC,
    WORKER,
    main_contact_of,
    representative_of,
)
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

SECOND = StatementDetails(
    values=["Democracy"],
    principles=[PrincipleDetails("Learning", "Learn together.")],
    decision="Annual meeting, minute 7",
    source="Minutes",
    adopted_on=date(2026, 2, 12),
)


@pytest.fixture
def principles() -> list[Principle]:
    load_statement(by=WORKER)
    return list(Principle.objects.select_related("statement"))


def own(organisation: Organisation) -> Actor:
    return main_contact_of(organisation)


def test_the_statement_has_six_values_and_ten_principles_in_order(
    principles: list[Principle],
) -> None:
    statement = Statement.objects.get()

    assert [value.name for value in statement.values.all()][:2] == [
        "Self-help",
        "Self-responsibility",
    ]
    assert statement.values.count() == 6
    assert [principle.position for principle in principles] == list(range(1, 11))
    assert principles[0].name == "Social partnership"
    assert [p.position for p in principles if not p.order_is_verified] == [6, 7, 8, 9, 10]
    assert load_statement(by=WORKER) is False


def test_a_new_version_leaves_the_old_one_as_it_was(principles: list[Principle]) -> None:
    adopted = adopt_statement(SECOND, by=ADMINISTRATOR)

    assert adopted.number == 2
    assert Statement.objects.in_force_on(date(2026, 2, 11)).get().number == 1
    assert Statement.objects.in_force_on(date(2026, 2, 12)).get().number == 2
    assert Principle.objects.filter(statement__number=1).count() == 10


def test_a_version_names_its_decision_and_its_day(principles: list[Principle]) -> None:
    undecided = StatementDetails(["A"], [], decision=" ", source="")
    undated = StatementDetails(["A"], [], decision="Minute 7", source="")

    with pytest.raises(Refused, match="Name the decision"):
        adopt_statement(undecided, by=ADMINISTRATOR)
    with pytest.raises(Refused, match="Enter the day"):
        adopt_statement(undated, by=ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        adopt_statement(SECOND, by=OFFICER)

    assert Statement.objects.count() == 1


def test_an_organisation_assesses_itself_in_private(principles: list[Principle]) -> None:
    organisation = OrganisationFactory()
    answers = {principles[0]: Answer(3, "Our forum"), principles[1]: Answer(0)}

    assessment = assess(organisation, answers, assessed_on=today(), by=own(organisation))

    assert [answer.score for answer in assessment.answers.all()] == [3, 0]
    assert str(assessment.answers.all()[0]) == "Social partnership: Our forum"
    assert not assessment.is_public
    seen = {
        "the public": Assessment.objects.visible_to(PUBLIC).count(),
        "another": Assessment.objects.visible_to(own(OrganisationFactory())).count(),
        "its own": Assessment.objects.visible_to(representative_of(organisation)).count(),
        "staff": Assessment.objects.visible_to(OFFICER).count(),
    }
    assert seen == {"the public": 0, "another": 0, "its own": 1, "staff": 1}


def test_only_its_main_contact_may_assess_it(principles: list[Principle]) -> None:
    organisation = OrganisationFactory()

    for stranger in [OFFICER, representative_of(organisation), own(OrganisationFactory())]:
        with pytest.raises(PermissionDenied):
            assess(organisation, {principles[0]: Answer(1)}, assessed_on=today(), by=stranger)

    assert not Assessment.objects.exists()


def test_an_assessment_that_cannot_be_is_refused(principles: list[Principle]) -> None:
    organisation = OrganisationFactory()
    by = own(organisation)
    one = {principles[0]: Answer(1)}
    assess(organisation, one, assessed_on=today(), by=by)

    with pytest.raises(Refused, match="Correct that one instead"):
        assess(organisation, one, assessed_on=today(), by=by)
    with pytest.raises(Refused, match="today or earlier"):
        assess(organisation, one, assessed_on=today() + timedelta(days=1), by=by)
    with pytest.raises(Refused, match="at least one principle"):
        assess(organisation, {}, assessed_on=date(2026, 1, 1), by=by)
    with pytest.raises(IntegrityError):
        AssessedPrinciple.objects.update(score=5)


def test_a_correction_keeps_the_version_and_refuses_the_second_editor(
    principles: list[Principle],
) -> None:
    organisation = OrganisationFactory()
    by = own(organisation)
    assessment = assess(organisation, {principles[0]: Answer(1)}, assessed_on=today(), by=by)
    later = adopt_statement(SECOND, by=ADMINISTRATOR).principles.get()

    correct_assessment(assessment, {principles[0]: Answer(4)}, version=1, by=by)
    with pytest.raises(Stale):
        correct_assessment(assessment, {principles[0]: Answer(0)}, version=1, by=by)
    with pytest.raises(Refused, match="keeps the version"):
        correct_assessment(assessment, {later: Answer(0)}, version=2, by=by)

    assert assessment.answers.get().score == 4
    corrected = Entry.objects.get(event="principles.assessment_corrected")
    assert corrected.values["changes"] == {"Social partnership": [1, 4]}


def test_an_assessment_is_published_and_withdrawn(principles: list[Principle]) -> None:
    organisation = OrganisationFactory()
    by = own(organisation)
    assessment = assess(organisation, {principles[0]: Answer(1)}, assessed_on=today(), by=by)

    publish_assessment(assessment, by=by)
    publish_assessment(assessment, by=by)
    published = Assessment.objects.visible_to(PUBLIC).count()
    withdraw_assessment(assessment, by=by)

    assert (published, Assessment.objects.visible_to(PUBLIC).count()) == (1, 0)
    words = [str(line.words) for line in history_of(organisation)]
    assert [text.split()[0] for text in words] == ["Withdrew", "Published", "Assessed"]
