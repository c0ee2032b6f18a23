"""Lists brought into the library, and where each resource of theirs came from."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.accounts.models import Account
from ccin.library.models.resources import Resource
from ccin.library.states.imports import OVER, RUNNING, WAITING, ImportState
from ccin.library.states.resources import ResourceKind, Visibility


class ImportQuerySet(models.QuerySet["Import"]):
    def due(self) -> Self:
        """Those that the worker has something to do for."""
        return self.filter(state__in=[WAITING, RUNNING]).exclude(file="").order_by("pk")


class Import(models.Model):
    """A spreadsheet or an export of a website: looked through first, shown, then brought in.

    `found` is what looking through it has shown; `chosen` is what the names that the network does
    not know mean, by column and name. `at_line` is how far it has been brought in.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"file_name": "A list", "found": None, "chosen": None}

    file = models.FileField(upload_to="imports/%Y/%m/", max_length=200, blank=True, editable=False)
    file_name = models.CharField(max_length=150)
    list_name = models.CharField(_("what the list is called"), max_length=100)
    started_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    started_at = models.DateTimeField(editable=False)
    state = models.CharField(max_length=20, choices=ImportState, default=WAITING, editable=False)
    publish = models.BooleanField(_("publish at once"), default=True)
    kind = models.CharField(max_length=20, choices=ResourceKind, default=ResourceKind.REPORT)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    leave_out_faulty = models.BooleanField(default=False)
    chosen = models.JSONField(default=dict, blank=True)
    found = models.JSONField(default=dict, blank=True, editable=False)
    rows = models.PositiveIntegerField(default=0, editable=False)
    at_line = models.PositiveIntegerField(default=0, editable=False)
    counts = models.JSONField(default=dict, blank=True, editable=False)
    refused_because = models.CharField(max_length=500, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OVER) ^ models.Q(finished_at=None),
                name="import_over_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.list_name

    def get_absolute_url(self) -> str:
        return reverse("library:import_shown", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state == RUNNING

    @property
    def per_cent(self) -> int:
        done = sum(self.counts.values())
        return min(100, done * 100 // self.rows) if self.rows else 0


class Origin(models.Model):
    """Which row of which list a resource was brought forward from.

    The same row is known again by `key`; `digest` tells whether it says something new, `left`
    whether the resource still is as it was brought in.
    """

    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="origin")
    key = models.CharField(max_length=64, unique=True)
    list_name = models.CharField(max_length=100)
    row_id = models.CharField(_("its own number or name in the list"), max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    left = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.list_name}: {self.row_id}" if self.row_id else self.list_name


class FormerAddress(models.Model):
    """Where a resource stood on an earlier site: a path, leading slash, no host or query."""

    path = models.CharField(max_length=300, unique=True)
    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, related_name="former_addresses"
    )

    class Meta:
        ordering = ["path"]
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.path
