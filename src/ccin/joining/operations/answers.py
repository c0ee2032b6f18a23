"""Questions that a body asks about an application: its writers are told, and answer."""

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Question
from ccin.governance.operations.questions import answer_question
from ccin.joining.models import Application
from ccin.joining.notices import applications as notices
from ccin.joining.reads.applications import as_applicant
from ccin.kernel.errors import Refused


@transaction.atomic
def answer_for_application(
    application: Application, question: Question, *, answer: str, by: Actor
) -> None:
    """Question and answer stay on the record that the bodies decide by."""
    _lock(application)
    as_applicant(by, application).must(Permission.APPLICATION_WRITE)
    if not application.is_open or question.matter_id != application.matter_id:
        raise Refused(_("The application is closed, so that nothing more can be answered."))
    answer_question(question, answer, by=by)
    concerning: list[Model] = [application.organisation] if application.organisation else []
    record(by, "joining.question_answered", application, concerning=concerning)


@transaction.atomic
def tell_of_questions(application: Application, *, by: Actor) -> int:
    """Write to whoever writes the application about each question that they do not know yet."""
    _lock(application)
    by.must(Permission.LETTER_SEND)
    new = list(
        Question.objects.filter(
            matter=application.matter_id, pk__gt=application.told_of_question
        ).select_related("body")
    )
    for question in new:
        notices.question_asked(application, question)
        application.told_of_question = max(application.told_of_question, question.pk)
    if new:
        application.save(update_fields=["told_of_question"])
        record(by, "joining.question_passed_on", application, questions=len(new))
    return len(new)


def _lock(application: Application) -> None:
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
