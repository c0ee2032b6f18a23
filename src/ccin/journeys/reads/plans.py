"""Everything the councils of one change leave, and what a plan makes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.funding.models import Bid, Project
from ccin.governance.models import Appointment
from ccin.governance.states import AppointmentEnd
from ccin.joining.models import Application
from ccin.journeys.models import Choice, Plan
from ccin.journeys.rules.plans import Answer, suggested
from ccin.journeys.states import (
    DRAFT,
    FATES,
    PLAN,
    TO_A_SUCCESSOR,
    Fate,
    PlanStep,
)
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Membership, Organisation, Representation
from ccin.members.states import RepresentationEnd, RepresentationRole
from ccin.register.models import Authority, ChangeEvent, Succession

Thing = Membership | Representation | Appointment | Organisation | Application | Project | Bid
# Whose office is the council's own: it ends with the council unless staff say otherwise.
ELECTED = frozenset(
    {
        RepresentationRole.LEADER,
        RepresentationRole.PORTFOLIO_HOLDER,
        RepresentationRole.GROUP_LEADER,
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be decided on: what it is, whose, and which councils could take it over."""

    step: PlanStep
    thing: Thing
    words: str
    council: Authority
    successors: tuple[Authority, ...]

    @property
    def pk(self) -> int:
        return int(self.thing.pk)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """`goes_on:12`, in words; `ends:` without a successor."""
        found = []
        for fate in FATES[self.step]:
            if fate in TO_A_SUCCESSOR:
                found += [(f"{fate}:{to.pk}", f"{fate.label}: {to}") for to in self.successors]
            else:
                found.append((f"{fate}:", str(fate.label)))
        return found


@dataclass(frozen=True, slots=True)
class Inventory:
    event: ChangeEvent
    predecessors: list[Authority]
    successors: list[Authority]
    holders: dict[int, Membership]  # by successor: the membership it holds on the day
    items: dict[PlanStep, list[Item]] = field(default_factory=dict)

    def all_items(self) -> Iterable[Item]:
        return (item for step in PlanStep for item in self.items[step])


def inventory_of(event: ChangeEvent) -> Inventory:
    """In a number of queries that does not grow with what there is.

    A council that goes on, in new bounds or with fewer functions, leaves nothing behind.
    """
    passed: dict[Authority, list[Authority]] = {}
    steps = Succession.objects.filter(
        event=event, predecessor__valid_to__lt=event.happens_on
    ).select_related("predecessor", "successor")
    for step in steps.order_by("predecessor__name", "successor__name"):
        passed.setdefault(step.predecessor, []).append(step.successor)
    ending = {old: tuple(new) for old, new in passed.items()}
    successors = sorted({to for new in ending.values() for to in new}, key=str)
    inventory = Inventory(event, list(ending), successors, _holders(event, successors))
    by_key = {old.pk: (old, new) for old, new in ending.items()}
    for found in (
        _memberships(by_key),
        _people(by_key, event),
        _seats(by_key, event),
        _under(by_key),
        _applications(by_key),
        _projects(by_key),
        _bids(by_key),
    ):
        inventory.items.update(found)
    return inventory


ByKey = Mapping[int, tuple[Authority, tuple[Authority, ...]]]
Found = dict[PlanStep, list[Item]]


def _holders(event: ChangeEvent, successors: list[Authority]) -> dict[int, Membership]:
    held = Membership.objects.held_on(event.happens_on).select_related("organisation")
    found = held.filter(
        organisation__authority__in=successors, organisation__merged_into=None, ends_on=None
    )
    return {one.organisation.authority_id: one for one in found if one.organisation.authority_id}


def _memberships(by_key: ByKey) -> Found:
    held = Membership.objects.filter(
        organisation__authority__in=by_key, organisation__merged_into=None, ends_on=None
    )
    step = PlanStep.MEMBERSHIPS
    return {
        step: [
            Item(
                step,
                one,
                f"{one.organisation}: {one.get_membership_class_display()}",
                *by_key[one.organisation.authority_id or 0],
            )
            for one in held.select_related("organisation").order_by("starts_on", "pk")
        ]
    }


def _people(by_key: ByKey, event: ChangeEvent) -> Found:
    standing = Representation.objects.filter(
        organisation__authority__in=by_key, organisation__merged_into=None, ends_on=None
    ).exclude(end_reason=RepresentationEnd.CORRECTED)
    step = PlanStep.PEOPLE
    return {
        step: [
            Item(
                step,
                one,
                f"{one.person}, {one.get_role_display()}, {one.organisation}",
                *by_key[one.organisation.authority_id or 0],
            )
            for one in standing.select_related("person", "organisation").order_by(
                "organisation__name", "-is_primary", "pk"
            )
        ]
    }


def _seats(by_key: ByKey, event: ChangeEvent) -> Found:
    sitting = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=event.happens_on),
        organisation__authority__in=by_key,
        organisation__merged_into=None,
        starts_on__lt=event.happens_on,
    ).exclude(end_reason=AppointmentEnd.CORRECTED)
    step = PlanStep.SEATS
    found = []
    for one in sitting.select_related("person", "organisation", "seat__body").order_by("pk"):
        organisation = one.organisation
        if organisation is not None:
            words = f"{one.person}, {one.seat}, {organisation}"
            found.append(Item(step, one, words, *by_key[organisation.authority_id or 0]))
    return {step: found}


def _under(by_key: ByKey) -> Found:
    bodies = Organisation.objects.kept().filter(principal_council__in=by_key)
    step = PlanStep.UNDER_IT
    return {
        step: [
            Item(
                step,
                one,
                f"{one} ({one.get_kind_display()})",
                *by_key[one.principal_council_id or 0],
            )
            for one in bodies.order_by("name", "pk")
        ]
    }


def _applications(by_key: ByKey) -> Found:
    asked = Application.objects.open().filter(
        Q(authority__in=by_key) | Q(principal_council__in=by_key)
    )
    step = PlanStep.APPLICATIONS
    found = []
    for one in asked.order_by("name", "pk"):
        own, around = one.authority_id or 0, one.principal_council_id or 0
        words = f"{one}: {one.get_state_display()}"
        found.append(Item(step, one, words, *by_key[own if own in by_key else around]))
    return {step: found}


def _projects(by_key: ByKey) -> Found:
    step = PlanStep.PROJECTS
    led = Project.objects.live().filter(lead__authority__in=by_key)
    return {step: _led(step, led.select_related("lead").order_by("title", "pk"), by_key)}


def _bids(by_key: ByKey) -> Found:
    step = PlanStep.BIDS
    led = Bid.objects.open().filter(lead__authority__in=by_key)
    return {step: _led(step, led.select_related("lead").order_by("title", "pk"), by_key)}


def _led(step: PlanStep, found: Iterable[Project] | Iterable[Bid], by_key: ByKey) -> list[Item]:
    return [
        Item(step, one, f"{one}: {one.lead}", *by_key[one.lead.authority_id or 0])
        for one in found
        if one.lead is not None
    ]


def answers_of(plan: Plan) -> dict[tuple[str, int], Answer]:
    return {
        (each.step, each.item): Answer(each.item, each.fate, each.successor_id)
        for each in Choice.objects.filter(plan=plan)
    }


def suggestion(inventory: Inventory, step: PlanStep) -> dict[int, Answer]:
    """What a step's form begins with: nothing is saved before somebody has looked at it."""
    items = inventory.items[step]
    if step is PlanStep.MEMBERSHIPS:
        successors = {item.pk: tuple(to.pk for to in item.successors) for item in items}
        return suggested(successors, inventory.holders, passes=Fate.PASSES_ON, joins=Fate.JOINS)
    found, led = {}, set()
    for item in items:
        fate = FATES[step][0]
        to = item.successors[0].pk if item.successors else None
        thing = item.thing
        if isinstance(thing, Representation):
            if thing.role in ELECTED:
                fate = Fate.ENDS
            elif thing.is_primary and to not in led:
                fate = Fate.LEADS
                led.add(to)
        if step is PlanStep.APPLICATIONS:
            fate = Fate.STAYS
        found[item.pk] = Answer(item.pk, fate, to if fate in TO_A_SUCCESSOR else None)
    return found


@dataclass(frozen=True, slots=True)
class Expected:
    """What will be true on the first day: one line a thing, by the council it goes to."""

    successor: Authority
    lines: list[tuple[Item, str]]


@dataclass(frozen=True, slots=True)
class Outlook:
    expected: list[Expected]
    ends: list[Item]
    stays: list[Item]
    open: list[Item]  # nobody has chosen yet

    @property
    def is_complete(self) -> bool:
        return not self.open


def outlook(inventory: Inventory, answers: Mapping[tuple[str, int], Answer]) -> Outlook:
    to: dict[int, list[tuple[Item, str]]] = {each.pk: [] for each in inventory.successors}
    ends: list[Item] = []
    stays: list[Item] = []
    waiting: list[Item] = []
    for item in inventory.all_items():
        answer = answers.get((item.step, item.pk))
        if answer is None:
            waiting.append(item)
        elif answer.successor is not None:
            to.setdefault(answer.successor, []).append((item, str(Fate(answer.fate).label)))
        else:
            (ends if answer.fate == Fate.ENDS else stays).append(item)
    expected = [Expected(each, to[each.pk]) for each in inventory.successors]
    return Outlook(expected, ends, stays, waiting)


def changes_to_plan() -> list[tuple[ChangeEvent, Plan | None]]:
    """The changes that end a council the network knows, the latest first, each with the draft that
    somebody has begun."""
    drafts = {plan.event_id: plan for plan in Plan.objects.filter(state=DRAFT)}
    known = Organisation.objects.kept().filter(authority__isnull=False).values("authority")
    around = Organisation.objects.kept().filter(principal_council__isnull=False)
    touched = Succession.objects.filter(
        Q(predecessor__in=known) | Q(predecessor__in=around.values("principal_council")),
        predecessor__valid_to__lt=F("event__happens_on"),
    )
    events = ChangeEvent.objects.filter(Q(pk__in=touched.values("event")) | Q(pk__in=list(drafts)))
    return [(event, drafts.get(event.pk)) for event in events.order_by("-happens_on", "title")]


def waiting_for(actor: Actor) -> list[Waiting]:
    """Prepared plans whose day has come."""
    if not actor.may(PLAN.moves["confirm"].needs):
        return []
    due = Plan.objects.filter(state=DRAFT, event__happens_on__lte=today()).select_related("event")
    return [
        Waiting(
            _("Confirm what was prepared for “%(event)s”") % {"event": plan},
            plan.get_absolute_url(),
            plan.event.happens_on,
        )
        for plan in due.order_by("event__happens_on", "pk")
    ]
