"""Packs: chosen case studies, in an order, as one publication."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.files.models import Upload
from ccin.library.models.resources import Resource
from ccin.library.states.packs import DRAFT, PUBLISHED, PackState


class PackQuerySet(models.QuerySet["Pack"]):
    def published(self) -> Self:
        return self.filter(state=PUBLISHED)

    def visible_to(self, actor: Actor) -> Self:
        """What is published; drafts for those who put packs together."""
        return self if actor.may(Permission.PACK_CHANGE) else self.published()


class Pack(models.Model):
    """A web page and one PDF. It shows each resource as its last public release has it."""

    title = models.CharField(max_length=150)
    slug = models.SlugField(max_length=100, unique=True)
    foreword = models.TextField(blank=True)
    foreword_by = models.CharField(_("whose words these are"), max_length=150, blank=True)
    cover = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    cover_words = models.CharField(_("what the cover shows, in words"), max_length=150, blank=True)
    state = models.CharField(max_length=20, choices=PackState, default=DRAFT, editable=False)
    published_on = models.DateField(null=True, blank=True, editable=False)
    fictional = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cover=None) ^ ~Q(cover_words=""), name="cover_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(state=PUBLISHED) | Q(published_on__isnull=False),
                name="pack_published_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:pack", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.state == PUBLISHED


class PackItem(models.Model):
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pack", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "resource"], name="once_in_a_pack"),
        ]

    def __str__(self) -> str:
        return f"{self.pack}: {self.resource}"
