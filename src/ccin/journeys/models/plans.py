"""What is prepared for a reorganisation of councils before it is confirmed."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccin.journeys.states import CONFIRMED, DRAFT, Fate, PlanState, PlanStep
from ccin.register.models import Authority, ChangeEvent


class Plan(models.Model):
    """What shall become of everything that the councils of one change leave; a draft until it is
    confirmed, and never changed afterwards."""

    event = models.ForeignKey(ChangeEvent, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=PlanState, default=DRAFT, editable=False)
    decision = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(state=DRAFT), name="one_draft_plan_a_change"
            ),
            models.CheckConstraint(
                condition=Q(state=CONFIRMED) ^ Q(confirmed_at=None),
                name="plan_confirmed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.event.title)

    def get_absolute_url(self) -> str:
        return reverse("journeys:plan", args=[self.event_id])


class Choice(models.Model):
    """What shall become of one thing: `item` is its key among the things of the step."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="choices")
    step = models.CharField(max_length=20, choices=PlanStep)
    item = models.PositiveBigIntegerField()
    fate = models.CharField(max_length=20, choices=Fate)
    successor = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["plan", "step", "item"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "step", "item"], name="one_choice_an_item"),
        ]

    def __str__(self) -> str:
        return self.get_fate_display()
