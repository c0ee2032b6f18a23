"""Asking whoever brought a matter, and answering on the record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Matter, Question
from ccin.governance.notices import matters as notices
from ccin.governance.operations.interests import body_where, refuse_interested
from ccin.governance.states import OPEN
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed


@transaction.atomic
def ask_question(matter: Matter, words: str, *, by: Actor) -> Question:
    """Anybody who sits in a body on the matter's route may ask, unless an interest keeps them out.

    The body whose step it is goes first where somebody sits in both.
    """
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    body = body_where(matter, Permission.MATTER_ASK, by=by)
    if matter.state not in OPEN:
        raise MoveNotAllowed(f"matter that is {matter.state} cannot be asked about")
    refuse_interested(matter, by=by)
    if by.person is None:
        raise Refused(_("A question is asked by a person who sits in the body."))
    if not words.strip():
        raise Refused(_("Write your question."))
    question = Question.objects.create(
        matter=matter,
        body_id=body,
        asked_by_id=by.person,
        words=words.strip(),
        asked_at=timezone.now(),
    )
    record(by, "governance.question_asked", question, concerning=[matter], body=body)
    return question


@transaction.atomic
def answer_question(question: Question, answer: str, *, by: Actor) -> None:
    """Once: what was answered stays. The owner of the matter permits who answers."""
    question.refresh_from_db(from_queryset=Question.objects.select_for_update())
    if question.answered_at is not None:
        raise Refused(_("This question has been answered already."))
    if not answer.strip():
        raise Refused(_("Write the answer."))
    question.answer = answer.strip()
    question.answered_by = by.key
    question.answered_at = timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by, "governance.question_answered", question, concerning=[question.matter])
    notices.question_answered(question)
