"""The life of an announcement and of an issue of the Members' Update."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class AnnouncementState(TextChoices):
    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Sent")
    DISCARDED = "discarded", _("Thrown away")


ANNOUNCEMENT = Lifecycle(
    name="announcement",
    start=AnnouncementState.DRAFT,
    moves={
        "change": Move(
            frozenset({AnnouncementState.DRAFT}),
            AnnouncementState.DRAFT,
            needs=Permission.MAILING_SEND,
        ),
        "send": Move(
            frozenset({AnnouncementState.DRAFT}),
            AnnouncementState.SENT,
            needs=Permission.MAILING_SEND,
        ),
        "discard": Move(
            frozenset({AnnouncementState.DRAFT}),
            AnnouncementState.DISCARDED,
            needs=Permission.MAILING_SEND,
        ),
    },
)


class IssueState(TextChoices):
    DRAFT = "draft", _("Being put together")
    SENT = "sent", _("Sent and in the archive")
    DISCARDED = "discarded", _("Thrown away")


ISSUE = Lifecycle(
    name="issue",
    start=IssueState.DRAFT,
    moves={
        "change": Move(
            frozenset({IssueState.DRAFT}), IssueState.DRAFT, needs=Permission.UPDATE_WRITE
        ),
        "send": Move(frozenset({IssueState.DRAFT}), IssueState.SENT, needs=Permission.MAILING_SEND),
        "discard": Move(
            frozenset({IssueState.DRAFT}), IssueState.DISCARDED, needs=Permission.UPDATE_WRITE
        ),
        # A slip in what stands in the archive; what went by e-mail stays as it went.
        "correct": Move(
            frozenset({IssueState.SENT}), IssueState.SENT, needs=Permission.UPDATE_WRITE
        ),
    },
)


class ItemKind(TextChoices):
    """What an item is about, in the order in which an issue shows them."""

    STORY = "story", _("News")
    JOINER = "joiner", _("Welcome")
    DECISION = "decision", _("Decided")
    RESOURCE = "resource", _("New in the library")
    QUESTION = "question", _("Questions and answers")
    DEADLINE = "deadline", _("Dates to keep")
    FIGURE = "figure", _("The network in figures")
    CALL = "call", _("Can you help?")
