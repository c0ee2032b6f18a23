"""Passes over projects: what votes carried about them, and reminders to their leads."""

from logging import getLogger

from ccin.access.actor import Actor
from ccin.funding.operations.changes import act_on_procedure
from ccin.funding.operations.looking_after import remind_of_project
from ccin.funding.reads.asked import PROJECT_KINDS, projects_in_need
from ccin.funding.rules.projects import may_remind
from ccin.governance.reads.procedures import awaiting_decision
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import Tell

log = getLogger(__name__)


def is_any_change_to_act_on() -> bool:
    return awaiting_decision(*PROJECT_KINDS).exists()


def act_on_changes(by: Actor, tell: Tell) -> str:
    """What cannot be carried out (a new lead left meanwhile) stays on somebody's desk."""
    done = refused = 0
    for procedure in awaiting_decision(*PROJECT_KINDS):
        try:
            act_on_procedure(procedure, by=by)
            done += 1
        except (Refused, MoveNotAllowed) as refusal:
            log.warning("The vote %s could not be carried out: %s", procedure.pk, refusal)
            refused += 1
    return f"Votes acted on: {done}, left to a person: {refused}" if done or refused else ""


def look_after_projects(by: Actor, tell: Tell) -> str:
    day = today()
    found = [each for each in projects_in_need() if may_remind(each.reminded_on, day)]
    reminded = sum(remind_of_project(project, by=by) for project in found)
    return f"Leads reminded: {reminded}" if reminded else ""
