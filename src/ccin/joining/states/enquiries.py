"""What an enquiry is about, where it came from and the states it can be in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class EnquiryKind(TextChoices):
    JOINING = "joining", _("Joining the network")
    FIGURE_ERROR = "figure_error", _("An error in a figure")
    ACCESSIBILITY = "accessibility", _("Using this site, or accessibility")
    PRESS = "press", _("A press question")
    PERSONAL_DATA = "personal_data", _("My personal data")
    GENERAL = "general", _("Something else")


class EnquirySource(TextChoices):
    SITE = "site", _("This site")
    STAND = "stand", _("At a stand")
    PHONE = "phone", _("By telephone")
    EMAIL = "email", _("By e-mail")
    MEETING = "meeting", _("At a meeting or event")


class EnquiryState(TextChoices):
    NEW = "new", _("New")
    TAKEN = "taken", _("Being dealt with")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


NEW, TAKEN, ANSWERED, CLOSED = EnquiryState

OPEN = frozenset({NEW, TAKEN, ANSWERED})
WAITING = frozenset({NEW, TAKEN})

ENQUIRY = Lifecycle(
    name="enquiry",
    start=NEW,
    moves={
        "take": Move(frozenset({NEW, ANSWERED, CLOSED}), TAKEN, needs=Permission.ENQUIRY_ANSWER),
        "answer": Move(frozenset({NEW, TAKEN}), ANSWERED, needs=Permission.ENQUIRY_ANSWER),
        "close": Move(OPEN, CLOSED, needs=Permission.ENQUIRY_ANSWER),
    },
)
