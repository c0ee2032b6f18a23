"""The life of a topic and of a post."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class TopicKind(TextChoices):
    QUESTION = "question", _("Question")


class TopicState(TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    WITH_STAFF = "with_staff", _("With the network’s staff")
    CLOSED = "closed", _("Closed without an answer")
    REMOVED = "removed", _("Removed")


OPEN, ANSWERED, WITH_STAFF, CLOSED, REMOVED = TopicState
UNANSWERED = frozenset({OPEN, WITH_STAFF})

TOPIC = Lifecycle(
    name="topic",
    start=OPEN,
    moves={
        "answer": Move(
            frozenset({OPEN, ANSWERED, WITH_STAFF, CLOSED}), ANSWERED, needs=Permission.ANSWER_MARK
        ),
        "hand_to_staff": Move(frozenset({OPEN}), WITH_STAFF, needs=Permission.TOPIC_HAND_ON),
        "ask_again": Move(
            frozenset({OPEN, WITH_STAFF, CLOSED}), OPEN, needs=Permission.TOPIC_MODERATE
        ),
        # Of its own accord: somebody replied after all, so that staff need look no further.
        "resume": Move(frozenset({WITH_STAFF}), OPEN, needs=Permission.TOPIC_REPLY),
        # What was marked as the answer had to be removed.
        "lose_answer": Move(frozenset({ANSWERED}), WITH_STAFF, needs=Permission.TOPIC_MODERATE),
        "close": Move(frozenset({OPEN, WITH_STAFF}), CLOSED, needs=Permission.TOPIC_MODERATE),
        "remove": Move(
            frozenset({OPEN, ANSWERED, WITH_STAFF, CLOSED}),
            REMOVED,
            needs=Permission.TOPIC_MODERATE,
        ),
    },
)


class PostState(TextChoices):
    SHOWN = "shown", _("Shown")
    REMOVED = "removed", _("Removed")


POST = Lifecycle(
    name="post",
    start=PostState.SHOWN,
    moves={
        "change": Move(frozenset({PostState.SHOWN}), PostState.SHOWN, needs=Permission.TOPIC_REPLY),
        "remove": Move(
            frozenset({PostState.SHOWN}), PostState.REMOVED, needs=Permission.TOPIC_MODERATE
        ),
    },
)
