"""What a project is to reach by when: planned by its lead, and late for everybody to see."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Milestone, Project
from ccin.funding.operations.projects import lock, parties, touch
from ccin.funding.states import ProjectState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.reasons import day_in_words

PLANNED_IN = frozenset({ProjectState.AGREED, ProjectState.IN_DELIVERY})
MOST = 40


@dataclass(frozen=True, slots=True)
class Plan:
    title: str
    due_on: date


@transaction.atomic
def plan_milestone(project: Project, plan: Plan, *, by: Actor) -> Milestone:
    _lock_to_plan(project, by=by)
    _check(project, plan)
    if project.milestones.count() >= MOST:
        raise Refused(_("As many milestones as can be are planned. Change or take away one."))
    last = project.milestones.order_by("-position").first()
    made = Milestone.objects.create(
        project=project,
        position=last.position + 1 if last else 1,
        title=plan.title.strip(),
        due_on=plan.due_on,
        first_due_on=plan.due_on,
    )
    touch(project)
    record(by, "funding.milestone_planned", project, concerning=parties(project))
    return made


@transaction.atomic
def change_milestone(milestone: Milestone, plan: Plan, *, by: Actor) -> None:
    """Until the agreement is accepted its first day moves along; from then on everybody sees by how
    much a milestone was moved."""
    project = milestone.project
    _lock_to_plan(project, by=by)
    milestone.refresh_from_db(from_queryset=Milestone.objects.select_for_update(of=("self",)))
    if milestone.done_on is not None:
        raise Refused(_("This milestone is reached. What is done is not planned again."))
    _check(project, plan)
    milestone.title, milestone.due_on = plan.title.strip(), plan.due_on
    if project.state == ProjectState.AGREED:
        milestone.first_due_on = plan.due_on
    milestone.save(update_fields=["title", "due_on", "first_due_on"])
    touch(project)
    record(by, "funding.milestone_changed", project, concerning=parties(project))


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: Actor) -> None:
    """Only before the agreement is accepted, and none that a payment waits for."""
    project = milestone.project
    _lock_to_plan(project, by=by)
    if project.state != ProjectState.AGREED:
        raise Refused(_("It belongs to the agreement now. Change its day, or ask for a change."))
    if milestone.payments.exists():
        raise Refused(_("A payment waits for this milestone. Give it other words instead."))
    milestone.delete()
    touch(project)
    record(by, "funding.milestone_removed", project, concerning=parties(project))


def _lock_to_plan(project: Project, *, by: Actor) -> None:
    lock(project)
    by.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    if project.state not in PLANNED_IN:
        raise MoveNotAllowed(f"project that is {project.state} plans no milestones")
    if project.strand is not None and not project.strand.uses_milestones:
        raise Refused(_("This project has no milestones: its round asks for the end alone."))


def _check(project: Project, plan: Plan) -> None:
    if not plan.title.strip():
        raise Refused(_("Say what is to be reached."))
    if plan.due_on < today():
        raise Refused(_("Choose a day that is still to come."))
    if project.ends_on and plan.due_on > project.ends_on:
        raise Refused(
            _(
                "The project ends on %(day)s. Choose a day until then, or ask for more time for "
                "the project first."
            )
            % {"day": day_in_words(project.ends_on)}
        )
