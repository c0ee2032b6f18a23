"""The Statement in versions, and what organisations say of themselves by its principles."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.members.models import Organisation
from ccin.principles.states import Score


class StatementQuerySet(models.QuerySet["Statement"]):
    def in_force_on(self, day: date) -> Self:
        """The version last adopted by that day; one of unknown day is older than any other."""
        adopted = self.filter(Q(adopted_on__isnull=True) | Q(adopted_on__lte=day))
        return adopted.order_by(F("adopted_on").desc(nulls_last=True), "-number")[:1]


class Statement(models.Model):
    """One version of the Statement of Values and Principles.

    What was tagged or assessed by a version keeps it when another is adopted.
    """

    number = models.PositiveSmallIntegerField(unique=True)
    adopted_on = models.DateField(_("adopted on, if the day is known"), null=True, blank=True)
    decision = models.CharField(_("decision that adopted it"), max_length=300)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Statement of Values and Principles, version {self.number}"


class Value(models.Model):
    """A co-operative value as a version of the Statement names it."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="values")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="one_value_a_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Principle(models.Model):
    """A principle as a version of the Statement has it: its short name, and what it means."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="principles")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    paraphrase = models.CharField(_("in our own words"), max_length=300)
    order_is_verified = models.BooleanField(default=True)

    class Meta:
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="one_principle_a_place"),
        ]

    def __str__(self) -> str:
        return self.name


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, actor: Actor) -> Self:
        """What its organisation published, one's own, and for staff every one."""
        if actor.may(Permission.ORGANISATION_READ_ANY):
            return self
        own = actor.organisations_where(Permission.ORGANISATION_READ)
        return self.filter(Q(is_public=True) | Q(organisation__in=own))


class Assessment(models.Model):
    """What an organisation says of itself by the principles of one version, on a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="assessments")
    assessed_on = models.DateField()
    is_public = models.BooleanField(default=False, editable=False)
    asked_again_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "assessed_on"], name="one_assessment_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.assessed_on}"


class Evidence(models.Model):
    """One sentence that shows a principle at work. Each room that shows some has its own table."""

    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="+")
    sentence = models.CharField(max_length=400)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.principle}: {self.sentence}"


class AssessedPrinciple(Evidence):
    """How far an organisation says it has come with one principle, and what shows it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    score = models.PositiveSmallIntegerField(choices=Score)

    class Meta:
        ordering = ["assessment", "principle__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "principle"], name="one_answer_a_principle"
            ),
            models.CheckConstraint(
                condition=Q(score__in=Score.values), name="score_is_on_the_scale"
            ),
        ]
