"""Preparing a reorganisation: begun, changed step by step, thrown away. Nothing else changes."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.journeys.models import Choice, Plan
from ccin.journeys.reads.plans import Inventory, inventory_of
from ccin.journeys.rules.plans import Answer, already_held, nothing_to_join, twice
from ccin.journeys.states import DRAFT, PLAN, Fate, PlanStep
from ccin.kernel.errors import Refused, Stale
from ccin.register.models import Authority, ChangeEvent


@transaction.atomic
def begin_plan(event: ChangeEvent, *, by: Actor) -> Plan:
    """The draft for this change; there is one, whoever begins it first."""
    ChangeEvent.objects.select_for_update().get(pk=event.pk)
    by.must(PLAN.moves["change"].needs)
    known = Plan.objects.filter(event=event, state=DRAFT).first()
    if known:
        return known
    if not inventory_of(event).predecessors:
        raise Refused(f"The register knows no council that ends by “{event}”.")
    plan = Plan.objects.create(event=event, begun_at=timezone.now())
    record(by, "journeys.plan_begun", plan, event_title=event.title)
    return plan


@transaction.atomic
def choose(
    plan: Plan, step: PlanStep, answers: Collection[Answer], *, version: int, by: Actor
) -> None:
    """Save what shall become of the things of one step, in place of what was chosen before."""
    lock_plan(plan, version=version, move="change", by=by)
    check_together(inventory_of(plan.event), step, answers)
    Choice.objects.filter(plan=plan, step=step).delete()
    Choice.objects.bulk_create(
        Choice(plan=plan, step=step, item=a.item, fate=a.fate, successor_id=a.successor)
        for a in answers
    )
    plan.version += 1
    plan.save(update_fields=["version"])
    record(by, "journeys.plan_changed", plan, step=str(step.label), number=len(answers))


@transaction.atomic
def discard_plan(plan: Plan, *, version: int, by: Actor) -> None:
    """Throw a draft away; the change can be planned anew."""
    plan.state = lock_plan(plan, version=version, move="discard", by=by)
    plan.version += 1
    plan.save(update_fields=["state", "version"])
    record(by, "journeys.plan_discarded", plan, event_title=plan.event.title)


def lock_plan(plan: Plan, *, version: int, move: str, by: Actor) -> str:
    """For one who changes it; returns the state that the move leads to."""
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    made = PLAN.move(move, state=plan.state)
    by.must(made.needs)
    if plan.version != version:
        raise Stale
    return made.target


def check_together(inventory: Inventory, step: str, answers: Collection[Answer]) -> None:
    """Refuse what cannot all be true on the day."""
    holders = inventory.holders
    if step == PlanStep.MEMBERSHIPS:
        for key in twice(answers, Fate.PASSES_ON):
            raise Refused(
                f"Two memberships would pass on to {_name(key)}. Let one pass on, "
                "and the others join it."
            )
        for key in already_held(answers, Fate.PASSES_ON, holders):
            raise Refused(
                f"{_name(key)} holds a membership on that day already. Let the others join it."
            )
        joins = nothing_to_join(answers, joins=Fate.JOINS, passes=Fate.PASSES_ON, holders=holders)
        for key in joins:
            raise Refused(
                f"{_name(key)} would hold no membership that others could join. "
                "Let one of them pass on to it."
            )
    if step == PlanStep.PEOPLE:
        for key in twice(answers, Fate.LEADS):
            raise Refused(
                f"{_name(key)} has one main contact. Choose one, and let the others go on."
            )


def _name(key: int) -> Authority:
    return Authority.objects.get(pk=key)
