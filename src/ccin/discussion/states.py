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
