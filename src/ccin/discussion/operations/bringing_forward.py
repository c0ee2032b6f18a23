"""Bringing a conversation forward that took place elsewhere, or earlier, with the days on which it
did. The history says when it was brought here."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.discussion.models import Belonging, Group, Post, Topic
from ccin.discussion.operations.topics import lock_topic
from ccin.kernel.errors import Refused


@transaction.atomic
def date_topic(
    topic: Topic, began: datetime, replied: Mapping[Post, datetime], *, told: bool, by: Actor
) -> None:
    """Say when a topic began and when each of its replies was made. Where its group heard of it at
    that time, nobody is told again."""
    by.must(Permission.GROUP_CHANGE)
    lock_topic(topic)
    moments = [began, *replied.values()]
    if moments != sorted(moments):
        raise Refused("Nobody replies before a topic begins, nor before the reply above.")
    for post, moment in replied.items():
        found = Post.objects.filter(pk=post.pk, topic=topic)
        found.update(posted_at=moment, told_at=moment if told else None)
        found.exclude(thanked_at=None).update(thanked_at=moment)
    Topic.objects.filter(pk=topic.pk).exclude(answered_at=None).update(answered_at=moments[-1])
    topic.asked_at, topic.last_post_at = began, moments[-1]
    topic.told_at = began if told else None
    topic.save(update_fields=["asked_at", "last_post_at", "told_at"])
    record(by, "discussion.topic_brought_forward", topic)


@transaction.atomic
def date_belongings(group: Group, since: datetime, *, read_until: datetime, by: Actor) -> None:
    """Say since when those have belonged who belong now, and how far they have read."""
    by.must(Permission.GROUP_CHANGE)
    Belonging.objects.filter(group=group, left_at=None).update(joined_at=since, read_at=read_until)
    record(by, "discussion.group_brought_forward", group)
