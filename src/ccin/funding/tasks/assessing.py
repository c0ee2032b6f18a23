"""Bids before a body: questions passed on, marks set aside, and those reminded who owe theirs."""

from django.db.models import Exists, OuterRef, QuerySet

from ccin.access.actor import Actor
from ccin.funding.models import Bid, Round
from ccin.funding.operations.assessing import set_aside_interested
from ccin.funding.operations.bid_questions import tell_of_questions
from ccin.funding.operations.reminding_assessors import remind_assessors
from ccin.funding.states import AssessmentState, BidState
from ccin.governance.models import Question
from ccin.kernel.progress import Tell


def with_new_questions() -> QuerySet[Bid]:
    asked = Question.objects.filter(matter=OuterRef("matter"), pk__gt=OuterRef("told_of_question"))
    return Bid.objects.filter(Exists(asked), state=BidState.UNDER_CONSIDERATION)


def is_any_question_new() -> bool:
    return with_new_questions().exists()


def pass_questions_on(by: Actor, tell: Tell) -> str:
    told = sum(tell_of_questions(bid, by=by) for bid in with_new_questions())
    return f"Questions passed on: {told}"


def look_for_interests(by: Actor, tell: Tell) -> str:
    """What was declared on the page of a matter, or follows from a seat or an office taken since.
    Such marks count for nothing from that moment; here it is put on the record."""
    considered = Bid.objects.filter(state=BidState.UNDER_CONSIDERATION)
    found = sum(set_aside_interested(bid, by=by) for bid in considered)
    return f"Marks set aside: {found}" if found else ""


def remind_of_marks(by: Actor, tell: Tell) -> str:
    open_ones = Bid.objects.filter(
        state=BidState.UNDER_CONSIDERATION, assessments__state=AssessmentState.OPEN
    )
    rounds = Round.objects.filter(assess_by__isnull=False, pk__in=open_ones.values("round"))
    reminded = sum(remind_assessors(each, by=by) for each in rounds.order_by("pk"))
    return f"Assessors reminded: {reminded}" if reminded else ""
