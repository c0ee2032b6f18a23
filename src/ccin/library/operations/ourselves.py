"""Asking members, a year after their last self-assessment, to take it again."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.library.notices import ourselves as notices
from ccin.principles.models import Assessment
from ccin.principles.operations import note_asked_again


@transaction.atomic
def ask_for_next_assessment(assessment: Assessment, *, by: Actor) -> bool:
    """Whether somebody was written to. Safe to run twice: it is noted that it was asked for."""
    return note_asked_again(assessment, by=by) and notices.next_assessment_asked(assessment)
