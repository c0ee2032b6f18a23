from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from time_machine import TimeMachineFixture

from ccin.audit.models import Entry
from ccin.desk.models import Deadline, Done
from ccin.desk.operations import (
    DeadlineDetails,
    add_deadline,
    bring_the_year,
    correct_deadline,
    mark_done,
    mark_not_done,
)
from ccin.desk.states import RuleKind
from ccin.kernel.errors import Refused, Stale
from tests.actors import EDITOR, OFFICER, STRANGER, WORKER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-11-23 09:00")


REPORT = DeadlineDetails(
    title="Report to the Local Government Association",
    task="Send it.",
    rule=RuleKind.YEARLY,
    source="Special interest groups",
    month=4,
    day=30,
)


def test_a_date_is_added_and_corrected_with_its_history() -> None:
    deadline = add_deadline(REPORT, by=OFFICER)

    correct_deadline(deadline, replace(REPORT, day=29), version=1, by=OFFICER)

    deadline.refresh_from_db()
    assert deadline.day == 29
    assert [
        (entry.event, entry.values.get("fields")) for entry in Entry.objects.order_by("pk")
    ] == [
        ("desk.deadline_added", None),
        ("desk.deadline_corrected", ["day"]),
    ]


def test_of_two_corrections_at_once_the_second_is_told() -> None:
    deadline = add_deadline(REPORT, by=OFFICER)
    correct_deadline(deadline, replace(REPORT, day=29), version=1, by=OFFICER)

    with pytest.raises(Stale):
        correct_deadline(deadline, replace(REPORT, day=28), version=1, by=OFFICER)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"day": 31}, "has no day 31"),
        ({"rule": RuleKind.ONCE}, "Enter the day"),
        ({"rule": RuleKind.BESIDE}, "Choose the date"),
        ({"source": " "}, "Say where"),
    ],
)
def test_a_date_that_makes_no_sense_is_refused(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        add_deadline(replace(REPORT, **wrong), by=OFFICER)

    assert not Deadline.objects.exists()


def test_two_dates_cannot_hang_on_each_other() -> None:
    report = add_deadline(REPORT, by=OFFICER)
    begun = add_deadline(
        replace(REPORT, title="Begin", rule=RuleKind.BESIDE, anchor=report), by=OFFICER
    )
    circle = replace(REPORT, rule=RuleKind.BESIDE, anchor=begun)

    with pytest.raises(Refused, match="itself hangs on this date"):
        correct_deadline(report, circle, version=1, by=OFFICER)


def test_what_is_done_is_marked_once_and_can_be_taken_back() -> None:
    deadline = add_deadline(REPORT, by=OFFICER)
    day = date(2027, 4, 30)

    first = mark_done(deadline, fell_on=day, note="Sent by e-mail", by=OFFICER)
    second = mark_done(deadline, fell_on=day, by=OFFICER)

    assert (first.pk, second.note) == (second.pk, "Sent by e-mail")
    mark_not_done(deadline, fell_on=day, by=OFFICER)
    mark_not_done(deadline, fell_on=day, by=OFFICER)
    assert not Done.objects.exists()
    assert [entry.event for entry in Entry.objects.order_by("pk")] == [
        "desk.deadline_added",
        "desk.deadline_met",
        "desk.deadline_reopened",
    ]


def test_a_date_is_done_only_on_a_day_on_which_it_falls() -> None:
    deadline = add_deadline(REPORT, by=OFFICER)

    with pytest.raises(Refused, match="does not fall"):
        mark_done(deadline, fell_on=date(2027, 5, 1), by=OFFICER)


def test_the_project_brings_its_dates_once_and_leaves_what_staff_changed() -> None:
    brought = bring_the_year(by=WORKER)
    Deadline.objects.filter(key="invoices").update(month=10)

    again = bring_the_year(by=WORKER)

    assert (brought, again) == (Deadline.objects.count(), 0)
    assert Deadline.objects.get(key="invoices").month == 10
    assert Deadline.objects.get(key="round-closes").anchor == Deadline.objects.get(
        key="round-opens"
    )


def test_only_who_may_change_the_year_changes_it() -> None:
    deadline = add_deadline(REPORT, by=OFFICER)

    for stranger in [EDITOR, STRANGER]:
        with pytest.raises(PermissionDenied):
            add_deadline(REPORT, by=stranger)
        with pytest.raises(PermissionDenied):
            correct_deadline(deadline, REPORT, version=1, by=stranger)
        with pytest.raises(PermissionDenied):
            mark_done(deadline, fell_on=date(2027, 4, 30), by=stranger)
        with pytest.raises(PermissionDenied):
            mark_not_done(deadline, fell_on=date(2027, 4, 30), by=stranger)
        with pytest.raises(PermissionDenied):
            bring_the_year(by=stranger)

    assert Deadline.objects.count() == 1
    assert not Done.objects.exists()
