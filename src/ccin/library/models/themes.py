"""Themes: what resources are about, in the network's words and in those people search by."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ThemeQuerySet(models.QuerySet["Theme"]):
    def kept(self) -> Self:
        return self.filter(merged_into__isnull=True)


class Theme(models.Model):
    """What resources are gathered under. A renamed or merged theme keeps its old address."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    about = models.CharField(_("what belongs here"), max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_proposal = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('library:search')}?theme={self.slug}"


class Synonym(models.Model):
    """Another word or phrase people search by; also a theme's former name."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="synonyms")
    words = models.CharField(max_length=80)

    class Meta:
        ordering = ["words"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "words"], name="synonym_once"),
        ]

    def __str__(self) -> str:
        return self.words


class FormerSlug(models.Model):
    """Where a theme was found under an earlier name."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
