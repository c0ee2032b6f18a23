"""The states of a letter."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class LetterState(TextChoices):
    WAITING = "waiting", _("Waiting to go")
    SENDING = "sending", _("Going now")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    KEPT = "kept", _("Kept here, not sent")


WAITING, SENDING, SENT, FAILED, KEPT = LetterState

LETTER = Lifecycle(
    name="letter",
    start=WAITING,
    moves={
        "claim": Move(frozenset({WAITING}), SENDING, needs=Permission.LETTER_SEND),
        "deliver": Move(frozenset({SENDING}), SENT, needs=Permission.LETTER_SEND),
        "put_off": Move(frozenset({SENDING}), WAITING, needs=Permission.LETTER_SEND),
        "give_up": Move(frozenset({SENDING}), FAILED, needs=Permission.LETTER_SEND),
        "keep": Move(frozenset({WAITING}), KEPT, needs=Permission.LETTER_SEND),
        "resend": Move(frozenset({FAILED}), WAITING, needs=Permission.LETTER_RESEND),
    },
)
