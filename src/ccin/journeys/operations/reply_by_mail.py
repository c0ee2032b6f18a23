"""A reply by e-mail, posted as its sender; or refused, which they are told in a letter that gives
back their words."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.reads.correspondents import Correspondent, correspondent
from ccin.discussion.models import Post, Topic
from ccin.discussion.operations.talking import KINDS, LARGEST, MOST_FILES, post_reply
from ccin.discussion.reads.groups import organisation_of
from ccin.discussion.rules.asking import LONGEST, cleaned
from ccin.discussion.states import REMOVED
from ccin.files.rules import fault_in, is_locked_or_old, kind_of
from ccin.journeys.reasons import NOT_POSTED
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.library.operations.asking import reply_to_question
from ccin.outbox.models import Letter
from ccin.outbox.operations.arriving import Made, for_staff
from ccin.outbox.operations.reaching import note_reached
from ccin.outbox.operations.writing import write
from ccin.outbox.rules.addresses import Sealed
from ccin.outbox.rules.arrivals import Incoming
from ccin.outbox.rules.replies import Attached, files_in, own_words
from ccin.outbox.states import ArrivalKind, ArrivalState

REFUSAL = "journeys.reply_refused"
ONE_REFUSAL_IN = timedelta(hours=1)


class NotPosted(Exception):
    """Why, as a code of `reasons`; or as the sentence with which an operation refused."""

    def __init__(self, code: str, sentence: str = "") -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True, slots=True)
class Reply:
    found: Incoming
    about: str
    who: Correspondent
    words: str


@transaction.atomic
def take_reply(found: Incoming, sealed: Sealed, *, by: Actor) -> Made:
    """As whoever the address was made for, with what they may do today. A failure is told to them
    at the address that is known, never to whoever the message says it is from."""
    by.must(Permission.LETTER_RECEIVE)
    who = correspondent(sealed.to_key)
    if who is None or not who.recipient.email:
        return for_staff(found, ArrivalKind.REPLY, "nobody", to_key=sealed.to_key)
    words = "" if found.is_too_large else cleaned(own_words(found.message))
    reply = Reply(found, sealed.about, who, words)
    try:
        with transaction.atomic():
            left_out = _post(reply)
    except NotPosted as why:
        return _refuse(reply, why, to_key=sealed.to_key)
    note_reached(found.from_email, by=by)
    if left_out:
        _tell_left_out(reply, left_out)
    return Made(ArrivalKind.REPLY, ArrivalState.TAKEN, about=sealed.about, to_key=sealed.to_key)


def _post(reply: Reply) -> list[str]:
    """Says which files were left out."""
    _check(reply)
    topic = _topic_of(reply)
    by = reply.who.actor
    files = files_in(reply.found.message)
    taken = [each for each in files if _is_taken(each)][:MOST_FILES] if topic.group_id else []
    _check_is_new(topic, reply)
    try:
        if topic.group_id:
            sent = [SimpleUploadedFile(each.name, each.content) for each in taken]
            post_reply(topic, reply.words, files=sent, by_mail=True, by=by)
        else:
            organisation = organisation_of(by.person)
            if organisation is None:
                raise NotPosted("no_organisation")
            reply_to_question(topic, reply.words, organisation=organisation, by_mail=True, by=by)
    except Refused as refusal:
        raise NotPosted("refused", str(refusal)) from None
    except PermissionDenied:
        raise NotPosted("not_allowed") from None
    except MoveNotAllowed:
        raise NotPosted("too_late") from None
    return [each.name for each in files if each not in taken]


def _check(reply: Reply) -> None:
    """What can be said without looking at what it is about; who wrote comes first."""
    if reply.found.from_email not in reply.who.addresses:
        raise NotPosted("not_your_address")
    if reply.found.is_too_large:
        raise NotPosted("too_large")
    if reply.about == "digest":
        raise NotPosted("digest")
    if not reply.words:
        raise NotPosted("nothing_left")
    if len(reply.words) > LONGEST:
        raise NotPosted("too_long")


def _check_is_new(topic: Topic, reply: Reply) -> None:
    """What a program sends again and again, or somebody has caught and sends once more."""
    said = Post.objects.filter(topic=topic, author=reply.who.actor.person or 0, by_mail=True)
    if said.filter(words=reply.words).exists():
        raise NotPosted("said_already")


def _topic_of(reply: Reply) -> Topic:
    by = reply.who.actor
    found = _topic(reply.about)
    if found is None:
        raise NotPosted("cannot")
    readable = (
        Topic.objects.in_groups_of(by) if found.group_id else Topic.objects.within_reach_of(by)
    )
    if not readable.filter(pk=found.pk).exists():
        raise NotPosted("sign_in" if by.lacks_second_factor else "not_yours")
    if found.state == REMOVED:
        raise NotPosted("removed")
    return found


def _topic(about: str) -> Topic | None:
    kind, _colon, number = about.partition(":")
    is_one = kind == "topic" and number.isdecimal()
    return Topic.objects.filter(pk=number).first() if is_one else None


def _is_taken(file: Attached) -> bool:
    """Small, of a kind that conversations take, whole and harmless as far as can be seen."""
    if not file.content or len(file.content) > LARGEST or is_locked_or_old(file.content):
        return False
    kind = kind_of(file.content)
    return kind in KINDS and kind is not None and fault_in(file.content, kind) is None


def _refuse(reply: Reply, why: NotPosted, *, to_key: str) -> Made:
    """One letter an hour, so that two programs never answer each other for ever; what went without
    one keeps its words, for staff."""
    lately = timezone.now() - ONE_REFUSAL_IN
    is_told = Letter.objects.filter(kind=REFUSAL, to_key=to_key, written_at__gt=lately).exists()
    if not is_told:
        write(
            REFUSAL,
            to=reply.who.recipient,
            subject=_("Your reply was not posted"),
            reason=why.sentence or NOT_POSTED[why.code] % {"sender": reply.found.from_email},
            words=reply.words,
            address=_address_of(reply.about),
        )
    return Made(
        ArrivalKind.REPLY,
        ArrivalState.WAITING if is_told else ArrivalState.REFUSED,
        why.code,
        about=reply.about,
        to_key=to_key,
        words=reply.words if is_told else "",
    )


def _tell_left_out(reply: Reply, left_out: list[str]) -> None:
    write(
        "journeys.reply_posted_in_part",
        to=reply.who.recipient,
        subject=_("Your reply was posted without its files"),
        left_out=left_out,
        address=_address_of(reply.about),
    )


def _address_of(about: str) -> str:
    """The page of the conversation; whoever may not read it learns nothing there."""
    topic = _topic(about)
    if topic is None:
        return ""
    page = topic.get_absolute_url() or reverse("library:question", args=[topic.pk])
    return f"{settings.SITE_ADDRESS}{page}"
