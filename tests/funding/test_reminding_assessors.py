"""Whoever owes marks hears of it before the day and once it has passed, and nobody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.funding.models import Assessment, Bid
from ccin.funding.operations.reminding_assessors import remind_assessors
from ccin.funding.states import AssessmentState
from ccin.funding.tasks.assessing import remind_of_marks
from ccin.kernel.clock import today
from ccin.kernel.progress import quietly
from tests.actors import OFFICER, WORKER
from tests.factories import RepresentationFactory
from tests.funding.assessed import Marking, marking
from tests.letters import said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def due_in(days: int) -> tuple[Marking, Bid]:
    """Two bids that everybody was asked about three weeks ago."""
    scene = marking(round__assess_by=today() + timedelta(days=days))
    bids = [scene.bid(), scene.bid()]
    Assessment.objects.update(asked_at=timezone.now() - timedelta(days=21))
    return scene, bids[0]


def test_three_days_before_each_is_reminded_once_of_all_their_bids() -> None:
    scene, bid = due_in(3)

    told = [remind_of_marks(WORKER, quietly) for _time in range(2)]

    assert told == ["Assessors reminded: 3", ""]
    notices = said("funding.marks_missing")
    assert {each.to_key for each in notices} == {f"person:{m.person_id}" for m in scene.members}
    assert len(notices) == 3
    assert "2 bids wait for your marks" in notices[0].text
    assert set(bid.assessments.values_list("reminded_on", flat=True)) == {today()}


def test_the_day_after_those_reminded_before_are_reminded_again() -> None:
    _scene, bid = due_in(-1)
    Assessment.objects.update(reminded_on=today() - timedelta(days=4))

    told = [remind_assessors(bid.round, by=WORKER) for _time in range(2)]

    assert told == [3, 0]
    assert "2 bids still wait for yours" in said("funding.marks_missing")[0].text


def test_whoever_has_handed_in_or_has_an_interest_hears_nothing() -> None:
    scene, bid = due_in(3)
    done, interested, free = scene.members
    Assessment.objects.filter(person=done.person).update(
        state=AssessmentState.DONE, done_at=timezone.now()
    )
    for each in Bid.objects.all():
        RepresentationFactory(person=interested.person, organisation=each.lead)

    remind_assessors(bid.round, by=WORKER)

    assert [each.to_key for each in said("funding.marks_missing")] == [f"person:{free.person_id}"]


def test_nobody_is_reminded_early_without_a_day_or_of_what_was_asked_just_now() -> None:
    _scene, early = due_in(4)
    undated = marking().bid()
    just_asked = marking(round__assess_by=today() - timedelta(days=5)).bid()

    assert [remind_assessors(b.round, by=WORKER) for b in (early, undated, just_asked)] == [0, 0, 0]


def test_the_worker_alone_reminds() -> None:
    _scene, bid = due_in(3)

    with pytest.raises(PermissionDenied):
        remind_assessors(bid.round, by=OFFICER)
