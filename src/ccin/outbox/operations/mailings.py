"""A letter to many: the list is frozen when it is sent, and the letters are written by batches.

What is recorded of it is for the room whose letter it is: the outbox knows no history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.errors import Refused
from ccin.kernel.progress import Tell, quietly
from ccin.outbox.models import Addressee, Letter, Mailing
from ccin.outbox.operations.reaching import put_back
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.mailings import KIND, letters_waiting, not_to_write_to
from ccin.outbox.rules.envelopes import one_line, subject_line
from ccin.outbox.rules.mailings import (
    A_BATCH,
    AT_MOST_WAITING,
    NO_ADDRESS,
    SAME_ADDRESS,
    UNSUBSCRIBE_HERE,
    Listed,
    for_reader,
    twice_addressed,
)
from ccin.outbox.states import DUE, FAILED, GOING, LEFT_OUT, LETTER, MAILING, WAITING, WRITTEN

COPY = "outbox.mailing_tried"  # of a letter to whoever writes
ROWS = 1000  # addressees put down at once


@dataclass(frozen=True, slots=True)
class MailingDraft:
    """What goes to many. `section` is what readers may stop; a formal notice has none. `html` is
    the whole letter where it is laid out, with UNSUBSCRIBE_HERE in it; without one, `text`
    (Markdown) is all there is. NAME_HERE may stand in both. `to_whom` says the segment in words."""

    section: str
    subject: str
    text: str
    html: str = ""
    to_whom: Sequence[str] = ()


@transaction.atomic
def send_mailing(
    draft: MailingDraft,
    recipients: Sequence[Recipient],
    *,
    left_out: Mapping[str, str] | None = None,
    by: Actor,
) -> Mailing:
    """Freeze the list, those who are left out (key: why) among them; the worker does the rest.

    Each key stands on it once, and of several people with one address the first gets the letter.
    """
    by.must(Permission.MAILING_SEND)
    left = dict(left_out or {})
    listed = {each.key: each for each in recipients if each.key}
    _check(draft, [each for key, each in listed.items() if key not in left])
    for key, each in listed.items():
        if key not in left and not _is_address(each.email):
            left[key] = NO_ADDRESS
    kept = [Listed(key, each.email) for key, each in listed.items() if key not in left]
    left.update(dict.fromkeys(twice_addressed(kept), SAME_ADDRESS))
    mailing = Mailing.objects.create(
        section=draft.section,
        subject=subject_line(draft.subject),
        text=draft.text,
        html=draft.html,
        to_whom=list(draft.to_whom),
        sent_by=by.key,
        begun_at=timezone.now(),
    )
    everybody = [*listed.values(), *(Recipient("", "", key) for key in left if key not in listed)]
    rows = [_addressee(mailing, each, left.get(each.key, "")) for each in everybody]
    Addressee.objects.bulk_create(rows, batch_size=ROWS)
    return mailing


def _check(draft: MailingDraft, recipients: Sequence[Recipient]) -> None:
    if not recipients:
        raise Refused(_("Nobody is on the list. Choose a wider one."))
    if not draft.text.strip():
        raise Refused(_("Write the letter before you send it."))
    if draft.section and draft.html and UNSUBSCRIBE_HERE not in draft.html:
        raise Refused(_("The letter must say how to unsubscribe from letters of its kind."))


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _addressee(mailing: Mailing, to: Recipient, because: str) -> Addressee:
    return Addressee(
        mailing=mailing,
        to_key=to.key,
        name=one_line(to.name, what="recipient"),
        email=to.email if _is_address(to.email) else "",
        state=LEFT_OUT if because else DUE,
        because=because,
    )


def write_due(*, by: Actor, tell: Tell = quietly) -> int:
    """Write the letters of mailings that are going, some at a time; how many were written.

    A batch of letters and the state of their addressees are one transaction under a lock on the
    mailing: whoever is stopped half way leaves whole batches behind, and of two at once the second
    takes the next batch. Never are more waiting than AT_MOST_WAITING.
    """
    by.must(Permission.LETTER_SEND)
    written = 0
    for mailing in Mailing.objects.going().order_by("begun_at", "pk"):
        while letters_waiting() < AT_MOST_WAITING:
            done = _write_batch(mailing, by=by)
            if done is None:
                break
            written += done
            tell(written)
    return written


@transaction.atomic
def _write_batch(mailing: Mailing, *, by: Actor) -> int | None:
    """Nothing where the mailing is over, or is not going any more."""
    mailing.refresh_from_db(from_queryset=Mailing.objects.select_for_update())
    if mailing.state != GOING:
        return None
    batch = list(mailing.addressees.filter(state=DUE).order_by("pk")[:A_BATCH])
    if not batch:
        _finish(mailing, by=by)
        return None
    people = [(each.to_key, each.email) for each in batch]
    left_out = not_to_write_to(mailing.section, people)
    for each in batch:
        each.because = left_out.get(each.to_key, "")
        each.state = LEFT_OUT if each.because else WRITTEN
    to_write = [each for each in batch if each.state == WRITTEN]
    letters = Letter.objects.bulk_create(_letter(mailing, each) for each in to_write)
    for each, letter in zip(to_write, letters, strict=True):
        each.letter = letter
    Addressee.objects.bulk_update(batch, ["state", "because", "letter"])
    return len(to_write)


def _letter(mailing: Mailing, to: Addressee) -> Letter:
    """The laid-out letter stays with the mailing alone: it is the same for all of them."""
    return Letter(
        kind=KIND,
        to_key=to.to_key,
        to_name=to.name,
        to_email=to.email,
        subject=mailing.subject,
        text=for_reader(mailing.text, name=to.name, unsubscribe=UNSUBSCRIBE_HERE),
        section=mailing.section,
        due_at=timezone.now(),
    )


def _finish(mailing: Mailing, *, by: Actor) -> None:
    move = MAILING.move("finish", state=mailing.state)
    by.must(move.needs)
    mailing.state, mailing.ended_at = move.target, timezone.now()
    mailing.save(update_fields=["state", "ended_at"])


@transaction.atomic
def stop_mailing(mailing: Mailing, because: str, *, by: Actor) -> int:
    """Nobody who has not been written to gets the letter, until it goes on; how many those are.

    Letters that wait and that no mail server has seen are taken back.
    """
    mailing.refresh_from_db(from_queryset=Mailing.objects.select_for_update())
    move = MAILING.move("stop", state=mailing.state)
    by.must(move.needs)
    reason = one_line(because, what="reason to stop")[:300]
    if not reason:
        raise Refused(_("Say in a few words why it is stopped."))
    written = Addressee.objects.filter(mailing=mailing, letter__isnull=False)
    letters = Letter.objects.select_for_update().filter(
        pk__in=written.values("letter"), state=WAITING, attempts=0
    )
    taken = [letter.pk for letter in letters.order_by("pk")]
    Addressee.objects.filter(letter__in=taken).update(state=DUE, letter=None)
    Letter.objects.filter(pk__in=taken).delete()
    due = mailing.addressees.filter(state=DUE).count()
    if not due:
        raise Refused(_("Every letter has gone. What has gone cannot be called back."))
    mailing.state, mailing.stopped_because = move.target, reason
    mailing.ended_at = timezone.now()
    mailing.save(update_fields=["state", "stopped_because", "ended_at"])
    return due


@transaction.atomic
def go_on(mailing: Mailing, *, by: Actor) -> None:
    mailing.refresh_from_db(from_queryset=Mailing.objects.select_for_update())
    move = MAILING.move("go_on", state=mailing.state)
    by.must(move.needs)
    mailing.state, mailing.stopped_because, mailing.ended_at = move.target, "", None
    mailing.save(update_fields=["state", "stopped_because", "ended_at"])


def send_copy(draft: MailingDraft, *, to: Recipient, by: Actor) -> Letter:
    """One copy, as it would arrive, to whoever writes it."""
    by.must(Permission.MAILING_SEND)
    _check(draft, [to])
    if not _is_address(to.email):
        raise Refused(_("There is no e-mail address to send a copy to."))
    return Letter.objects.create(
        kind=COPY,
        to_key=to.key,
        to_name=one_line(to.name, what="recipient"),
        to_email=to.email,
        subject=subject_line(_("Copy to try: %s") % draft.subject),
        text=for_reader(draft.text, name=to.name, unsubscribe=UNSUBSCRIBE_HERE),
        html=draft.html,
        section=draft.section,
        due_at=timezone.now(),
    )


@transaction.atomic
def resend_failed(mailing: Mailing, *, addresses: Mapping[str, str], by: Actor) -> int:
    """Try those once more whose letter could not be sent or came back, at the address they have
    today (by key), if they may still be written to there."""
    by.must(LETTER.moves["resend"].needs)
    written = Addressee.objects.filter(mailing=mailing, letter__state=FAILED)
    failed = Letter.objects.select_for_update().filter(pk__in=written.values("letter"))
    letters = [each for each in failed.order_by("pk") if each.state == FAILED]
    for letter in letters:
        letter.to_email = addresses.get(letter.to_key) or letter.to_email
    not_to = not_to_write_to(mailing.section, [(each.to_key, each.to_email) for each in letters])
    again = [each for each in letters if each.to_key not in not_to]
    for letter in again:
        Addressee.objects.filter(letter=letter).update(email=letter.to_email)
        put_back(letter, by=by)
    return len(again)
