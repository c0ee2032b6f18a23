"""Written procedures: one question put to everybody entitled, with a deadline."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.governance.models.bodies import Appointment, Body, Clause
from ccin.governance.models.matters import Matter
from ccin.governance.states import RUNNING, Choice, LeftBecause, Outcome, ProcedureState, Step
from ccin.kernel.money import show


class Procedure(models.Model):
    """A proposal that a body takes between meetings. Who may vote is fixed when it opens.

    When it has closed, what it carried waits for the owner of the matter to act on it; `acted_at`
    says when that was done.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"reasons": "Erased"}

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="procedures")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=Step)
    outcome = models.CharField(max_length=30, choices=Outcome)
    reasons = models.TextField()
    conditions = models.TextField(blank=True)
    amount = models.PositiveBigIntegerField(
        _("what is to be granted, in pence"), null=True, blank=True
    )
    override_reason = models.TextField(_("why it goes beyond what is left of a budget"), blank=True)
    state = models.CharField(max_length=20, choices=ProcedureState, default=RUNNING, editable=False)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    acted_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    voting_seats = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state=RUNNING), name="one_procedure_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=RUNNING, closed_at__isnull=True)
                | (~Q(state=RUNNING) & Q(closed_at__isnull=False)),
                name="procedure_closed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.matter}"

    def get_absolute_url(self) -> str:
        return reverse("governance:procedure", args=[self.pk])

    @property
    def granted(self) -> str:
        """The sum in pounds, where one is to be granted."""
        return "" if self.amount is None else show(self.amount, whole=True)


class Vote(models.Model):
    """One line of the roll: who may vote, and how they did. Recorded votes, never secret."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="votes")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_because = models.CharField(max_length=10, choices=LeftBecause, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "appointment"], name="one_vote_a_seat"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_because="")
                | (Q(left_at__isnull=False) & ~Q(left_because="")),
                name="vote_left_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(voted_at__isnull=True, choice="")
                | (Q(voted_at__isnull=False) & ~Q(choice="")),
                name="vote_cast_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment.person}: {self.get_choice_display()}"
