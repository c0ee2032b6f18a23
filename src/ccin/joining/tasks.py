"""Joining's passes: what votes carried, conditions, welcome lists and the yearly check.

Each looks at what is due and calls an operation that looks again under its lock, so that a pass
may run twice.
"""

from ccin.access.actor import Actor
from ccin.joining.models import Condition, Welcome
from ccin.joining.operations.answers import tell_of_questions
from ccin.joining.operations.conditions import miss_condition, remind_of_condition
from ccin.joining.operations.contacts import ask_for_contacts
from ccin.joining.operations.lapsing import look_after_drafts
from ccin.joining.operations.welcome import look_after_welcome
from ccin.joining.reads.applications import untold
from ccin.joining.reads.contacts import to_be_asked
from ccin.joining.rules.considering import REMIND_BEFORE
from ccin.joining.states import ConditionState
from ccin.kernel.clock import today
from ccin.kernel.progress import Tell


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
