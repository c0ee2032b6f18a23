"""Conditions of an approval: met, waived, missed, and what follows for the application."""

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.joining.models import Application, Condition
from ccin.joining.notices import conditions as notices
from ccin.joining.operations.admitting import admit, approving
from ccin.joining.operations.considering import lock
from ccin.joining.rules.considering import has_lapsed, is_to_be_reminded
from ccin.joining.states import (
    APPLICATION,
    APPROVED,
    CONDITION,
    JOINED,
    ConditionState,
    ConditionTime,
)
from ccin.kernel.clock import today
from ccin.members.operations.memberships import lock as lock_membership

UNSETTLED = (ConditionState.OPEN, ConditionState.MISSED)


@transaction.atomic
def meet_condition(condition: Condition, *, note: str, by: Actor) -> bool:
    """Staff record what shows that it was met; whether the body has joined by that."""
    _lock(condition)
    move = CONDITION.move("meet", state=condition.state)
    by.must(move.needs)
    _settle(condition, move.target, note=note)
    record(by, "joining.condition_met", condition.application, concerning=[condition])
    return _admit_if_nothing_is_left(condition.application, by=by)


@transaction.atomic
def waive_condition(condition: Condition, *, note: str, by: Actor) -> bool:
    """Only the body that set it can do without it; whether the applicant has joined by that."""
    _lock(condition)
    move = CONDITION.move("waive", state=condition.state)
    matter = condition.application.matter
    by.must(move.needs, body=matter.decided_under.body.pk if matter else None)
    _settle(condition, move.target, note=note)
    record(by, "joining.condition_waived", condition.application, concerning=[condition])
    return _admit_if_nothing_is_left(condition.application, by=by)


@transaction.atomic
def remind_of_condition(condition: Condition, *, by: Actor) -> bool:
    """Once, a fortnight before; whether a letter went. Safe to ask again."""
    _lock(condition)
    by.must(Permission.APPLICATION_LAPSE)
    is_due = condition.state == ConditionState.OPEN and _is_live(condition)
    if not is_due or not is_to_be_reminded(condition.due_on, condition.reminded_on, today()):
        return False
    condition.reminded_on = today()
    condition.save(update_fields=["reminded_on"])
    record(by, "joining.condition_reminded", condition.application, concerning=[condition])
    notices.condition_due(condition)
    return True


@transaction.atomic
def miss_condition(condition: Condition, *, by: Actor) -> bool:
    """Its day is over. Before joining, the application lapses; after it, staff and the body that
    decided are told, and nothing follows by itself."""
    _lock(condition)
    by.must(Permission.APPLICATION_LAPSE)
    is_open = condition.state == ConditionState.OPEN and _is_live(condition)
    if not is_open or not has_lapsed(condition.due_on, condition.reminded_on, today()):
        return False
    condition.state = CONDITION.move("miss", state=condition.state).target
    condition.settled_on = today()
    condition.save(update_fields=["state", "settled_on"])
    application = condition.application
    record(by, "joining.condition_missed", application, concerning=[condition])
    if condition.time == ConditionTime.BEFORE:
        _lapse(application, by=by)
        notices.approval_lapsed(application, condition)
    else:
        notices.condition_missed(condition)
    return True


def _lapse(application: Application, *, by: Actor) -> None:
    application.state = APPLICATION.move("lapse", state=application.state).target
    application.closed_at = application.changed_at = timezone.now()
    application.version += 1
    application.save(update_fields=["state", "closed_at", "changed_at", "version"])
    organisation = application.organisation
    record(
        by,
        "joining.approval_lapsed",
        application,
        concerning=[organisation] if organisation else [],
    )


def _settle(condition: Condition, target: str, *, note: str) -> None:
    condition.state = target
    condition.settled_on = today()
    condition.note = note
    condition.save(update_fields=["state", "settled_on", "note"])


def _admit_if_nothing_is_left(application: Application, *, by: Actor) -> bool:
    before = application.conditions.filter(time=ConditionTime.BEFORE, state__in=UNSETTLED)
    if application.state != APPROVED or before.exists():
        return False
    admit(application, approving(application), by=by)
    return True


def _is_live(condition: Condition) -> bool:
    return condition.application.state in (APPROVED, JOINED)


def _lock(condition: Condition) -> None:
    """The membership first, since the last condition before joining lets the body join."""
    application = condition.application
    if condition.time == ConditionTime.BEFORE and application.state == APPROVED:
        lock_membership(*([application.organisation] if application.organisation else []))
    lock(application)
    condition.refresh_from_db(from_queryset=Condition.objects.select_for_update(of=("self",)))
    condition.application = application
