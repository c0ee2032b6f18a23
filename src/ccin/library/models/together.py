"""What makes a resource a work of several: who is asked to maintain it, what was taken out, what it
cites."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccin.library.models.resources import Resource
from ccin.members.models import Organisation
from ccin.texts.models import Text


class RemovedSection(models.Model):
    """A section its maintainers took out: its words stay, with whoever wrote them, and it can be
    brought back."""

    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, related_name="removed_sections"
    )
    name = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=150, blank=True)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField()

    class Meta:
        ordering = ["resource", "-removed_at", "-pk"]

    def __str__(self) -> str:
        return self.heading or self.name


class MaintainerInvitation(models.Model):
    """An organisation is asked to maintain a resource with its owner; its people answer."""

    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, related_name="maintainer_invitations"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    invited_by = models.CharField(max_length=80)  # the actor's key
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["resource", "invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "organisation"],
                condition=Q(answered_at=None),
                name="one_open_maintainer_invitation",
            ),
            models.CheckConstraint(
                condition=Q(accepted=False) | Q(answered_at__isnull=False),
                name="maintainer_accepted_by_answering",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.resource}"


class Citation(models.Model):
    """A synthesis pulls in what another resource learned."""

    synthesis = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="citations")
    cited = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="cited_by")
    learned = models.CharField(_("what we take from it"), max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["synthesis", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "cited"], name="cited_once"),
            models.CheckConstraint(condition=~Q(synthesis=models.F("cited")), name="cites_another"),
        ]

    def __str__(self) -> str:
        return f"{self.synthesis} cites {self.cited}"
