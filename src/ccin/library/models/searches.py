"""Searches somebody wants to be told about, and what is counted of the library's use."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ccin.accounts.models import Account
from ccin.library.states.uses import UseKind
from ccin.members.models import Organisation


class SavedSearch(models.Model):
    """Words and filters; a letter tells its owner what new fits, at most once a week."""

    PERSONAL: ClassVar[dict[str, object]] = {"name": "", "words": ""}

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=200, blank=True)
    filters = models.JSONField(_("facets it is narrowed by"), default=dict, blank=True)
    saved_at = models.DateTimeField()
    looked_at = models.DateTimeField()  # what was added after it is new
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return self.name


class Use(models.Model):
    """Something of the library was used on a day, perhaps by an organisation; never by whom.

    `key` is the resource's key, or the words searched for in lower case, at most 100 characters.
    A row of today stands for one use; those of a day that is over are gathered into one.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"key": ""}

    day = models.DateField()
    kind = models.CharField(max_length=20, choices=UseKind)
    key = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["kind", "key", "day"], name="use_by_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}, {self.day}"
