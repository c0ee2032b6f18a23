from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.governance.states import Outcome
from ccin.joining import tasks
from ccin.joining.models import Application, Condition
from ccin.joining.operations.conditions import (
    meet_condition,
    miss_condition,
    remind_of_condition,
    waive_condition,
)
from ccin.joining.operations.considering import decide_application
from ccin.joining.states import ApplicationState, ConditionState
from ccin.kernel.clock import today
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import quietly
from ccin.members.models import Membership
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import ConditionFactory
from tests.joining.considered import Route, after_joining, before, before_joining, route
from tests.letters import said

pytestmark = pytest.mark.django_db


def approved(way: Route, *conditions: object) -> Application:
    application = before(way, for_decision=True)
    decide_application(
        application,
        way.deciding(Outcome.APPROVE_WITH_CONDITIONS),
        conditions=conditions,
        by=way.clerk,
    )
    return application


def letters(kind: str) -> int:
    return len(said(f"joining.{kind}"))


def test_the_last_condition_before_joining_lets_the_body_join() -> None:
    application = approved(route(), before_joining("Send it"), before_joining("Sign it"))
    first, second = application.conditions.order_by("pk")

    assert meet_condition(first, note="Received on paper", by=OFFICER) is False
    assert meet_condition(second, note="Signed", by=OFFICER) is True

    application.refresh_from_db()
    assert application.state == ApplicationState.JOINED
    assert Membership.objects.get().decision.startswith("D-")
    first.refresh_from_db()
    assert (first.state, first.settled_on, first.note) == ("met", today(), "Received on paper")


def test_only_the_deciding_body_does_without_a_condition() -> None:
    way = route()
    condition = approved(way, before_joining()).conditions.get()

    for other in (OFFICER, EDITOR, way.board_clerk):
        with pytest.raises(PermissionDenied):
            waive_condition(condition, note="Not needed", by=other)
    with pytest.raises(PermissionDenied):
        meet_condition(condition, note="Done", by=way.clerk)

    assert waive_condition(condition, note="Not needed", by=way.clerk) is True
    with pytest.raises(MoveNotAllowed):
        meet_condition(condition, note="Done", by=OFFICER)


def test_an_application_lapses_when_its_condition_is_not_met_in_time() -> None:
    application = approved(route(), before_joining())
    condition = application.conditions.get()
    Condition.objects.update(due_on=today() - timedelta(1), reminded_on=today() - timedelta(15))

    assert miss_condition(condition, by=WORKER) is True
    assert miss_condition(condition, by=WORKER) is False

    application.refresh_from_db()
    assert application.state == ApplicationState.LAPSED
    assert letters("approval_lapsed") == 1
    assert not Membership.objects.exists()


def test_a_condition_missed_after_joining_is_told_and_changes_nothing() -> None:
    way = route()
    application = approved(way, after_joining())
    condition = application.conditions.get()
    Condition.objects.update(due_on=today() - timedelta(1), reminded_on=today() - timedelta(15))

    miss_condition(condition, by=WORKER)

    application.refresh_from_db()
    condition.refresh_from_db()
    assert application.state == ApplicationState.JOINED
    assert condition.state == ConditionState.MISSED
    assert letters("condition_missed_by_member") == 1
    assert meet_condition(condition, note="Late, but done", by=OFFICER) is False


def test_the_worker_reminds_once_and_lets_nothing_lapse_the_same_week() -> None:
    application = approved(route(), before_joining(days=10))
    Condition.objects.update(due_on=today() - timedelta(2))

    first = tasks.look_after_conditions(WORKER, quietly)
    second = tasks.look_after_conditions(WORKER, quietly)
    Condition.objects.update(reminded_on=today() - timedelta(7))
    third = tasks.look_after_conditions(WORKER, quietly)

    assert (first, second, third) == (
        "Reminded: 1, missed: 0",
        "Reminded: 0, missed: 0",
        "Reminded: 0, missed: 1",
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.LAPSED
    assert letters("condition_due") == 1


def test_nobody_is_reminded_of_what_is_settled_or_far_away() -> None:
    far = ConditionFactory(due_on=today() + timedelta(15))
    met = ConditionFactory(due_on=today(), state=ConditionState.MET)

    assert not remind_of_condition(far, by=WORKER)
    assert not remind_of_condition(met, by=WORKER)
    with pytest.raises(PermissionDenied):
        remind_of_condition(far, by=OFFICER)
    with pytest.raises(PermissionDenied):
        miss_condition(far, by=OFFICER)
