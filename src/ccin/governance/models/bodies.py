"""Bodies, the terms of reference they work under, their seats and who sits there, all dated."""

from datetime import date
from fractions import Fraction
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.governance.states import (
    SEAT_CLASSES,
    AppointmentEnd,
    BodyKind,
    FilledBy,
    MatterKind,
    Office,
    SeatKind,
    SeatRole,
    Step,
)
from ccin.members.models import Membership, Organisation, Person, Representation


def in_force_on(day: date, *, prefix: str = "") -> Q:
    starts, ends = f"{prefix}starts_on", f"{prefix}ends_on"
    return Q((f"{starts}__lte", day)) & (Q((f"{ends}__isnull", True)) | Q((f"{ends}__gte", day)))


class Body(models.Model):
    """A committee, board, group or office of the network."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=BodyKind)
    purpose = models.TextField(_("what it is for"), blank=True)
    reports_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    apart_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("its members come from organisations without a seat in"),
    )
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:body", args=[self.slug])


class TermsQuerySet(models.QuerySet["Terms"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(in_force_on(day))


class Terms(models.Model):
    """One version of a body's terms of reference, with the numbers its votes are counted by.

    The quorum is the larger of a share of the voting seats and a number of people. The majority
    must be passed, not met: at one half, a tie is lost. `rules_are_proposal` marks numbers that
    the network has not published; they are shown as a proposal.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("version"))
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=300, blank=True)
    source = models.CharField(max_length=300)
    quorum_numerator = models.PositiveSmallIntegerField(default=1)
    quorum_denominator = models.PositiveSmallIntegerField(default=3)
    quorum_people = models.PositiveSmallIntegerField(default=2)
    quorum_of_all_seats = models.BooleanField(
        _("the share is of all voting seats, not only of those that are filled"), default=False
    )
    majority_numerator = models.PositiveSmallIntegerField(default=1)
    majority_denominator = models.PositiveSmallIntegerField(default=2)
    has_casting_vote = models.BooleanField(default=True)
    written_days = models.PositiveSmallIntegerField(
        _("days a written procedure runs unless another deadline is set"), default=7
    )
    requests_for_meeting = models.PositiveSmallIntegerField(
        _("how many must ask before a written procedure goes to a meeting"), default=1
    )
    rules_are_proposal = models.BooleanField(default=True)

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-number"]
        verbose_name_plural = "terms"
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_terms_a_number"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="terms_end_after_they_begin",
            ),
            models.CheckConstraint(
                condition=Q(quorum_denominator__gte=1)
                & Q(quorum_numerator__lte=F("quorum_denominator"))
                & Q(majority_denominator__gte=1)
                & Q(majority_numerator__lt=F("majority_denominator")),
                name="terms_shares_are_fractions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, terms of reference {self.number}"

    @property
    def quorum(self) -> Fraction:
        return Fraction(self.quorum_numerator, self.quorum_denominator)

    @property
    def majority(self) -> Fraction:
        return Fraction(self.majority_numerator, self.majority_denominator)


class Clause(models.Model):
    """A numbered clause, in our own words, with where the network's own text is published."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("terms__body",)

    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="clauses")
    number = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    words = models.TextField(_("in our own words"))
    source = models.CharField(max_length=300)
    is_proposal = models.BooleanField(default=False)

    class Meta:
        ordering = ["terms", "position"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "number"], name="one_clause_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.terms.body}, clause {self.number}"


class PowerQuerySet(models.QuerySet["Power"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(in_force_on(day))


class Power(models.Model):
    """By a clause, a body recommends or decides one kind of matter in a period.

    Where `is_delegated`, the clause lets an officer of the network decide in the body's place.
    """

    NAMED_BY: ClassVar[tuple[str, ...]] = ("clause__terms__body",)

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="powers")
    kind = models.CharField(max_length=20, choices=MatterKind)
    step = models.CharField(max_length=10, choices=Step)
    is_delegated = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PowerQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "step", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="power_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(is_delegated=False) | Q(step=Step.DECIDE),
                name="power_delegated_decides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_kind_display()} ({self.clause})"

    @property
    def body(self) -> Body:
        return self.clause.terms.body


class SeatQuerySet(models.QuerySet["Seat"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(in_force_on(day))


class Seat(models.Model):
    """A place in a body: for whom, with which rights, filled how, for how long."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=SeatKind)
    role = models.CharField(max_length=20, choices=SeatRole, default=SeatRole.VOTING)
    filled_by = models.CharField(max_length=20, choices=FilledBy)
    may_stay_empty = models.BooleanField(default=False)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    is_proposal = models.BooleanField(default=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.name}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current_on(self, day: date) -> Self:
        return self.filter(in_force_on(day)).exclude(end_reason=AppointmentEnd.CORRECTED)

    def counting_on(self, day: date) -> Self:
        """Those whose rights count on that day: the seat is still there; and for a member's seat,
        that member is of a class that the seat asks for, and its holder stands for it."""
        asked = ExpressionWrapper(OuterRef("seat__kind"), output_field=models.CharField())
        fits = Q()
        for kind, classes in SEAT_CLASSES.items():
            fits |= Q(Exact(asked, kind), membership_class__in=classes)
        same = Q(organisation=OuterRef("organisation"))
        held = Membership.objects.held_on(day).filter(same, fits)
        stands = Representation.objects.current_on(day).filter(same, person=OuterRef("person"))
        belongs = ~Q(seat__kind__in=SEAT_CLASSES) | Q(Exists(held) & Exists(stands))
        return self.current_on(day).filter(in_force_on(day, prefix="seat__")).filter(belongs)


class Appointment(models.Model):
    """A person holds a seat from a day to a day, perhaps for an organisation.

    It gives its rights by itself. One to a member's seat gives them only while that organisation
    is a member of the class the seat asks for and the holder is its representative. A seat has one
    holder at a time: the operation checks under a lock on the body.
    """

    NAMED_BY: ClassVar[tuple[str, ...]] = ("seat__body",)

    PERSONAL: ClassVar[dict[str, object]] = {"note": ""}

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    office = models.CharField(max_length=20, choices=Office, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=AppointmentEnd, blank=True)
    authority_on_file = models.CharField(
        _("the election or decision that it rests on"), max_length=300
    )
    note = models.CharField(max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["seat__position", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.seat}"
