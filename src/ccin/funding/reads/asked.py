"""What projects ask of their leads and of staff: for their pages, desks and reminders."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Agreement, ChangeRequest, Milestone, Output, Payment, Project
from ccin.funding.reads.projects import courses
from ccin.funding.rules.projects import Course, report_is_near, word_is_due
from ccin.funding.states import (
    ChangeState,
    OutputKind,
    OutputState,
    PaymentState,
    ProjectState,
)
from ccin.governance.models import Matter
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.states import FOR_DECISION, MatterKind
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Organisation
from ccin.members.reasons import day_in_words

SHOWN_ON_THE_DESK = 20
PROJECT_KINDS = (MatterKind.PROJECT_CHANGE, MatterKind.PROJECT_TIME)
WORKER_NEEDS = timedelta(hours=1)  # to act on a vote; after that a person has to look at it


def asked_of_lead(project: Project) -> list[str]:
    """In words that begin with a verb; nothing once it is done."""
    return asked_of_leads([project])[project.pk]


def asked_of_leads(projects: Sequence[Project]) -> dict[int, list[str]]:
    """Of each project, in as many queries as of one."""
    day, keys = today(), [project.pk for project in projects]
    course = courses(projects)
    offered = set(Agreement.objects.filter(project__in=keys).values_list("project", flat=True))
    late = Milestone.objects.filter(project__in=keys, done_on=None, due_on__lt=day)
    returned = Output.objects.filter(project__in=keys, state=OutputState.RETURNED)
    by_project: dict[int, list[Milestone | Output]] = defaultdict(list)
    for milestone in late:
        by_project[milestone.project_id].append(milestone)
    for output in returned:
        by_project[output.project_id].append(output)
    found = {}
    for project in projects:
        if project.state == ProjectState.AGREED:
            found[project.pk] = [_("Accept the agreement")] if project.pk in offered else []
        else:
            found[project.pk] = _asked(project, course[project.pk], by_project[project.pk], day)
    return found


def _asked(
    project: Project, course: Course, open_ones: Iterable[Milestone | Output], day: date
) -> list[str]:
    if project.state not in {ProjectState.IN_DELIVERY, ProjectState.REPORTED}:
        return []
    found = [_("Say in a few words how it goes")] if word_is_due(course, day) else []
    if report_is_near(course, day) and project.report_due_on:
        words = _("Hand in the final report by %(day)s")
        found.append(words % {"day": day_in_words(project.report_due_on)})
    for each in open_ones:
        if isinstance(each, Output):
            found.append(_("Hand in “%(title)s” again") % {"title": each})
        else:
            words = _("Reach the milestone “%(title)s”, due on %(day)s, or say why it is late")
            found.append(words % {"title": each, "day": day_in_words(each.due_on)})
    return found


def projects_in_need() -> QuerySet[Project]:
    """Those whose leads may have something to do: looked at one by one by the worker."""
    running = (ProjectState.IN_DELIVERY, ProjectState.REPORTED)
    found = Project.objects.filter(
        Q(state__in=running) | Q(state=ProjectState.AGREED, agreement__isnull=False)
    )
    return found.select_related("lead", "bid").order_by("pk")


def votes_waiting_for(actor: Actor) -> list[Waiting]:
    """Carried, but the worker could not carry them out: for staff who keep projects."""
    if not actor.may(Permission.PROJECT_KEEP):
        return []
    stuck = awaiting_decision(*PROJECT_KINDS).filter(closed_at__lt=timezone.now() - WORKER_NEEDS)
    return [
        Waiting(
            what=_("See why the vote on %(name)s could not be carried out") % {"name": each.matter},
            address=each.matter.get_absolute_url(),
            since=timezone.localtime(each.closed_at).date(),
        )
        for each in stuck[:SHOWN_ON_THE_DESK]
        if each.closed_at
    ]


def waiting_for(actor: Actor) -> list[Waiting]:
    """What projects ask of those who speak for their leads."""
    mine = actor.organisations_where(Permission.PROJECT_REPORT)
    if not mine:
        return []
    listed = list(projects_in_need().filter(lead__in=mine)[:SHOWN_ON_THE_DESK])
    asked = asked_of_leads(listed) if listed else {}
    return [
        _line(project, f"{what}: {project}", due_on=project.report_due_on)
        for project in listed
        for what in asked[project.pk]
    ]


def staff_waiting_for(actor: Actor) -> list[Waiting]:
    """What projects ask of those who keep them, a query a kind."""
    if not actor.may(Permission.PROJECT_KEEP):
        return []
    return [
        *_projects_for_staff(),
        *_payments_for_staff(),
        *_outputs_for_staff(),
        *_changes_for_officers(actor),
    ]


def _projects_for_staff() -> list[Waiting]:
    """Agreements to offer, reports to publish, projects to close, and leads that have gone."""
    day = today()
    members = Organisation.objects.members_on(day)
    asked = ChangeRequest.objects.filter(project=OuterRef("pk"), state=ChangeState.ASKED)
    offered = Agreement.objects.filter(project=OuterRef("pk"))
    found = (
        Project.objects.live()
        .annotate(has_offer=Exists(offered), has_request=Exists(asked))
        .annotate(is_led=Exists(members.filter(pk=OuterRef("lead"))))
        .filter(
            Q(state=ProjectState.AGREED, has_offer=False, is_public=True)
            | Q(state__in=(ProjectState.ACCEPTED, ProjectState.PUBLISHED))
            | Q(state=ProjectState.IN_DELIVERY, report_due_on__lt=day)
            | Q(lead__isnull=False, is_led=False, has_request=False)
        )
        .order_by("changed_at", "pk")
    )
    return [_line(each, _what_of(each)) for each in found[:SHOWN_ON_THE_DESK]]


def _what_of(project: Project) -> str:
    named = {"title": project}
    gone = project.lead_id is not None and not getattr(project, "is_led", True)
    if gone and not getattr(project, "has_request", False):
        return _("Hand over “%(title)s”: its lead is no member any more") % named
    if project.state == ProjectState.AGREED:
        return _("Offer the agreement on “%(title)s”") % named
    if project.state == ProjectState.ACCEPTED:
        return _("Publish the final report of “%(title)s”") % named
    if project.state == ProjectState.PUBLISHED:
        return _("See that others can use what came of “%(title)s”, and close it") % named
    return _("Ask for the final report of “%(title)s”, which is overdue") % named


def _payments_for_staff() -> list[Waiting]:
    words = {
        PaymentState.CLAIMED: _("Look at the claim for payment %(number)d of “%(title)s”"),
        PaymentState.APPROVED: _("See payment %(number)d of “%(title)s” paid"),
    }
    found = Payment.objects.filter(state__in=list(words)).select_related("project")
    return [
        _line(
            each.project,
            words[PaymentState(each.state)] % {"number": each.position, "title": each.project},
        )
        for each in found.order_by("claimed_at", "pk")[:SHOWN_ON_THE_DESK]
    ]


def _outputs_for_staff() -> list[Waiting]:
    found = Output.objects.filter(state=OutputState.HANDED_IN).exclude(kind=OutputKind.BID)
    return [
        _line(each.project, _("Read “%(title)s”, handed in") % {"title": each})
        for each in found.select_related("project").order_by("pk")[:SHOWN_ON_THE_DESK]
    ]


def _changes_for_officers(actor: Actor) -> list[Waiting]:
    """Those that a clause lets an officer decide; what waits for a body is on governance's list."""
    if not actor.may(Permission.MATTER_DECIDE_DELEGATED):
        return []
    delegated = Matter.objects.filter(
        kind__in=PROJECT_KINDS, state=FOR_DECISION, decided_under__is_delegated=True
    )
    found = ChangeRequest.objects.filter(matter__in=delegated, state=ChangeState.ASKED)
    return [
        Waiting(
            what=_("Decide on a change asked for “%(title)s”") % {"title": each.project},
            address=each.get_absolute_url(),
            since=timezone.localtime(each.asked_at).date(),
        )
        for each in found.select_related("project").order_by("asked_at", "pk")[:SHOWN_ON_THE_DESK]
    ]


def _line(project: Project, what: str, *, due_on: date | None = None) -> Waiting:
    return Waiting(
        what=what,
        address=reverse("funding:keep", args=[project.slug]),
        since=timezone.localtime(project.changed_at).date(),
        due_on=due_on,
    )
