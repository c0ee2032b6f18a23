"""Work areas: what members think the network should work on, and who else does."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.states import IdeaState, Willingness
from ccin.library.models import Theme
from ccin.members.models import Organisation, Person


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, actor: Actor) -> Self:
        """Members and staff read them; the public reads what a round took up, in the round."""
        return self if actor.may_somewhere(Permission.IDEA_READ) else self.none()

    def open(self) -> Self:
        return self.filter(state=IdeaState.OPEN)


class Idea(models.Model):
    """A work area in two lines, put forward by a member at any time of the year.

    One that was merged keeps its own words and points to the one it went into; its supporters
    support that one then.
    """

    title = models.CharField(_("in one line"), max_length=120)
    words = models.CharField(_("what should be found out or tried, and why now"), max_length=400)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    put_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=20, choices=IdeaState, default=IdeaState.OPEN, editable=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    set_aside_because = models.CharField(max_length=300, blank=True)
    fictional = models.BooleanField(default=False, editable=False)
    put_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-put_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=IdeaState.MERGED) ^ Q(merged_into=None),
                name="idea_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.SET_ASIDE) ^ Q(set_aside_because=""),
                name="idea_set_aside_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:idea", args=[self.pk])


class Support(models.Model):
    """“Us too”: once a member, whoever of its people says so; it may be changed or taken back."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    willingness = models.CharField(max_length=10, choices=Willingness, default=Willingness.SUPPORT)
    note = models.CharField(_("what you would bring"), max_length=200, blank=True)
    said_at = models.DateTimeField()

    PERSONAL: ClassVar[dict[str, object]] = {"note": ""}

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "organisation"], name="one_support_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.idea}"
