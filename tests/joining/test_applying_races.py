"""Several people at once: one application survives, it is sent once, and nobody sees a breakage."""

import pytest

from ccin.joining.models import Application
from ccin.joining.operations.applications import Beginning, start_application
from ccin.joining.operations.steps import save_step
from ccin.joining.operations.submitting import submit_application
from ccin.joining.states import ApplicationState, StepKey
from ccin.outbox.models import Letter
from tests.joining.applying import (
    a_council,
    acting,
    begun,
    fill_in,
    for_council,
    kept,
    lay_out,
    somebody,
)
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_officers_begin_at_once_and_one_application_survives() -> None:
    lay_out(powers=False)
    council = a_council()
    officers = [somebody(f"Officer {number}") for number in range(4)]
    waiting = iter(officers)
    told = []

    def begin() -> None:
        officer = next(waiting)
        begun = Beginning(for_council(council), officer.name)
        told.append(start_application(begun, by=acting(officer)).is_mine)

    assert at_once(begin) == ["done"] * 4
    assert sorted(told) == [False, False, False, True]
    [application] = Application.objects.all()
    assert application.applicants.count() == 1
    assert Letter.objects.filter(kind="joining.application_asked_for").count() == 3


def test_one_of_four_sends_it() -> None:
    lay_out()
    writer = somebody()
    application = fill_in(begun(for_council(a_council()), writer), writer)
    version = application.version

    told = at_once(
        lambda: submit_application(
            Application.objects.get(pk=application.pk), version=version, by=acting(writer)
        )
    )

    assert told.count("done") == 1
    application.refresh_from_db()
    assert application.state == ApplicationState.UNDER_CONSIDERATION
    assert Letter.objects.filter(kind="joining.application_received").count() == 1


def test_one_of_four_saves_the_step_and_the_others_are_told() -> None:
    lay_out(powers=False)
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    typed = kept(application, StepKey.YOU)

    told = at_once(
        lambda: save_step(Application.objects.get(pk=application.pk), typed, by=acting(writer))
    )

    assert told == ["Stale", "Stale", "Stale", "done"]
