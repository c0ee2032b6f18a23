"""Joining's passes: what votes carried, conditions, welcome lists and the yearly check.

Each looks at what is due and calls an operation that looks again under its lock, so that a pass
may run twice.
"""

from logging import getLogger

from ccin.access.actor import Actor
from ccin.governance.reads.procedures import awaiting_decision
from ccin.joining.models import Condition, Welcome
from ccin.joining.operations.answers import tell_of_questions
from ccin.joining.operations.conditions import miss_condition, remind_of_condition
from ccin.joining.operations.considering import act_on_procedure
from ccin.joining.operations.contacts import ask_for_contacts
from ccin.joining.operations.lapsing import look_after_drafts
from ccin.joining.operations.welcome import look_after_welcome
from ccin.joining.reads.applications import untold
from ccin.joining.reads.contacts import to_be_asked
from ccin.joining.rules.considering import REMIND_BEFORE
from ccin.joining.states import JOIN_KINDS, ConditionState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import Tell

log = getLogger(__name__)


def is_any_vote_to_act_on() -> bool:
    return awaiting_decision(*JOIN_KINDS).exists()


def act_on_votes(by: Actor, tell: Tell) -> str:
    """What cannot be carried out (a council was dissolved meanwhile) stays on somebody's desk."""
    done = refused = 0
    for procedure in awaiting_decision(*JOIN_KINDS):
        try:
            act_on_procedure(procedure, by=by)
            done += 1
        except (Refused, MoveNotAllowed) as refusal:
            log.warning("The vote %s could not be carried out: %s", procedure.pk, refusal)
            refused += 1
    return f"Votes acted on: {done}, left to a person: {refused}" if done or refused else ""


def look_after_applications(by: Actor, tell: Tell) -> str:
    """Drafts and returned ones that nobody goes on with."""
    reminded, lapsed = look_after_drafts(by=by)
    return f"Reminded: {reminded}, lapsed: {lapsed}" if reminded or lapsed else ""


def pass_questions_on(by: Actor, tell: Tell) -> str:
    """To those who write the application: a body asks through its own pages."""
    told = sum(tell_of_questions(application, by=by) for application in untold())
    return f"Questions passed on: {told}"


def look_after_conditions(by: Actor, tell: Tell) -> str:
    """Reminders first: nothing lapses that nobody was reminded of."""
    soon = Condition.objects.filter(
        state=ConditionState.OPEN, due_on__lte=today() + REMIND_BEFORE
    ).select_related("application__organisation", "application__matter")
    reminded = sum(
        remind_of_condition(condition, by=by) for condition in soon.filter(reminded_on=None)
    )
    over = soon.filter(due_on__lt=today(), reminded_on__lt=today())
    missed = sum(miss_condition(condition, by=by) for condition in over)
    return f"Reminded: {reminded}, missed: {missed}"


def look_after_newcomers(by: Actor, tell: Tell) -> str:
    found = Welcome.objects.filter(closed_on=None).select_related("organisation")
    for welcome in found:
        look_after_welcome(welcome, by=by)
    return f"Welcome lists looked at: {len(found)}"


def ask_about_contacts(by: Actor, tell: Tell) -> str:
    asked = sum(ask_for_contacts(organisation, by=by) for organisation in to_be_asked(today()))
    return f"Members asked: {asked}"
