"""How a board marks bids: interests declared first, marks unseen until all are in, then agreed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccin.funding.models.bids import Bid
from ccin.funding.models.rounds import Criterion, Round
from ccin.funding.states import AssessmentState
from ccin.governance.models import Body
from ccin.members.models import Organisation, Person


class Declaration(models.Model):
    """Somebody who sits in the body that recommends looked at who bids in a round, and declared
    what interests they have, or none. Before that no bid of the round opens for marking."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_declaration_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.round}"


class Assessment(models.Model):
    """What one person who sits in the body that recommends makes of one bid.

    Nobody else reads it until no assessment of the bid is open any more, or whoever moderates
    opened them with a reason. One that is set aside, because an interest was found or somebody
    could not do it, stays on the record and counts for nothing.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"comment": "", "set_aside_because": ""}
    NAMED_BY: ClassVar[tuple[str, ...]] = ("bid",)

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="assessments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=20, choices=AssessmentState, default=AssessmentState.OPEN, editable=False
    )
    comment = models.TextField(_("anything else the board should know"), blank=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    set_aside_at = models.DateTimeField(null=True, blank=True, editable=False)
    set_aside_because = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["bid", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "person"], name="one_assessment_a_person"),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.SET_ASIDE) ^ Q(set_aside_because=""),
                name="assessment_set_aside_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.DONE) | Q(done_at__isnull=False),
                name="assessment_done_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.bid}"


class Mark(models.Model):
    """A mark by one criterion, with its reason."""

    PERSONAL: ClassVar[dict[str, object]] = {"reason": "Erased"}

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["assessment", "criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="one_mark_a_criterion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"


class AgreedMark(models.Model):
    """What the assessors agreed on for one criterion after talking it over, and why."""

    PERSONAL: ClassVar[dict[str, object]] = {"reason": "Erased"}
    NAMED_BY: ClassVar[tuple[str, ...]] = ("bid",)

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="agreed_marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(_("who recorded it, by key"), max_length=80)

    class Meta:
        ordering = ["bid", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "criterion"], name="one_agreed_mark"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"


class Slot(models.Model):
    """When a bid is presented at the joint meeting; its link is for the bidders and the bodies."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="slots")
    bid = models.OneToOneField(
        Bid, on_delete=models.CASCADE, null=True, blank=True, related_name="slot"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(_("room or link"), max_length=300, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["round", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.starts_at}"
