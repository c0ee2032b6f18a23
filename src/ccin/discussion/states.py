"""The life of a topic, of a post, of a group and of a wish to belong to one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class TopicKind(TextChoices):
    QUESTION = "question", _("Question")
    TALK = "talk", _("Conversation")


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


class GroupKind(TextChoices):
    OFFICERS = "officers", _("Officers")
    LEADERS = "leaders", _("Leaders and leads")
    THEME = "theme", _("Theme")
    LEARNING_SET = "learning_set", _("Action learning set")
    WORKING = "working", _("Working group")


class GroupReach(TextChoices):
    GROUP = "group", _("Only those who belong to it")
    MEMBERS = "members", _("Everybody in membership")
    PUBLIC = "public", _("Anybody, without signing in")


class HowToJoin(TextChoices):
    OPEN = "open", _("Whoever may read it may join")
    ASK = "ask", _("People ask to join, and a moderator answers")
    INVITED = "invited", _("A moderator takes people in")


class GroupState(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed: can be read, not written in")


GROUP = Lifecycle(
    name="group",
    start=GroupState.OPEN,
    moves={
        "change": Move(
            frozenset({GroupState.OPEN}), GroupState.OPEN, needs=Permission.GROUP_CHANGE
        ),
        "close": Move(
            frozenset({GroupState.OPEN}), GroupState.CLOSED, needs=Permission.GROUP_CHANGE
        ),
        "open": Move(
            frozenset({GroupState.CLOSED}), GroupState.OPEN, needs=Permission.GROUP_CHANGE
        ),
    },
)


class WishState(TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WISH = Lifecycle(
    name="wish to belong",
    start=WishState.WAITING,
    moves={
        "accept": Move(
            frozenset({WishState.WAITING}), WishState.ACCEPTED, needs=Permission.GROUP_MODERATE
        ),
        "decline": Move(
            frozenset({WishState.WAITING}), WishState.DECLINED, needs=Permission.GROUP_MODERATE
        ),
        # By whoever made it: the operation asks for that instead of a role.
        "withdraw": Move(
            frozenset({WishState.WAITING}), WishState.WITHDRAWN, needs=Permission.GROUP_JOIN
        ),
    },
)
