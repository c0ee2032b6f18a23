"""Concerns and complaints: restricted matters that governance itself owns."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.governance.models.matters import Matter
from ccin.governance.states import MatterKind
from ccin.members.models import Organisation, Person

CONCERN_KINDS = (MatterKind.CONCERN, MatterKind.COMPLAINT)


class Concern(models.Model):
    """What somebody raises about a member, a body or the network itself, in confidence."""

    PERSONAL: ClassVar[dict[str, object]] = {"words": "Erased", "answer": "Erased"}

    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.label) for kind in CONCERN_KINDS]
    )
    about = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField()
    raised_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_by_account = models.CharField(_("who raised it, by key"), max_length=60)
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-raised_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("governance:concern", args=[self.pk])

    @property
    def restricted(self) -> bool:
        """What is recorded about it is read only by those who may read concerns."""
        return True
