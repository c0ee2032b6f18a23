"""Asking for the next self-assessment."""

from ccin.access.actor import Actor
from ccin.kernel.clock import today
from ccin.kernel.progress import Tell
from ccin.library.operations.ourselves import ask_for_next_assessment
from ccin.library.reads.ourselves import due_again


def ask_for_next_assessments(by: Actor, tell: Tell) -> str:
    asked = sum(ask_for_next_assessment(each, by=by) for each in due_again(today()))
    return f"Members asked how far they have come: {asked}" if asked else ""
