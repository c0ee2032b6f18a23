"""Moderating a group: what is removed, closed, pinned, reported. Nobody judges their own words."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.models import Entry
from ccin.audit.operations import record
from ccin.discussion.models import Group, Mention, Post, PostFile, Report, Topic
from ccin.discussion.notices import talking as notices
from ccin.discussion.notices.telling import about, about_title
from ccin.discussion.operations.posts import remove_post, settle_report
from ccin.discussion.operations.talking import group_of
from ccin.discussion.operations.topics import (
    ask_again,
    close_topic,
    lock_topic,
    remove_topic,
    save_topic,
)
from ccin.discussion.reads.groups import acting_in, moderators_of
from ccin.discussion.states import REMOVED
from ccin.files.operations import forget_upload
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.operations.telling import take_back_notices


@transaction.atomic
def remove_reply(post: Post, because: str, *, by: Actor) -> None:
    """Its words and its files go for good; its author is told why."""
    topic = post.topic
    acting = _judge(topic, post, by)
    remove_post(post, because, by=acting)
    _forget(PostFile.objects.filter(post=post), by=by)
    Mention.objects.filter(post=post).delete()
    take_back_notices(about(post))
    notices.reply_removed(post)


@transaction.atomic
def remove_conversation(topic: Topic, because: str, *, by: Actor) -> None:
    """With all replies and files; what stays says that it was removed, and why."""
    remove_topic(topic, because, by=_judge(topic, None, by))
    _forget(PostFile.objects.filter(topic=topic), by=by)
    Mention.objects.filter(topic=topic).delete()
    repeated = [about_title(topic), about(topic), *map(about, topic.posts.all())]
    for each in repeated:
        take_back_notices(each)
    notices.topic_removed(topic)


@transaction.atomic
def let_stand(report: Report, *, by: Actor) -> None:
    """A moderator looked at what was reported."""
    settle_report(report, by=_judge(report.topic, report.post, by))


@transaction.atomic
def close_conversation(topic: Topic, because: str, *, by: Actor) -> None:
    close_topic(topic, because, by=acting_in(group_of(topic), by))
    if not wrote(by, topic):
        notices.topic_closed(topic)


@transaction.atomic
def open_conversation(topic: Topic, *, by: Actor) -> None:
    ask_again(topic, by=acting_in(group_of(topic), by))


@transaction.atomic
def pin_topic(topic: Topic, pinned: bool, *, by: Actor) -> None:
    """At the head of its group, until it is unpinned."""
    lock_topic(topic)
    acting_in(group_of(topic), by).must(Permission.GROUP_MODERATE)
    if topic.state == REMOVED:
        raise MoveNotAllowed("topic that is removed cannot be pinned")
    if topic.is_pinned != pinned:
        topic.is_pinned = pinned
        save_topic(topic, "is_pinned")
        record(by, "discussion.topic_pinned", topic, pinned=pinned)


def _judge(topic: Topic, post: Post | None, by: Actor) -> Actor:
    """The actor as a moderator of the topic's group, or a refusal that says who may."""
    group = group_of(topic)
    acting = acting_in(group, by)
    acting.must(Permission.TOPIC_MODERATE)
    if wrote(by, post or topic):
        raise Refused(
            _("This is your own. It is for %(others)s to look at it.")
            % {"others": others(group, by)}
        )
    return acting


def wrote(by: Actor, subject: Topic | Post) -> bool:
    """Staff who are nobody's representative are known by their account alone."""
    author = subject.author_id if isinstance(subject, Post) else subject.asked_by_id
    if author is not None:
        return author == by.person
    told = ("discussion.reply_posted", "discussion.topic_begun")
    return Entry.objects.about(subject).filter(event__in=told, actor_key=by.key).exists()


def others(group: Group, by: Actor) -> str:
    """Who may moderate the group beside this actor, in words."""
    found = moderators_of(group, but=[by.person] if by.person else [])
    names = [*found.order_by("name").values_list("name", flat=True)[:5], _("the network’s staff")]
    return _(" or ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _forget(files: QuerySet[PostFile], *, by: Actor) -> None:
    for each in files.select_related("upload"):
        each.delete()
        forget_upload(each.upload, by=by)
