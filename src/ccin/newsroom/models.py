"""Announcements, issues of the Members' Update and the items in them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.files.models import Upload
from ccin.newsroom.states import AnnouncementState, IssueState, ItemKind
from ccin.outbox.models import Mailing
from ccin.outbox.rules.sections import ANNOUNCEMENTS


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.may(Permission.MAILING_SEND) else self.none()


class Announcement(models.Model):
    """A letter of staff to a segment. The segment is worked out anew until it is sent; then its
    mailing holds who was on the list."""

    subject = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)  # Markdown
    segment = models.JSONField(default=dict)  # {"classes": ["full"], "roles": […], …}
    is_formal = models.BooleanField(_("formal notice, which nobody can stop"), default=False)
    formal_because = models.CharField(_("why everybody must get it"), max_length=300, blank=True)
    state = models.CharField(
        max_length=10, choices=AnnouncementState, default=AnnouncementState.DRAFT, editable=False
    )
    begun_at = models.DateTimeField()
    mailing = models.OneToOneField(
        Mailing, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AnnouncementState.SENT, mailing__isnull=False)
                | (~Q(state=AnnouncementState.SENT) & Q(mailing__isnull=True)),
                name="announcement_sent_as_a_mailing",
            ),
            models.CheckConstraint(
                condition=Q(is_formal=False, formal_because="")
                | (Q(is_formal=True) & ~Q(formal_because="")),
                name="formal_notice_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or str(_("An announcement without a subject"))

    def get_absolute_url(self) -> str:
        return reverse("newsroom:announcement", args=[self.pk])

    @property
    def section(self) -> str:
        """What its readers may stop; a formal notice has none."""
        return "" if self.is_formal else ANNOUNCEMENTS


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> Self:
        return self.filter(state=IssueState.SENT)

    def visible_to(self, actor: Actor) -> Self:
        """What was sent is in the archive for everybody; what is being put together is staff's."""
        return self.kept() if actor.may(Permission.UPDATE_WRITE) else self.published()

    def kept(self) -> Self:
        """One a month: those that were not thrown away."""
        return self.exclude(state=IssueState.DISCARDED)


class Issue(models.Model):
    """A month's Members' Update: a letter, the items under it, and the figures of that day."""

    PERSONAL: ClassVar[dict[str, object]] = {"letter_by": ""}

    month = models.DateField()  # its first day
    title = models.CharField(max_length=200)
    letter = models.TextField(blank=True)  # Markdown
    letter_by = models.CharField(_("who signs the letter"), max_length=200, blank=True)
    since = models.DateField(_("from which day it tells"))
    until = models.DateField(_("until which day"))
    figures = models.JSONField(default=dict, editable=False)  # as of its sending
    state = models.CharField(
        max_length=10, choices=IssueState, default=IssueState.DRAFT, editable=False
    )
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    mailing = models.OneToOneField(
        Mailing, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="issue_until_later"),
            models.UniqueConstraint(
                fields=["month"],
                condition=~Q(state=IssueState.DISCARDED),
                name="one_issue_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("newsroom:issue", args=[self.slug])

    @property
    def slug(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def is_sent(self) -> bool:
        return self.state == IssueState.SENT

    @property
    def is_discarded(self) -> bool:
        return self.state == IssueState.DISCARDED


class ItemQuerySet(models.QuerySet["Item"]):
    def shown(self) -> Self:
        return self.filter(is_included=True)


class Item(models.Model):
    """Written once: a page of its own, a part of the issue, and a text ready for social media.

    `key` names what happened (`members.membership:9`), so that gathering twice adds nothing twice;
    one that staff write from nothing has none. `address` leads to the record's own page.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=ItemKind)
    key = models.CharField(max_length=80, blank=True)
    slug = models.SlugField(max_length=80)
    heading = models.CharField(max_length=200)
    words = models.TextField(blank=True)  # Markdown
    address = models.CharField(_("where to read more"), max_length=500, blank=True)
    picture = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    picture_words = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    social = models.TextField(_("for social media"), blank=True)
    is_included = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    fictional = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["issue", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "slug"], name="one_page_an_item"),
            models.UniqueConstraint(
                fields=["issue", "key"], condition=~Q(key=""), name="told_once_an_issue"
            ),
            models.CheckConstraint(
                condition=Q(picture=None) | ~Q(picture_words=""), name="picture_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("newsroom:item", args=[self.issue.slug, self.slug])


class Correction(models.Model):
    """What was put right in the archive after the letter went, for every reader to see."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="corrections")
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    words = models.CharField(_("what was wrong, and is right now"), max_length=300)
    made_on = models.DateField()

    class Meta:
        ordering = ["made_on", "pk"]

    def __str__(self) -> str:
        return self.words
