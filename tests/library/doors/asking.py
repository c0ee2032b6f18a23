"""Doors of the library: asking. A row as in `tests/architecture/doors.py`."""

from typing import Any

from django.utils import timezone

from ccin.access.permissions import P
from ccin.discussion.models import Post, Report
from tests.architecture.door import At, Door
from tests.factories import PostFactory, TopicFactory


def a_question() -> At:
    return At({"pk": TopicFactory().pk})


def a_question_of_theirs() -> At:
    topic = TopicFactory()
    return At({"pk": topic.pk}, organisation=topic.organisation_id)


def a_reply() -> At:
    post = PostFactory()
    return At({"pk": post.topic_id, "post": post.pk})


def a_reply_to_theirs() -> At:
    post = PostFactory()
    at = {"pk": post.topic_id, "post": post.pk}
    return At(at, organisation=post.topic.organisation_id)


def a_report() -> At:
    topic = TopicFactory()
    made = Report.objects.create(
        topic=topic, words="It names somebody", reported_at=timezone.now(), reported_by="account:1"
    )
    return At({"pk": topic.pk, "report": made.pk})


def a_version() -> dict[str, Any]:
    return {"version": Post.objects.get().topic.version}


BECAUSE = {"because": "It names a resident"}
WORDS = {"words": "It names a resident"}
READS, MODERATES = P.TOPIC_READ, P.TOPIC_MODERATE

ROWS: dict[str, Door] = {
    "library:questions": Door(READS),
    "library:ask": Door(P.TOPIC_ASK, P.TOPIC_ASK),
    "library:question": Door(READS, P.TOPIC_REPLY, at=a_question, data=lambda: WORDS),
    "library:ask_somebody": Door(
        (P.TOPIC_ASK, MODERATES), (P.TOPIC_ASK, MODERATES), at=a_question_of_theirs
    ),
    "library:report_question": Door(READS, READS, at=a_question, data=lambda: WORDS),
    "library:close_question": Door(MODERATES, MODERATES, at=a_question, data=lambda: BECAUSE),
    "library:ask_again": Door(post=MODERATES, at=a_question),
    "library:remove_question": Door(MODERATES, MODERATES, at=a_question, data=lambda: BECAUSE),
    "library:let_stand": Door(post=MODERATES, at=a_report),
    "library:mark_answer": Door(post=P.ANSWER_MARK, at=a_reply_to_theirs, data=a_version),
    "library:say_thanks": Door(post=P.ANSWER_MARK, at=a_reply_to_theirs),
    "library:report_reply": Door(READS, READS, at=a_reply, data=lambda: WORDS),
    "library:remove_reply": Door(MODERATES, MODERATES, at=a_reply, data=lambda: BECAUSE),
}
