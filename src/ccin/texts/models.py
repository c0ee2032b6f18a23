"""Texts with their versions, and what others propose or remark about a paragraph."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccin.texts.states import OPEN, ProposalState


class Text(models.Model):
    """Markdown with its paragraphs parted by empty lines.

    Whoever writes holds the lease: taken by a POST, renewed on save, free again when its time is
    over. Nobody else's save goes through while it lasts.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"holder_name": "A person"}

    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    holder = models.CharField(max_length=80, blank=True, editable=False)  # account:7
    holder_name = models.CharField(max_length=150, blank=True, editable=False)
    held_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder="", held_until=None)
                | (~Q(holder="") & Q(held_until__isnull=False)),
                name="lease_has_holder_and_end",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class Version(models.Model):
    """The words as somebody left them."""

    PERSONAL: ClassVar[dict[str, object]] = {"author_name": "A person"}

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    author = models.CharField(max_length=80)  # the actor's key
    author_name = models.CharField(max_length=150, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["text", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="one_version_a_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Proposal(models.Model):
    """Other words for one paragraph. It fits as long as the text still holds `before`."""

    PERSONAL: ClassVar[dict[str, object]] = {"author_name": "A person"}

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="proposals")
    before = models.TextField(blank=True)  # the paragraph it is about; empty: add at the end
    after = models.TextField(blank=True)  # empty: leave the paragraph out
    reason = models.CharField(_("why"), max_length=300, blank=True)
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ProposalState, default=OPEN, editable=False)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OPEN, answered_at=None)
                | (~Q(state=OPEN) & Q(answered_at__isnull=False)),
                name="proposal_open_or_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.after[:60]


class Comment(models.Model):
    """What somebody remarks about a paragraph, until it is settled."""

    PERSONAL: ClassVar[dict[str, object]] = {"author_name": "A person"}

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="comments")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    about = models.TextField(blank=True)  # the paragraph; empty: the whole text
    words = models.TextField(max_length=2000)
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]
