"""A question from its asking to its end: answered, closed with a reason, or removed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.discussion.reads.speaking import role_of, speaks_for
from ccin.discussion.rules.asking import LONGEST, LONGEST_TITLE, cleaned, one_line
from ccin.discussion.states import TOPIC, PostState
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Organisation


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and on whose behalf it is asked."""

    title: str
    words: str
    organisation: Organisation


@transaction.atomic
def ask_question(asked: Asked, *, by: Actor) -> Topic:
    """Ask for an organisation in membership, as one of its people."""
    by.must(Permission.TOPIC_ASK, organisation=asked.organisation.pk)
    if not speaks_for(by, Permission.TOPIC_ASK).filter(pk=asked.organisation.pk).exists():
        raise Refused(_("Only people whose organisation is in membership ask the network."))
    if by.person is None:
        raise Refused(_("A question is asked by a person who stands for the organisation."))
    title, words = one_line(asked.title), cleaned(asked.words)
    if not title:
        raise Refused(_("Write your question in one sentence."))
    if len(title) > LONGEST_TITLE:
        raise Refused(_("Put your question in 200 characters or fewer, and the rest below."))
    refuse_too_long(words)
    topic = Topic.objects.create(
        title=title,
        words=words,
        asked_by_id=by.person,
        organisation=asked.organisation,
        role=role_of(by.person, asked.organisation),
        asked_at=timezone.now(),
        fictional=asked.organisation.fictional,
    )
    record(by, "discussion.question_asked", topic, concerning=[asked.organisation])
    return topic


@transaction.atomic
def mark_answer(topic: Topic, post: Post, *, version: int, by: Actor) -> None:
    """By the organisation that asked, or by staff; another reply may be marked later on."""
    lock_topic(topic)
    move = TOPIC.move("answer", state=topic.state)
    by.must(move.needs, organisation=topic.organisation_id)
    if topic.version != version:
        raise Stale
    post.refresh_from_db()
    if post.topic_id != topic.pk or not post.is_shown:
        raise Refused(_("This reply is not shown any more. Choose another one."))
    topic.state, topic.answer, topic.answered_at = move.target, post, timezone.now()
    topic.closed_because = ""
    save_topic(topic, "state", "answer", "answered_at", "closed_because")
    record(by, "discussion.answer_marked", topic, concerning=[post])


@transaction.atomic
def hand_to_staff(topic: Topic, *, by: Actor) -> None:
    """Nobody has replied for long enough."""
    _move(topic, "hand_to_staff", by=by)
    record(by, "discussion.topic_handed_to_staff", topic)


@transaction.atomic
def ask_again(topic: Topic, *, by: Actor) -> None:
    """Staff put it to the network once more: the days in which somebody may reply start anew."""
    _move(topic, "ask_again", by=by)
    topic.closed_because, topic.asked_again_at = "", timezone.now()
    save_topic(topic, "closed_because", "asked_again_at")
    record(by, "discussion.topic_asked_again", topic)


@transaction.atomic
def close_topic(topic: Topic, because: str, *, by: Actor) -> None:
    """Without an answer; whoever asked is told why."""
    reason = reason_of(because)
    _move(topic, "close", by=by)
    topic.closed_because = reason
    save_topic(topic, "closed_because")
    record(by, "discussion.topic_closed", topic)


@transaction.atomic
def remove_topic(topic: Topic, because: str, *, by: Actor) -> None:
    """Take it away with all that was replied: what stays says that it was removed, and why."""
    reason = reason_of(because)
    _move(topic, "remove", by=by)
    _forget_reasons(topic)
    topic.closed_because, topic.answer = reason, None
    topic.title, topic.words = Topic.PERSONAL["title"], Topic.PERSONAL["words"]
    save_topic(topic, "closed_because", "answer", "title", "words")
    for post in topic.posts.shown():
        take_words(post, reason)
    Report.objects.filter(topic=topic).update(words="")
    Report.objects.filter(topic=topic, settled_at=None).update(settled_at=timezone.now())
    record(by, "discussion.topic_removed", topic)


def _forget_reasons(topic: Topic) -> None:
    """Those who answered it were asked elsewhere because they did, and its title stands there."""
    authors = topic.posts.values("author")
    for asking in Asking.objects.filter(person__in=authors):
        kept = [each for each in asking.because if each[1:] != [topic.title]]
        if kept != asking.because:
            asking.because = kept
            asking.save(update_fields=["because"])


def take_words(post: Post, because: str) -> None:
    """Part of an operation that has permitted and records: what is removed is not kept."""
    post.words, post.state, post.removed_because = "", PostState.REMOVED, because
    post.version += 1
    post.save(update_fields=["words", "state", "removed_because", "version"])


def lock_topic(topic: Topic) -> None:
    topic.refresh_from_db(from_queryset=Topic.objects.select_for_update())


def save_topic(topic: Topic, *fields: str) -> None:
    topic.version += 1
    topic.save(update_fields=[*fields, "version"])


def _move(topic: Topic, name: str, *, by: Actor) -> None:
    lock_topic(topic)
    move = TOPIC.move(name, state=topic.state)
    by.must(move.needs)
    topic.state = move.target
    save_topic(topic, "state")


def reason_of(because: str) -> str:
    reason = one_line(because)
    if not reason:
        raise Refused(_("Say why in a sentence: whoever wrote it reads it."))
    if len(reason) > 300:
        raise Refused(_("Say why in 300 characters or fewer."))
    return reason


def refuse_too_long(words: str) -> None:
    if len(words) > LONGEST:
        raise Refused(
            _(
                "This is %(number)s characters long. Shorten it to 10,000, or publish the long "
                "version in the library and name it here."
            )
            % {"number": f"{len(words):,}"}
        )
