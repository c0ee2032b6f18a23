"""Sending letters, and trying again."""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.errors import Refused
from ccin.kernel.progress import Tell, quietly
from ccin.kernel.retries import WAITS, wait_after
from ccin.outbox.envelopes import message
from ccin.outbox.models import Letter
from ccin.outbox.operations.reaching import note_bounce, put_back
from ccin.outbox.reads.reaching import unreachable
from ccin.outbox.rules.envelopes import A_BATCH, IN_FLIGHT_FOR, is_final
from ccin.outbox.states import KEPT, LETTER, SENDING, SENT

AWAY = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPSenderRefused)


def send_due(*, by: Actor, tell: Tell = quietly) -> int:
    """Send what is due; how many went.

    Each letter is claimed, sent and marked, with a transaction before and one after the sending. A
    crash between the two leaves it claimed; ten minutes later it is sent again under the same
    Message-ID: that is the only way in which a letter can arrive twice. A server that cannot be
    reached costs no letter an attempt: the pass fails and is tried again.
    """
    by.must(Permission.LETTER_SEND)
    _give_back_interrupted(by=by)
    if not settings.SEND_LETTERS:
        return _keep_all(by=by)
    sent = 0
    with get_connection() as post:
        for number in range(A_BATCH):
            letter = _claim(by=by)
            if letter is None:
                break
            sent += _send(letter, post, by=by)
            tell(number + 1)
    return sent


def _send(letter: Letter, post: BaseEmailBackend, *, by: Actor) -> bool:
    if letter.of_use_until and letter.of_use_until < timezone.now():
        _end(letter, "give_up", error=_("It was not sent in time to be of use."), by=by)
        return False
    if not letter.secret and unreachable({letter.to_email}):  # codes: somebody asks right now
        _end(letter, "give_up", error=_("Not sent: letters to this address come back."), by=by)
        return False
    try:
        post.send_messages([message(letter)])
    except Exception as error:
        if not _is_away(error):  # whatever is wrong with one letter, the next one shall go
            _put_off(letter, error, pause=wait_after(letter.attempts), by=by)
            return False
        _end(letter, "put_off", error=_reason(error), pause=WAITS[0], by=by)
        raise
    _end(letter, "deliver", by=by)
    return True


def _is_away(error: Exception) -> bool:
    """Whether the server, or our right to send, is at fault: the letter itself will do."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, AWAY)
    return isinstance(error, OSError)


def _put_off(letter: Letter, error: Exception, *, pause: timedelta | None, by: Actor) -> None:
    """Try again later, unless the answer is final or it has been tried often enough."""
    if pause is None or is_final(_codes(error)):
        _end(letter, "give_up", error=_reason(error), by=by)
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            note_bounce(letter.to_email, _reason(error), by=by)
    else:
        _end(letter, "put_off", error=_reason(error), pause=pause, by=by)


def _codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [error.smtp_code]
    return []


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {_decoded(words)}" for code, words in error.recipients.values()]
        return "; ".join(answers)[:300]
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"[:300]
    return f"{type(error).__name__}: {error}"[:300]


def _decoded(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


@transaction.atomic
def _claim(*, by: Actor) -> Letter | None:
    skips = connection.features.has_select_for_update_skip_locked
    letter = Letter.objects.select_for_update(skip_locked=skips).due(timezone.now()).first()
    if letter is None:
        return None
    move = LETTER.move("claim", state=letter.state)
    by.must(move.needs)
    letter.state = move.target
    letter.claimed_at = timezone.now()
    letter.attempts += 1
    letter.save(update_fields=["state", "claimed_at", "attempts"])
    return letter


@transaction.atomic
def _end(
    letter: Letter, name: str, *, error: str = "", pause: timedelta | None = None, by: Actor
) -> None:
    """Tell how the sending ended. A letter erased meanwhile is not there to be told of."""
    found = Letter.objects.select_for_update().filter(pk=letter.pk, state=SENDING).first()
    if found is None:
        return
    move = LETTER.move(name, state=found.state)
    by.must(move.needs)
    found.state, found.last_error = move.target, error
    found.sent_at = timezone.now() if move.target == SENT else None
    found.due_at = timezone.now() + pause if pause else found.due_at
    if found.secret and name in {"deliver", "give_up"}:
        found.text = ""
    found.save(update_fields=["state", "last_error", "sent_at", "due_at", "text"])


@transaction.atomic
def _give_back_interrupted(*, by: Actor) -> None:
    interrupted = Letter.objects.in_flight_since(timezone.now() - IN_FLIGHT_FOR)
    for letter in interrupted.select_for_update():
        move = LETTER.move("put_off", state=letter.state)
        by.must(move.needs)
        letter.state = move.target
        letter.last_error = _("The worker stopped while sending it. It may arrive twice.")
        letter.save(update_fields=["state", "last_error"])


@transaction.atomic
def _keep_all(*, by: Actor) -> int:
    """Where nothing is sent, letters are read on their page instead."""
    by.must(LETTER.moves["keep"].needs)
    return Letter.objects.due(timezone.now()).order_by().update(state=KEPT)


@transaction.atomic
def resend(letter: Letter, *, by: Actor) -> None:
    """Try a letter that could not be sent once more, with all its attempts before it."""
    letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
    move = LETTER.move("resend", state=letter.state)
    by.must(move.needs)
    if letter.secret:
        raise Refused(_("Its code is not valid any more. Ask the person to sign in again."))
    if unreachable({letter.to_email}):
        raise Refused(
            _(
                "Letters to this address come back. Correct it or try it again under “Not "
                "reached”: all that failed is then sent."
            )
        )
    put_back(letter, by=by)
