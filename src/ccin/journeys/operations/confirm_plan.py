"""A prepared reorganisation is confirmed: everything in it happens at once, or nothing does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Bid, Project
from ccin.funding.operations.handing_on import pass_bid_on, pass_project_on
from ccin.governance.models import Appointment
from ccin.governance.operations.appointments import (
    AppointmentDetails,
    appoint,
    end_appointment,
)
from ccin.governance.states import AppointmentEnd
from ccin.joining.models import Application, ContactCheck, Welcome
from ccin.joining.operations.applications import withdraw_application
from ccin.journeys.models import Plan
from ccin.journeys.operations.plans import check_together, lock_plan
from ccin.journeys.operations.reorganisation import (
    Passing,
    go_on_for,
    move_to_successor_council,
    organisation_of,
    pass_membership_on,
    step_down,
)
from ccin.journeys.reads.plans import Inventory, Item, answers_of, inventory_of
from ccin.journeys.rules.plans import Answer
from ccin.journeys.states import Fate, PlanStep
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Membership, Organisation, Representation
from ccin.members.operations import end_membership
from ccin.members.operations.memberships import lock
from ccin.members.reasons import day_in_words
from ccin.members.states import EndReason
from ccin.register.models import Authority

# A membership that others join has passed on before they do.
IN_ORDER = (Fate.PASSES_ON, Fate.JOINS, Fate.GOES_ON, Fate.LEADS, Fate.MOVES, Fate.ENDS)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`decision`: the number of the network's own, where it took one."""

    decision: str = ""
    source: str = ""


@dataclass(slots=True)
class _Doing:
    """What one confirmation carries along."""

    inventory: Inventory
    answers: dict[tuple[str, int], Answer]
    confirmation: Confirmation
    by: Actor
    organisations: dict[int, Organisation] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        return self.inventory.event.happens_on

    @property
    def last_day(self) -> date:
        return self.first_day - timedelta(days=1)

    def each(self, step: PlanStep) -> Iterator[tuple[Item, Answer]]:
        pairs = [(item, self.answers[step, item.pk]) for item in self.inventory.items[step]]
        wanted = [pair for pair in pairs if pair[1].fate in IN_ORDER]
        yield from sorted(wanted, key=lambda pair: IN_ORDER.index(Fate(pair[1].fate)))

    def authority(self, answer: Answer) -> Authority:
        return next(to for to in self.inventory.successors if to.pk == answer.successor)

    def organisation(self, answer: Answer, predecessor: Organisation) -> Organisation:
        to = self.authority(answer)
        if to.pk not in self.organisations:
            self.organisations[to.pk] = organisation_of(to, predecessor, self.by)
        return self.organisations[to.pk]


@transaction.atomic
def confirm_plan(plan: Plan, confirmation: Confirmation, *, version: int, by: Actor) -> None:
    """From the first day under the successors on, with effect from that day. Days before it keep
    what was true on them: everything ends on the last day of its council and begins anew."""
    target = lock_plan(plan, version=version, move="confirm", by=by)
    if plan.event.happens_on > today():
        raise Refused(
            f"The new councils begin on {day_in_words(plan.event.happens_on)}. What you prepared "
            "is kept: confirm it from that day."
        )
    inventory = inventory_of(plan.event)
    lock(*_everybody(inventory))
    doing = _Doing(inventory, answers_of(plan), confirmation, by)
    _check_complete(doing)
    _memberships(doing)
    _people(doing)
    _seats(doing)
    _under(doing)
    _applications(doing)
    _what_is_funded(doing)
    _close_lists(inventory)
    plan.state, plan.confirmed_at = target, timezone.now()
    plan.decision, plan.source = confirmation.decision, confirmation.source
    plan.version += 1
    plan.save(update_fields=["state", "confirmed_at", "decision", "source", "version"])
    record(
        by,
        "journeys.reorganisation_confirmed",
        plan,
        concerning=[*_everybody(inventory), *doing.organisations.values()],
        event_title=plan.event.title,
        number=sum(len(items) for items in inventory.items.values()),
    )


def _everybody(inventory: Inventory) -> list[Organisation]:
    councils = [*inventory.predecessors, *inventory.successors]
    return list(Organisation.objects.kept().filter(authority__in=councils).order_by("pk"))


def _check_complete(doing: _Doing) -> None:
    """Something may have changed since a step was looked at last."""
    for item in doing.inventory.all_items():
        answer = doing.answers.get((item.step, item.pk))
        if answer is None:
            raise Refused(f"Nobody has chosen yet what becomes of “{item.words}”. Choose it first.")
        if answer.successor and answer.successor not in {to.pk for to in item.successors}:
            raise Refused(f"The register has changed for “{item.words}”. Choose again.")
    for step in PlanStep:
        check_together(doing.inventory, step, [answer for _item, answer in doing.each(step)])


def _memberships(doing: _Doing) -> None:
    said = doing.confirmation
    for item, answer in doing.each(PlanStep.MEMBERSHIPS):
        assert isinstance(item.thing, Membership)
        if answer.fate == Fate.ENDS:
            end_membership(
                item.thing, ends_on=doing.last_day, reason=EndReason.DISSOLVED, by=doing.by
            )
            continue
        to = doing.organisation(answer, item.thing.organisation)
        passing = Passing(doing.authority(answer), decision=said.decision, source=said.source)
        pass_membership_on(item.thing, passing, by=doing.by)
        assert to.authority_id == answer.successor


def _people(doing: _Doing) -> None:
    for item, answer in doing.each(PlanStep.PEOPLE):
        assert isinstance(item.thing, Representation)
        if answer.fate == Fate.ENDS:
            step_down(item.thing, doing.first_day, by=doing.by)
            continue
        to = doing.organisation(answer, item.thing.organisation)
        leads = answer.fate == Fate.LEADS
        go_on_for(item.thing, to, doing.first_day, leads=leads, by=doing.by)


def _seats(doing: _Doing) -> None:
    for item, answer in doing.each(PlanStep.SEATS):
        sitting = item.thing
        assert isinstance(sitting, Appointment)
        assert sitting.organisation is not None
        until = sitting.ends_on
        end_appointment(
            sitting, ends_on=doing.last_day, reason=AppointmentEnd.MEMBERSHIP_ENDED, by=doing.by
        )
        if answer.fate == Fate.ENDS:
            continue
        details = AppointmentDetails(
            starts_on=doing.first_day,
            ends_on=until,
            office=sitting.office,
            organisation=doing.organisation(answer, sitting.organisation),
            authority_on_file=sitting.authority_on_file,
        )
        appoint(sitting.seat, sitting.person, details, by=doing.by)


def _under(doing: _Doing) -> None:
    for item, answer in doing.each(PlanStep.UNDER_IT):
        body = item.thing
        assert isinstance(body, Organisation)
        if answer.fate == Fate.MOVES:
            body.refresh_from_db()
            to = doing.authority(answer)
            move_to_successor_council(body, to, version=body.version, by=doing.by)
            continue
        for held in Membership.objects.filter(organisation=body, ends_on=None):
            end_membership(held, ends_on=doing.last_day, reason=EndReason.DISSOLVED, by=doing.by)


def _applications(doing: _Doing) -> None:
    event = doing.inventory.event
    reason = f"{event}, on {day_in_words(event.happens_on)}: the council has ended."
    for item, _answer in doing.each(PlanStep.APPLICATIONS):
        assert isinstance(item.thing, Application)
        withdraw_application(item.thing, reason=reason, by=doing.by)


def _what_is_funded(doing: _Doing) -> None:
    """What stays with a council that ended waits for staff, who see that its lead is gone."""
    for item, answer in (*doing.each(PlanStep.PROJECTS), *doing.each(PlanStep.BIDS)):
        assert isinstance(item.thing, Project | Bid)
        assert item.thing.lead is not None
        to = doing.organisation(answer, item.thing.lead)
        if isinstance(item.thing, Project):
            pass_project_on(item.thing, to, by=doing.by)
        else:
            pass_bid_on(item.thing, to, by=doing.by)


def _close_lists(inventory: Inventory) -> None:
    """Nobody is asked any more to welcome, or to confirm the contacts of, a council that ended."""
    gone = Organisation.objects.filter(authority__in=inventory.predecessors)
    Welcome.objects.filter(organisation__in=gone, closed_on=None).update(closed_on=today())
    ContactCheck.objects.filter(organisation__in=gone, confirmed_on=None).delete()
