"""What a group is to be told of, and whom it is to take in."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from ccin.discussion.models import Group, Post, Topic
from ccin.discussion.states import REMOVED

AFTER = timedelta(minutes=10)


def topics_to_tell() -> QuerySet[Topic, int]:
    found = Topic.objects.filter(group__isnull=False, told_at=None).exclude(state=REMOVED)
    due = found.filter(asked_at__lte=timezone.now() - AFTER)
    return due.order_by("asked_at", "pk").values_list("pk", flat=True)


def posts_to_tell() -> QuerySet[Post, int]:
    found = Post.objects.shown().filter(topic__group__isnull=False, told_at=None)
    due = found.filter(posted_at__lte=timezone.now() - AFTER).exclude(topic__state=REMOVED)
    return due.order_by("posted_at", "pk").values_list("pk", flat=True)


def is_any_to_tell() -> bool:
    return topics_to_tell().exists() or posts_to_tell().exists()


def groups_with_roles() -> QuerySet[Group]:
    return Group.objects.open().exclude(roles=[])
