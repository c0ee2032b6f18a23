"""Questions that a body asks about a bid: its writers are told, and the lead answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Bid
from ccin.funding.notices import assessing as notices
from ccin.funding.operations.assessing import lock
from ccin.governance.models import Question
from ccin.governance.operations.questions import answer_question
from ccin.kernel.errors import Refused


@transaction.atomic
def answer_for_bid(bid: Bid, question: Question, answer: str, *, by: Actor) -> None:
    """Question and answer stay on the record that the bodies decide by."""
    lock(bid)
    by.must(Permission.BID_WRITE, organisation=bid.lead_id)
    if not bid.is_open or question.matter_id != bid.matter_id:
        raise Refused(_("The bid is closed, so that nothing more can be answered."))
    answer_question(question, answer, by=by)
    record(by, "funding.question_answered", bid, concerning=[bid.lead])


@transaction.atomic
def tell_of_questions(bid: Bid, *, by: Actor) -> int:
    """Write to those who lead it about each question that they do not know yet."""
    lock(bid)
    by.must(Permission.LETTER_SEND)
    new = list(
        Question.objects.filter(matter=bid.matter_id, pk__gt=bid.told_of_question).select_related(
            "body"
        )
    )
    for question in new:
        notices.question_asked(bid, question)
        bid.told_of_question = max(bid.told_of_question, question.pk)
    if new:
        bid.save(update_fields=["told_of_question"])
        record(by, "funding.question_passed_on", bid, questions=len(new))
    return len(new)
