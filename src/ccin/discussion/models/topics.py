"""Topics, posts, and whom a question was put to by name.

A topic without a group is a question to the whole network, which the library asks and shows; one
of a group is seen by whoever may read the group, and by nobody through the library.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models.groups import Group
from ccin.discussion.states import OPEN, REMOVED, UNANSWERED, PostState, TopicKind, TopicState
from ccin.files.models import Upload
from ccin.members.models import Organisation, Person
from ccin.members.states import in_membership


class TopicQuerySet(models.QuerySet["Topic"]):
    def to_the_network(self) -> Self:
        """Questions to everybody, which belong to no group."""
        return self.filter(group=None)

    def visible_to(self, actor: Actor) -> Self:
        """Questions to the network: for those whose organisation is in membership, and for staff.
        Supporters are not members."""
        return self.within_reach_of(actor).exclude(state=REMOVED)

    def within_reach_of(self, actor: Actor) -> Self:
        """With those that were removed: of them only that they were, and why, is shown."""
        found = self.to_the_network()
        if actor.may(Permission.TOPIC_READ):
            return found
        if not in_membership(actor.classes) or not actor.may_somewhere(Permission.TOPIC_READ):
            return found.none()
        return found

    def in_groups_of(self, actor: Actor) -> Self:
        """Topics of the groups that this actor may read, with those removed (only that they were,
        and why, is shown of them)."""
        return self.filter(group__in=Group.objects.readable_by(actor))

    def unanswered(self) -> Self:
        return self.filter(state__in=UNANSWERED)


class Topic(models.Model):
    """What somebody asks the network, on behalf of their organisation as of then."""

    PERSONAL = {"title": "A question", "words": ""}

    kind = models.CharField(max_length=20, choices=TopicKind, default=TopicKind.QUESTION)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="topics"
    )
    title = models.CharField(_("your question in one sentence"), max_length=200)
    words = models.TextField(_("what you need to know, and what you tried"), blank=True)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("in what role, as of then"), max_length=120, blank=True)
    asked_at = models.DateTimeField()
    asked_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=TopicState, default=OPEN, editable=False)
    answer = models.ForeignKey(
        "Post", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_because = models.CharField(max_length=300, blank=True, editable=False)
    by_mail = models.BooleanField(_("came by e-mail"), default=False, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)  # its group was told
    last_post_at = models.DateTimeField(null=True, blank=True, editable=False)  # of a group: sorts
    is_pinned = models.BooleanField(default=False, editable=False)
    fictional = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=TopicKind.QUESTION) | Q(group__isnull=False),
                name="topic_to_the_network_is_a_question",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Of a topic of a group; the page of a question to the network is the library's."""
        return reverse("discussion:topic", args=[self.pk]) if self.group_id else ""

    @property
    def name_in_history(self) -> str:
        """Who reads the history need not be one who reads the group."""
        return str(_("a topic of %(group)s") % {"group": self.group}) if self.group else self.title

    @property
    def section(self) -> str:
        """The thread that somebody may mute."""
        return f"topic:{self.pk}"


class PostQuerySet(models.QuerySet["Post"]):
    def shown(self) -> Self:
        return self.filter(state=PostState.SHOWN)


class Post(models.Model):
    """What somebody replied, credited to them and their organisation as of then."""

    PERSONAL = {"words": "Erased"}

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="posts")
    author = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("in what role, as of then"), max_length=120, blank=True)
    words = models.TextField(blank=True)  # empty once removed: what was taken away is not kept
    posted_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(
        max_length=20, choices=PostState, default=PostState.SHOWN, editable=False
    )
    removed_because = models.CharField(max_length=300, blank=True, editable=False)
    thanked_at = models.DateTimeField(null=True, blank=True, editable=False)
    by_mail = models.BooleanField(_("came by e-mail"), default=False, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)  # its group was told
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["posted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PostState.REMOVED) ^ ~Q(words=""), name="post_removed_or_worded"
            ),
            models.CheckConstraint(
                condition=Q(state=PostState.SHOWN, removed_because="")
                | (Q(state=PostState.REMOVED) & ~Q(removed_because="")),
                name="post_removed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60] or str(self.get_state_display())

    @property
    def is_shown(self) -> bool:
        return self.state == PostState.SHOWN


class PostFile(models.Model):
    """A file that came with a reply, or with the topic itself."""

    PERSONAL = {"title": "A file"}

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="files")
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Mention(models.Model):
    """Somebody was named with an @ in a topic or a reply, and may read it: so they are told."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mentions")
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "post", "person"], name="mentioned_once_a_reply"
            ),
            models.UniqueConstraint(
                fields=["topic", "person"],
                condition=Q(post=None),
                name="mentioned_once_a_topic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.topic}"


class Asking(models.Model):
    """A question was put to somebody by name, and why to them: reason codes with their values."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="askings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    because = models.JSONField(default=list)  # [["adopted", "Repair cafés in libraries"], …]
    asked_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(_("said they cannot help"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "person"], name="asked_once_a_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.person} about {self.topic}"

    @property
    def is_open(self) -> bool:
        return self.replied_at is None and self.passed_at is None


class Report(models.Model):
    """A reader says that a question or a reply should not stand: it names a resident, for one."""

    PERSONAL = {"words": ""}

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="reports")
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    words = models.CharField(_("what is wrong with it"), max_length=500)
    reported_by = models.CharField(max_length=80)  # the actor's key
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["reported_at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]
