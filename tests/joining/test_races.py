"""Several people at one application at once: exactly one of them gets through."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from ccin.governance.models import Decision
from ccin.governance.states import Outcome
from ccin.joining.models import Application, Condition, ContactCheck
from ccin.joining.operations.applications import withdraw_application
from ccin.joining.operations.conditions import meet_condition, miss_condition
from ccin.joining.operations.considering import decide_application, nudge_application
from ccin.joining.operations.contacts import confirm_contacts
from ccin.joining.operations.submitting import submit_application
from ccin.joining.states import ApplicationState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Membership
from ccin.outbox.models import Letter
from tests.actors import OFFICER, WORKER
from tests.factories import ContactCheckFactory
from tests.joining.considered import before, before_joining, route

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of them was told, in their order: done, or the kind of refusal."""

    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except (Refused, Stale, MoveNotAllowed) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as together:
        return list(together.map(one, acts))


def again(application: Application) -> Application:
    return Application.objects.select_related("matter", "organisation").get(pk=application.pk)


def test_of_four_clerks_who_decide_at_once_one_does() -> None:
    way = route()
    application = before(way, for_decision=True)

    def act() -> object:
        return decide_application(again(application), way.deciding(), by=way.clerk)

    told = at_once(act, act, act, act)

    assert sorted(told) == ["MoveNotAllowed", "MoveNotAllowed", "MoveNotAllowed", "done"]
    assert (Decision.objects.count(), Membership.objects.count()) == (1, 1)
    assert Letter.objects.filter(kind="joining.application_joined").count() == 1


def test_an_application_is_decided_or_withdrawn_never_both() -> None:
    way = route()
    application = before(way, for_decision=True)

    told = at_once(
        lambda: decide_application(again(application), way.deciding(), by=way.clerk),
        lambda: withdraw_application(again(application), reason="They rang us.", by=OFFICER),
    )

    assert sorted(told) == ["MoveNotAllowed", "done"]
    joined = told[0] == "done"
    application.refresh_from_db()
    assert application.state == (ApplicationState.JOINED if joined else ApplicationState.WITHDRAWN)
    assert Membership.objects.count() == joined


def test_a_condition_is_met_or_the_application_lapses_never_both() -> None:
    way = route()
    application = before(way, for_decision=True)
    decide_application(
        application,
        way.deciding(Outcome.APPROVE_WITH_CONDITIONS),
        conditions=[before_joining()],
        by=way.clerk,
    )
    Condition.objects.update(due_on=today() - timedelta(1), reminded_on=today() - timedelta(15))

    def condition() -> Condition:
        return Condition.objects.select_related("application__organisation").get()

    told = at_once(
        lambda: meet_condition(condition(), note="On paper", by=OFFICER),
        lambda: miss_condition(condition(), by=WORKER),
    )

    # Missed first, it may still be met, but what has lapsed stays lapsed.
    assert told[1] == "done"
    application.refresh_from_db()
    assert application.state in {ApplicationState.JOINED, ApplicationState.LAPSED}
    assert Membership.objects.count() == (application.state == ApplicationState.JOINED)


def test_sending_it_again_and_deciding_never_wait_for_each_other_for_ever() -> None:
    way = route()
    application = before(way, for_decision=True)
    version = application.version
    application.state = ApplicationState.RETURNED
    application.save()

    told = at_once(
        lambda: submit_application(again(application), version=version, by=WORKER),
        lambda: decide_application(again(application), way.deciding(), by=way.clerk),
    )

    assert set(told) <= {"done", "MoveNotAllowed", "Refused", "Stale"}
    assert Membership.objects.count() == (told[1] == "done")


def test_of_four_who_nudge_at_once_one_letter_comes() -> None:
    way = route()
    application = before(way)
    application.state = ApplicationState.RETURNED
    application.save()

    def act() -> object:
        return nudge_application(again(application), by=OFFICER)

    assert sorted(at_once(act, act, act, act)) == ["Refused", "Refused", "Refused", "done"]
    assert Letter.objects.filter(kind="joining.application_nudged").count() == 1


def test_contacts_confirmed_by_two_at_once_are_confirmed_once() -> None:
    check = ContactCheckFactory()

    def act() -> object:
        return confirm_contacts(check.organisation, by=OFFICER)

    assert at_once(act, act) == ["done", "done"]
    assert ContactCheck.objects.count() == 1
