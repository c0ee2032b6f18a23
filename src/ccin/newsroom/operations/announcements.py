"""Announcements: begun, worded, aimed at a segment, sent once, stopped and gone on with."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import Move
from ccin.newsroom.models import Announcement
from ccin.newsroom.reads.announcement_letters import letter_of
from ccin.newsroom.reads.segments import Audience, addresses_today, audience_of, segment_of
from ccin.newsroom.rules.announcements import LONGEST_WORDS, number_in, stamp_of
from ccin.newsroom.rules.segments import Segment
from ccin.newsroom.states import ANNOUNCEMENT
from ccin.outbox.models import Mailing
from ccin.outbox.operations import mailings
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.mailings import failed_keys
from ccin.outbox.rules.envelopes import LONGEST_SUBJECT


@dataclass(frozen=True, slots=True)
class Wording:
    """A formal notice goes to those too who unsubscribed; it says why it must."""

    subject: str
    words: str
    is_formal: bool = False
    formal_because: str = ""


@transaction.atomic
def begin_announcement(*, copy_of: Announcement | None = None, by: Actor) -> Announcement:
    """A draft; with the words and the segment of an earlier one. That one was formal is not taken
    over: each notice is for its own reason."""
    by.must(Permission.MAILING_SEND)
    made = Announcement(begun_at=timezone.now())
    if copy_of:
        made.subject, made.words = copy_of.subject, copy_of.words
        made.segment = copy_of.segment
    made.save()
    record(by, "newsroom.announcement_begun", made, copied=copy_of is not None)
    return made


@transaction.atomic
def choose_segment(
    announcement: Announcement, segment: Segment, *, version: int, by: Actor
) -> None:
    _lock(announcement, "change", by=by)
    _check_version(announcement, version)
    if segment.is_empty:
        raise Refused(_("Tick at least one thing: a class, a role, a place or whatever you need."))
    announcement.segment = segment.as_json()
    _save(announcement, "segment")
    record(by, "newsroom.announcement_aimed", announcement, segment=announcement.segment)


@transaction.atomic
def write_announcement(
    announcement: Announcement, wording: Wording, *, version: int, by: Actor
) -> None:
    _lock(announcement, "change", by=by)
    sent = {"subject": wording.subject, "words": wording.words}
    if announcement.version != version:
        raise Stale(sent=sent)
    because = " ".join(wording.formal_because.split())[:300] if wording.is_formal else ""
    if wording.is_formal and not because:
        raise Refused(_("Say why everybody must get this notice."))
    if len(wording.words) > LONGEST_WORDS or len(wording.subject) > LONGEST_SUBJECT:
        raise Refused(_("Shorten the letter."))
    announcement.subject = " ".join(wording.subject.split())
    announcement.words = wording.words.strip()
    announcement.is_formal, announcement.formal_because = wording.is_formal, because
    _save(announcement, "subject", "words", "is_formal", "formal_because")
    record(
        by,
        "newsroom.announcement_written",
        announcement,
        formal=wording.is_formal,
        personal={"because": because} if because else None,
    )


@transaction.atomic
def try_announcement(announcement: Announcement, *, by: Actor) -> str:
    """Send one copy to whoever asks; to which address."""
    _lock(announcement, "change", by=by)
    account = Account.objects.filter(pk=_account_key(by)).first()
    if account is None:
        raise Refused(_("Sign in to get a copy."))
    _must_be_written(announcement)
    to = Recipient(account.email, str(account), by.key)
    segment = audience_of(segment_of(announcement), section=announcement.section).sentence
    mailings.send_copy(letter_of(announcement, to_whom=segment), to=to, by=by)
    record(by, "newsroom.announcement_tried", announcement)
    return account.email


def _must_be_written(announcement: Announcement) -> None:
    if not announcement.subject or not announcement.words:
        raise Refused(_("Write the subject and the letter before you send it."))


def _account_key(by: Actor) -> int:
    kind, _colon, key = by.key.partition(":")
    return int(key) if kind == "account" and key.isdecimal() else 0


@transaction.atomic
def send_announcement(
    announcement: Announcement, *, stamp: str, version: int, by: Actor
) -> Mailing:
    """To everybody who is in the segment at this moment: if those are others than whoever sends it
    saw (`stamp`), nothing goes."""
    _lock(announcement, "send", by=by)
    _check_version(announcement, version)
    audience = audience_of(segment_of(announcement), section=announcement.section)
    _must_be_written(announcement)
    if stamp != audience_stamp(audience):
        raise Refused(_changed(audience, number_in(stamp)))
    left_out = {each.key: each.because for each in audience.left_out}
    draft = letter_of(announcement, to_whom=audience.sentence)
    mailing = mailings.send_mailing(draft, audience.recipients(), left_out=left_out, by=by)
    announcement.mailing = mailing
    announcement.state = ANNOUNCEMENT.moves["send"].target
    _save(announcement, "mailing", "state")
    record(
        by,
        "newsroom.announcement_sent",
        announcement,
        to=audience.number,
        left_out=len(left_out),
        formal=announcement.is_formal,
    )
    return mailing


def audience_stamp(audience: Audience) -> str:
    return stamp_of(each.key for each in audience.readers)


def _changed(audience: Audience, before: int) -> str:
    return ngettext(
        "The list has changed since you looked at it: it is %(now)s person now, it was %(before)s. "
        "Nothing was sent. Look at it again, and press the button if it is right.",
        "The list has changed since you looked at it: it is %(now)s people now, it was %(before)s. "
        "Nothing was sent. Look at it again, and press the button if it is right.",
        audience.number,
    ) % {"now": audience.number, "before": before}


@transaction.atomic
def discard_announcement(announcement: Announcement, *, by: Actor) -> None:
    move = _lock(announcement, "discard", by=by)
    announcement.state = move.target
    _save(announcement, "state")
    record(by, "newsroom.announcement_discarded", announcement)


@transaction.atomic
def stop_announcement(announcement: Announcement, because: str, *, by: Actor) -> int:
    by.must(Permission.MAILING_SEND)
    mailing = _mailing(announcement)
    left = mailings.stop_mailing(mailing, because, by=by)
    record(
        by,
        "newsroom.announcement_stopped",
        announcement,
        not_written=left,
        personal={"because": mailing.stopped_because},
    )
    return left


@transaction.atomic
def go_on_with_announcement(announcement: Announcement, *, by: Actor) -> None:
    by.must(Permission.MAILING_SEND)
    mailings.go_on(_mailing(announcement), by=by)
    record(by, "newsroom.announcement_went_on", announcement)


@transaction.atomic
def resend_announcement(announcement: Announcement, *, by: Actor) -> int:
    """To those whom it did not reach and who can be written to at the address that is recorded of
    them today; how many they are."""
    by.must(Permission.LETTER_RESEND)
    mailing = _mailing(announcement)
    addresses = addresses_today(failed_keys(mailing))
    number = mailings.resend_failed(mailing, addresses=addresses, by=by)
    if number:
        record(by, "newsroom.announcement_sent_again", announcement, to=number)
    return number


def _mailing(announcement: Announcement) -> Mailing:
    announcement.refresh_from_db(from_queryset=Announcement.objects.select_for_update())
    if announcement.mailing is None:
        raise Refused(_("It has not been sent."))
    return announcement.mailing


def _lock(announcement: Announcement, name: str, *, by: Actor) -> Move:
    announcement.refresh_from_db(from_queryset=Announcement.objects.select_for_update())
    move = ANNOUNCEMENT.move(name, state=announcement.state)
    by.must(move.needs)
    return move


def _check_version(announcement: Announcement, version: int) -> None:
    if announcement.version != version:
        raise Stale


def _save(announcement: Announcement, *fields: str) -> None:
    announcement.version += 1
    announcement.save(update_fields=[*fields, "version"])
