"""The one page on which an application is read: what it states, what is known, what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import Matter
from ccin.governance.reads.matters import POWERS, MatterRecord, record_of
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.states import FOR_DECISION, FOR_RECOMMENDATION
from ccin.joining.models import (
    Application,
    AssessedPrinciple,
    Condition,
    Enquiry,
    NamedRepresentative,
)
from ccin.joining.reads.applications import FIGURES, figures_on_record, writes
from ccin.joining.reads.pipeline import Line, lines, may_read_pipeline
from ccin.joining.rules.considering import Difference, may_nudge, miles_between
from ccin.joining.states import APPLICATION, JOIN_KINDS, JOINED, UNDER_CONSIDERATION, ConditionState
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.states import MEMBER_CLASSES, EndReason
from ccin.register.models import Authority, Measure
from ccin.register.states import MeasureKind

NEAR = 5
SHOWN_ON_THE_DESK = 20
WORKER_NEEDS = timedelta(hours=1)  # to act on a vote; after that a person has to look at it


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as stated, beside the register's latest of the same kind where it has one."""

    kind: MeasureKind
    stated: int | None
    source: str
    known: Measure | None

    @property
    def difference(self) -> Difference | None:
        if self.stated is None or self.known is None:
            return None
        return Difference(self.stated, self.known.value)


@dataclass(frozen=True, slots=True)
class Near:
    """A member in the neighbourhood, and how far away it is."""

    organisation: Organisation
    miles: int


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    application: Application
    line: Line
    figures: list[Figure]
    answers: list[AssessedPrinciple]
    people: list[NamedRepresentative]
    shows_people: bool
    memberships: list[Membership]
    groups: list[Membership]
    near: list[Near]
    conditions: list[Condition]
    enquiry: Enquiry | None
    record: MatterRecord | None
    can: Mapping[str, bool]

    @property
    def place(self) -> Authority | None:
        return place_of(self.application)


def application_page(application: Application, actor: Actor) -> ApplicationPage:
    """Of an application found in the pipeline, which says where it waits."""
    knows_names = may_see_people(application, actor)
    [line] = lines([application])
    return ApplicationPage(
        application=application,
        line=line,
        figures=_figures(application),
        answers=list(application.answers.select_related("principle")),
        people=list(application.people.all()),
        shows_people=knows_names,
        memberships=_memberships(application),
        groups=_groups_in_membership(application),
        near=members_near(application),
        conditions=list(application.conditions.all()),
        enquiry=_enquiry(application, actor),
        record=_record(application, actor),
        can=what_can_be_done(application, actor),
    )


def place_of(application: Application) -> Authority | None:
    """The authority it is, sits on, or lies in."""
    if application.parish:
        return application.parish.authority
    return application.authority or application.principal_council


def may_see_people(application: Application, actor: Actor) -> bool:
    """Names and addresses of those who will represent the body: staff, and whoever wrote it.

    Those who consider the application see which roles are filled, which is what they need.
    """
    return actor.may(Permission.APPLICATION_READ_ANY) or writes(actor, application)


def may_decide(matter: Matter, actor: Actor) -> bool:
    """In the deciding body, or as the officer to whom the clause delegates it."""
    power = matter.decided_under
    if actor.may(Permission.MATTER_DECIDE, body=power.body.pk):
        return True
    return power.is_delegated and actor.may(Permission.MATTER_DECIDE_DELEGATED)


def what_can_be_done(application: Application, actor: Actor) -> dict[str, bool]:
    """Which buttons this reader finds; the operations ask again."""
    moves = APPLICATION.open_to(actor, state=application.state)
    matter = application.matter
    at = matter.state if matter and application.state == UNDER_CONSIDERATION else ""
    recommends = bool(
        matter
        and at == FOR_RECOMMENDATION
        and actor.may(Permission.MATTER_RECOMMEND, body=matter.body.pk)
    )
    corrects = actor.may(Permission.APPLICATION_CORRECT)
    return {
        "pipeline": may_read_pipeline(actor),
        "history": actor.may(Permission.HISTORY_READ),
        "recommend": recommends,
        "decide": bool(matter and at == FOR_DECISION and may_decide(matter, actor)),
        "return": "return_to_applicant" in moves,
        "correct": application.is_open and corrects,
        "withdraw": "withdraw" in moves,
        "nudge": application.is_open
        and corrects
        and may_nudge(application.nudged_at.date() if application.nudged_at else None, today()),
        "write": writes(actor, application),
        "settle": actor.may(Permission.CONDITION_CHANGE),
        "waive": bool(
            matter and actor.may(Permission.MATTER_DECIDE, body=matter.decided_under.body.pk)
        ),
    }


def members_near(application: Application) -> list[Near]:
    """The members nearest to it as the crow flies; nobody, where the register has no place."""
    place = place_of(application)
    if place is None or place.latitude is None or place.longitude is None:
        return []
    members = Organisation.objects.members_on(today()).filter(
        authority__latitude__isnull=False, fictional=application.fictional
    )
    here = (place.latitude, place.longitude)
    found = [
        Near(member, round(miles_between(here, (there.latitude, there.longitude))))
        for member in members.exclude(authority=place).select_related("authority")
        if (there := member.authority)
        and there.latitude is not None
        and there.longitude is not None
    ]
    return sorted(found, key=lambda near: (near.miles, near.organisation.name))[:NEAR]


def possible_mentors(application: Application) -> QuerySet[Person]:
    """Whoever represents a member today, with its name as `stands_for`; the fictional stay among
    themselves."""
    members = Organisation.objects.members_on(today()).filter(fictional=application.fictional)
    standing = Representation.objects.current_on(today()).filter(organisation__in=members)
    own = standing.filter(person=OuterRef("pk")).order_by("organisation__name")
    found = Person.objects.kept().filter(pk__in=standing.values("person"))
    return found.annotate(stands_for=Subquery(own.values("organisation__name")[:1]))


def conditions_waiting_for(actor: Actor) -> list[Waiting]:
    """Those missed after joining: for staff, and for the body that set them."""
    bodies = _bodies_to_show(actor)
    missed = Condition.objects.filter(state=ConditionState.MISSED, application__state=JOINED)
    if bodies is not None:
        missed = missed.filter(application__matter__decided_under__clause__terms__body__in=bodies)
    return [
        Waiting(
            what=_("See to a condition that %(name)s has not met") % {"name": each.application},
            address=each.application.get_absolute_url(),
            since=each.settled_on or each.due_on,
            due_on=each.due_on,
        )
        for each in missed.select_related("application")[:SHOWN_ON_THE_DESK]
    ]


def votes_waiting_for(actor: Actor) -> list[Waiting]:
    """Carried, but the worker could not carry them out: for staff, and for the body's clerk. What
    waits for a body to say something is on governance's own list."""
    bodies = _bodies_to_show(actor)
    votes = awaiting_decision(*JOIN_KINDS).filter(closed_at__lt=timezone.now() - WORKER_NEEDS)
    if bodies is not None:
        votes = votes.filter(body__in=bodies)
    return [
        Waiting(
            what=_("See why the vote on %(name)s could not be carried out") % {"name": each.matter},
            address=each.matter.get_absolute_url(),
            since=timezone.localtime(each.closed_at).date(),
        )
        for each in votes[:SHOWN_ON_THE_DESK]
        if each.closed_at
    ]


def _bodies_to_show(actor: Actor) -> list[int] | None:
    """Those for which this reader decides; None for staff, who see to all."""
    if actor.may(Permission.CONDITION_CHANGE):
        return None
    return actor.bodies_where(Permission.MATTER_DECIDE)


def _figures(application: Application) -> list[Figure]:
    known = figures_on_record(application)
    stated = {
        MeasureKind.POPULATION: (application.population, application.population_source),
        MeasureKind.BUDGET: (application.budget, application.budget_source),
    }
    return [
        Figure(kind, number, source, known.get(FIGURES[kind]))
        for kind, (number, source) in stated.items()
        if number is not None or application.authority_id
    ]


def _memberships(application: Application) -> list[Membership]:
    """Those the body held before, or holds: an application cannot lead to a second."""
    if application.organisation_id is None:
        return []
    held = Membership.objects.filter(organisation=application.organisation_id)
    return list(held.exclude(end_reason=EndReason.CORRECTED))


def _groups_in_membership(application: Application) -> list[Membership]:
    """Members beside it on the same council: its groups, or the council itself."""
    council = application.authority or application.principal_council
    if council is None:
        return []
    held = Membership.objects.held_on(today()).filter(membership_class__in=MEMBER_CLASSES)
    beside = held.filter(organisation__principal_council=council, organisation__parish=None)
    itself = held.filter(organisation__authority=council)
    found = (beside | itself).exclude(organisation=application.organisation_id)
    return list(found.select_related("organisation").order_by("organisation__name", "pk"))


def _record(application: Application, actor: Actor) -> MatterRecord | None:
    """What bodies said, asked and voted: for those who may read the matter, and no applicant."""
    if application.matter_id is None:
        return None
    seen = Matter.objects.visible_to(actor).select_related(*POWERS)
    matter = seen.filter(pk=application.matter_id).first()
    return record_of(matter, actor) if matter else None


def _enquiry(application: Application, actor: Actor) -> Enquiry | None:
    return application.enquiry if actor.may(Permission.ENQUIRY_READ) else None
