"""Replies: posted, put right soon after, thanked for, reported, removed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.discussion.operations.topics import (
    lock_topic,
    reason_of,
    refuse_too_long,
    save_topic,
    take_words,
)
from ccin.discussion.reads.speaking import speaking_as, speaks_for
from ccin.discussion.rules.asking import cleaned, may_still_change, one_line
from ccin.discussion.states import POST, REMOVED, TOPIC, WITH_STAFF
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation, Person


@transaction.atomic
def reply(
    topic: Topic,
    words: str,
    *,
    organisation: Organisation | None,
    by_mail: bool = False,
    by: Actor,
) -> Post:
    """As one of an organisation's people, or without one for the network's staff.

    Whoever was asked by name has replied with it, and staff need look no further.
    """
    lock_topic(topic)
    by.must(Permission.TOPIC_REPLY, organisation=organisation.pk if organisation else None)
    if topic.state == REMOVED:
        raise MoveNotAllowed("topic that is removed cannot be replied to")
    if organisation and not speaks_for(by, Permission.TOPIC_REPLY).filter(pk=organisation.pk):
        raise Refused(_("Only people whose organisation is in membership reply."))
    post = add_post(topic, words, organisation=organisation, by_mail=by_mail, by=by)
    if topic.state == WITH_STAFF and organisation:
        topic.state = TOPIC.move("resume", state=topic.state).target
        save_topic(topic, "state")
    return post


def add_post(
    topic: Topic,
    words: str,
    *,
    organisation: Organisation | None,
    by_mail: bool = False,
    by: Actor,
) -> Post:
    """Part of an operation that has locked the topic and permitted."""
    post = Post.objects.create(
        topic=topic,
        author=Person.objects.filter(pk=by.person or 0).first(),
        organisation=organisation,
        role=speaking_as(by, organisation),
        words=_words(words),
        posted_at=timezone.now(),
        by_mail=by_mail,
    )
    Asking.objects.filter(topic=topic, person=by.person or 0).update(replied_at=post.posted_at)
    record(by, "discussion.reply_posted", topic, concerning=[post])
    return post


@transaction.atomic
def change_post(post: Post, words: str, *, version: int, by: Actor) -> None:
    """Its author, within half an hour: afterwards others have read it and perhaps replied."""
    lock_topic(post.topic)
    _lock(post)
    POST.move("change", state=post.state)
    if by.person is None or post.author_id != by.person:
        raise PermissionDenied(Permission.TOPIC_REPLY)
    by.must(Permission.TOPIC_REPLY, organisation=post.organisation_id)
    if post.version != version:
        raise Stale(sent={"words": words})
    if not may_still_change(post.posted_at, timezone.now()):
        raise Refused(_("You can change a reply for 30 minutes. Post another one instead."))
    post.words, post.changed_at = _words(words), timezone.now()
    post.version += 1
    post.save(update_fields=["words", "changed_at", "version"])
    record(by, "discussion.reply_changed", post.topic, concerning=[post])


@transaction.atomic
def remove_post(post: Post, because: str, *, by: Actor) -> None:
    """Its words go for good. If it was the answer, staff have the question again."""
    reason = reason_of(because)
    topic = post.topic
    lock_topic(topic)
    _lock(post)
    move = POST.move("remove", state=post.state)
    by.must(move.needs)
    take_words(post, reason)
    if topic.answer_id == post.pk:
        topic.state = TOPIC.move("lose_answer", state=topic.state).target
        topic.answer = topic.answered_at = None
        save_topic(topic, "state", "answer", "answered_at")
    about = Report.objects.filter(post=post)
    about.filter(settled_at=None).update(settled_at=timezone.now())
    about.update(words="")
    record(by, "discussion.reply_removed", topic, concerning=[post])


@transaction.atomic
def thank_for(post: Post, *, by: Actor) -> bool:
    """Whoever asked says thank you, once; says whether it was the first time."""
    _lock(post)
    by.must(Permission.ANSWER_MARK, organisation=post.topic.organisation_id)
    if not post.is_shown:
        raise Refused(_("This reply is not shown any more."))
    if post.thanked_at:
        return False
    post.thanked_at = timezone.now()
    post.save(update_fields=["thanked_at"])
    record(by, "discussion.reply_thanked", post.topic, concerning=[post])
    return True


@transaction.atomic
def report(topic: Topic, post: Post | None, words: str, *, by: Actor) -> Report:
    """Any reader may: it goes to staff, and stays shown until they have looked."""
    lock_topic(topic)
    if not by.may_somewhere(Permission.TOPIC_READ):
        raise PermissionDenied(Permission.TOPIC_READ)
    if topic.state == REMOVED or (post and not post.is_shown):
        raise Refused(_("It has been removed already. Thank you for looking."))
    said = one_line(words)
    if not said or len(said) > 500:
        raise Refused(_("Say what is wrong with it in 500 characters or fewer."))
    made = Report.objects.create(
        topic=topic, post=post, words=said, reported_by=by.key, reported_at=timezone.now()
    )
    record(by, "discussion.topic_reported", topic, concerning=[post] if post else [])
    return made


@transaction.atomic
def settle_report(report: Report, *, by: Actor) -> None:
    """Staff looked and let it stand."""
    report.refresh_from_db(from_queryset=Report.objects.select_for_update())
    by.must(Permission.TOPIC_MODERATE)
    if report.settled_at:
        raise MoveNotAllowed("report that is settled cannot be settled")
    report.settled_at = timezone.now()
    report.save(update_fields=["settled_at"])
    record(by, "discussion.report_settled", report.topic)


def _lock(post: Post) -> None:
    post.refresh_from_db(from_queryset=Post.objects.select_for_update())


def _words(words: str) -> str:
    found = cleaned(words)
    if not found:
        raise Refused(_("Write your reply."))
    refuse_too_long(found)
    return found
