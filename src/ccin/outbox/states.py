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
        # The mail server took it, and one further on returned it.
        "come_back": Move(frozenset({SENT}), FAILED, needs=Permission.LETTER_RECEIVE),
        "resend": Move(frozenset({FAILED}), WAITING, needs=Permission.LETTER_RESEND),
    },
)


class TellingState(TextChoices):
    HELD = "held", _("Waits for the digest")
    GATHERED = "gathered", _("In a digest")
    DROPPED = "dropped", _("Not wanted, or not theirs to read any more")


HELD, GATHERED, DROPPED = TellingState


class ChoiceHow(TextChoices):
    """How somebody wants a section; the last four say how often the digest itself comes."""

    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("In my digest")
    NEVER = "never", _("Not at all")
    DAILY = "daily", _("On every working day on which there is something")
    MIXED = "mixed", _("Once a week, and sooner when something concerns me by name")
    WEEKLY = "weekly", _("Once a week")


class MailingState(TextChoices):
    GOING = "going", _("On its way")
    SENT = "sent", _("Written to everybody")
    STOPPED = "stopped", _("Stopped")


GOING, ALL_WRITTEN, STOPPED = MailingState

MAILING = Lifecycle(
    name="mailing",
    start=GOING,
    moves={
        "finish": Move(frozenset({GOING}), ALL_WRITTEN, needs=Permission.LETTER_SEND),
        # Also when all are written: those that wait for the mail server are taken back.
        "stop": Move(frozenset({GOING, ALL_WRITTEN}), STOPPED, needs=Permission.MAILING_SEND),
        "go_on": Move(frozenset({STOPPED}), GOING, needs=Permission.MAILING_SEND),
    },
)


class AddresseeState(TextChoices):
    DUE = "due", _("To be written")
    WRITTEN = "written", _("Written")
    LEFT_OUT = "left_out", _("Left out")


DUE, WRITTEN, LEFT_OUT = AddresseeState


class ArrivalKind(TextChoices):
    REPLY = "reply", _("Reply")
    BOUNCE = "bounce", _("Returned as undeliverable")
    AWAY = "away", _("Out of office")
    STOP = "stop", _("Unsubscribed")
    OTHER = "other", _("Something else")


class ArrivalState(TextChoices):
    TAKEN = "taken", _("Taken in")
    REFUSED = "refused", _("Refused, and the sender told")
    IGNORED = "ignored", _("Left alone")
    WAITING = "waiting", _("For staff to read")
    SETTLED = "settled", _("Settled by staff")


ARRIVAL = Lifecycle(
    name="arrival",
    start=ArrivalState.WAITING,
    moves={
        "settle": Move(
            frozenset({ArrivalState.WAITING}),
            ArrivalState.SETTLED,
            needs=Permission.LETTER_RESEND,
        ),
    },
)
