"""Adoptions: who uses what another gave, since when, and what came of it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.library.models.resources import Resource
from ccin.library.states.adoptions import (
    CONSIDERING,
    OF_OTHERS,
    WITHDRAWN,
    Again,
    Stage,
)
from ccin.members.models import Organisation, Person


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def standing(self) -> Self:
        """All that were not recorded by mistake."""
        return self.exclude(stage=WITHDRAWN)

    def visible_to(self, actor: Actor) -> Self:
        """Those that this actor may change: of their organisations; for staff every one."""
        if actor.may(Permission.ADOPTION_CHANGE):
            return self
        mine = actor.organisations_where(Permission.ADOPTION_CHANGE)
        return self.filter(organisation__in=mine)

    def outcome_due_on(self, day: date) -> Self:
        """Those whose outcome has fallen due and is not told."""
        return self.standing().filter(outcome_due_on__lte=day, outcome_told_on=None)


class Adoption(models.Model):
    """An organisation takes up a resource; once, through all its stages."""

    PERSONAL: ClassVar[dict[str, object]] = {
        "note": "",
        "outcome": "",
        "outcome_known": "",
    }

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stage = models.CharField(max_length=20, choices=Stage, default=CONSIDERING, editable=False)
    since = models.DateField(_("since when"))
    note = models.CharField(_("how you use it"), max_length=500, blank=True)
    recorded_on = models.DateField(editable=False)
    outcome_due_on = models.DateField(null=True, blank=True, editable=False)
    outcome_asked_on = models.DateField(null=True, blank=True, editable=False)
    outcome_reminded_on = models.DateField(null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True)
    outcome_known = models.TextField(_("how that is known"), blank=True)
    again = models.CharField(
        _("whether you would do it again"), max_length=20, choices=Again, blank=True
    )
    outcome_told_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "organisation"],
                condition=~Q(stage=WITHDRAWN),
                name="one_adoption_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_told_on=None)
                | (~Q(outcome="") & Q(outcome_told_on__isnull=False)),
                name="outcome_told_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.resource}"

    def get_absolute_url(self) -> str:
        return reverse("library:adoption", args=[self.pk])

    def get_outcome_url(self) -> str:
        return reverse("library:tell_outcome", args=[self.pk])

    @property
    def stage_of_others(self) -> str:
        """How far it is, for a reader of another organisation."""
        return str(OF_OTHERS[Stage(self.stage)])


class AdoptionStep(models.Model):
    """A stage as it was reached."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=20, choices=Stage)
    reached_on = models.DateField()

    class Meta:
        ordering = ["adoption", "reached_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.reached_on}"
