"""Matters: what is recommended, asked and decided about them, and who may not take part."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models.bodies import Appointment, Body, Clause, Power
from ccin.governance.states import (
    FOR_RECOMMENDATION,
    OPEN,
    Form,
    MatterKind,
    MatterState,
    Outcome,
    Presence,
    SeatRole,
)
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Person, Representation


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, actor: Actor) -> Self:
        """For staff, and for the two bodies on its route unless the reader has an interest in it.

        Staff and the clerks of these bodies keep reading what they have to look after, though
        they may not take part. A restricted matter (a concern, a complaint) opens only to those
        who may read concerns, and to nobody with an interest.
        """
        apart = self.without_interest_of(actor.person)
        shown = Q(restricted=False)
        if not actor.may(Permission.MATTER_READ_ANY):
            kept = self.in_bodies(actor.bodies_where(Permission.INTEREST_RECORD))
            read = apart.in_bodies(actor.bodies_where(Permission.MATTER_READ))
            shown &= Q(pk__in=kept.values("pk")) | Q(pk__in=read.values("pk"))
        trusted = apart.filter(restricted=True)
        if not actor.may(Permission.CONCERN_READ):
            trusted = trusted.in_bodies(actor.bodies_where(Permission.CONCERN_READ))
        return self.filter(shown | Q(pk__in=trusted.values("pk")))

    def in_bodies(self, bodies: list[int]) -> Self:
        return self.filter(
            Q(recommended_under__clause__terms__body__in=bodies)
            | Q(decided_under__clause__terms__body__in=bodies)
        )

    def without_interest_of(self, person: int | None) -> Self:
        """Leaves out those that `reads.interests` would keep the person out of today."""
        if person is None:
            return self
        day = today()
        own = Interest.objects.standing().filter(person=person).order_by()
        held = Representation.objects.current_on(day).filter(person=person).order_by()
        sat = Appointment.objects.current_on(day).filter(person=person, organisation__isnull=False)
        lifted = own.exclude(dispensation="")
        organisations = Organisation.objects.filter(
            Q(pk__in=held.values("organisation"))
            | Q(pk__in=sat.order_by().values("organisation"))
            | Q(pk__in=own.filter(organisation__isnull=False).values("organisation"))
        ).exclude(pk__in=lifted.filter(organisation__isnull=False).values("organisation"))
        concerned = Matter.concerns.through.objects.filter(
            organisation__in=organisations.order_by().values("pk")
        )
        declared = own.filter(matter__isnull=False)
        lifted_here = lifted.filter(matter__isnull=False).values("matter")
        return self.exclude(
            (Q(pk__in=concerned.values("matter")) | Q(pk__in=declared.values("matter")))
            & ~Q(pk__in=lifted_here)
        )

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Matter(models.Model):
    """Something a body has the power to decide. Its page belongs to the room that owns it.

    Interests are computed from the organisations it concerns. The powers are those in force when
    it was opened, so that the version of the terms it is decided under stays known.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"title": "A matter"}

    kind = models.CharField(max_length=20, choices=MatterKind)
    title = models.CharField(max_length=250)
    url_name = models.CharField(max_length=60)
    url_key = models.CharField(max_length=40)
    concerns = models.ManyToManyField(Organisation, related_name="+", blank=True)
    recommended_under = models.ForeignKey(
        Power, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_under = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=MatterState, default=FOR_RECOMMENDATION, editable=False
    )
    restricted = models.BooleanField(default=False)
    answer_by = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    waits_since = models.DateTimeField(_("in its present state since"))
    held_since = models.DateTimeField(
        _("with whoever brought it, to put something right, since"), null=True, blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["state", "waits_since"], name="matter_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["url_name", "url_key"],
                condition=Q(state__in=sorted(OPEN)),
                name="one_open_matter_a_record",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN), closed_at__isnull=True)
                | (~Q(state__in=sorted(OPEN)) & Q(closed_at__isnull=False)),
                name="matter_closed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(self.url_name, args=[self.url_key])

    @property
    def power(self) -> Power:
        """The power under which the present step is taken, or was taken last."""
        if self.state == FOR_RECOMMENDATION and self.recommended_under is not None:
            return self.recommended_under
        return self.decided_under

    @property
    def body(self) -> Body:
        return self.power.body


class Pronouncement(models.Model):
    """What a body said about a matter, how, when and why: a recommendation or a decision."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="%(class)ss")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30, choices=Outcome)
    reasons = models.TextField()
    form = models.CharField(max_length=20, choices=Form)
    made_on = models.DateField(_("day of the meeting, or on which the procedure closed"))
    reference = models.CharField(_("minute reference"), max_length=120, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    casting_vote = models.CharField(max_length=10, blank=True)  # for or against, where it was used
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    seats_counted = models.PositiveSmallIntegerField(
        _("seats of which the quorum took its share"), null=True, blank=True
    )
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class Recommendation(Pronouncement):
    """A body's advice; a matter that was returned gets another."""

    PERSONAL: ClassVar[dict[str, object]] = {"reasons": "Erased"}

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_outcome_display()}"


class Decision(Pronouncement):
    """Kept for good under a permanent public number: D-2026-014."""

    PERSONAL: ClassVar[dict[str, object]] = {"reasons": "Erased"}

    number = models.CharField(max_length=20, unique=True)
    conditions = models.TextField(blank=True)
    is_held_back = models.BooleanField(
        _("not public until those whom it concerns are told"), default=False
    )

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        return reverse("governance:decision", args=[self.number])


class DecisionYear(models.Model):
    """How many decisions a year has numbered; whoever takes the next number locks its row."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class Participation(models.Model):
    """What each person who sat in the body had to do with one recommendation or decision."""

    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, choices=SeatRole)
    was_chair = models.BooleanField(default=False)
    presence = models.CharField(max_length=20, choices=Presence)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recommendation__isnull=False, decision__isnull=True)
                | Q(recommendation__isnull=True, decision__isnull=False),
                name="participation_in_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_presence_display()}"


class InterestQuerySet(models.QuerySet["Interest"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class Interest(models.Model):
    """Why somebody may not take part: in one matter, or in whatever concerns an organisation.

    With a dispensation on file they may, and the record says on what it rests.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"words": "Erased", "dispensation": ""}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="interests"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("what the interest is"), max_length=300)
    dispensation = models.CharField(
        _("dispensation: who gave it, when, where it is recorded"), max_length=300, blank=True
    )
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["-declared_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__isnull=False, organisation__isnull=True)
                | Q(matter__isnull=True, organisation__isnull=False),
                name="interest_in_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def restricted(self) -> bool:
        return self.matter is not None and self.matter.restricted


class Question(models.Model):
    """A body asks whoever brought the matter; question and answer stay on the record."""

    PERSONAL: ClassVar[dict[str, object]] = {"words": "Erased", "answer": "Erased"}

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="questions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(_("who answered, by key"), max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="question_answered_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.words
