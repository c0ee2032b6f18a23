"""Projects: what was agreed, how it goes, what is paid and what came of it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.files.models import Upload
from ccin.funding.models.bids import Bid
from ccin.funding.models.rounds import Round, Strand
from ccin.funding.states import (
    LIVE_PROJECTS,
    ChangeKind,
    ChangeState,
    OutputKind,
    OutputState,
    ParticipantRole,
    PaymentDue,
    PaymentState,
    ProjectKind,
    ProjectState,
    Track,
)
from ccin.governance.models import Matter
from ccin.library.models import Resource, Theme
from ccin.members.models import Organisation
from ccin.principles.models import Evidence


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> Self:
        """Everybody reads a project once its bidder was told that it is funded."""
        return self.filter(is_public=True)

    def visible_to(self, actor: Actor) -> Self:
        if actor.may(Permission.BID_READ_ANY):
            return self
        return self.public()

    def kept_by(self, actor: Actor) -> Self:
        """Those that this actor reports on: their organisation leads them, and was told so."""
        return self.public().filter(lead__in=actor.organisations_where(Permission.PROJECT_REPORT))

    def live(self) -> Self:
        return self.filter(state__in=LIVE_PROJECTS)


class Project(models.Model):
    """A funded project. Its type is its `kind`; its status is computed from state and days.

    Amounts are pence; empty: not published. `first_ends_on` is the end that was agreed at first, so
    that everybody sees how far it has moved. Where the lead is no organisation on record (the
    network itself, say) `lead_as_published` names it; where no source names one both are empty.
    """

    kind = models.CharField(max_length=20, choices=ProjectKind, blank=True)  # empty: not published
    reference = models.CharField(max_length=20, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=150)
    about = models.TextField(_("about the project"), blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    strand = models.ForeignKey(
        Strand, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    bid = models.OneToOneField(
        Bid, on_delete=models.PROTECT, null=True, blank=True, related_name="project"
    )
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    off_cycle = models.BooleanField(_("agreed between rounds"), default=False)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_as_published = models.CharField(max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    amount = models.PositiveBigIntegerField(_("awarded, in pence"), null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    decision = models.CharField(_("decision that funded it"), max_length=20, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    first_ends_on = models.DateField(null=True, blank=True, editable=False)
    report_due_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=ProjectState, default=ProjectState.AGREED, editable=False
    )
    terminated_because = models.TextField(blank=True, editable=False)
    published_on = models.DateField(null=True, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    is_public = models.BooleanField(default=False, editable=False)
    source = models.CharField(max_length=400, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    brought_forward = models.BooleanField(default=False, editable=False)
    fictional = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = [F("year").desc(nulls_last=True), "title", "pk"]
        indexes = [models.Index(fields=["state", "ends_on"], name="project_on_its_way")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.TERMINATED) ^ Q(terminated_because=""),
                name="project_ended_early_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.PAST) | Q(brought_forward=True),
                name="project_past_was_brought_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:project", args=[self.slug])


class ProjectPrinciple(Evidence):
    """A principle that the project is to live by; of past ones the sentence may be missing."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="principles")

    class Meta:
        ordering = ["project", "principle__position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "principle"], name="project_principle_once"),
        ]


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def taking_part_on(self, day: date) -> Self:
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day))


class Participant(models.Model):
    """Who takes part in a project besides its lead, from a day on, or pays for it as a sponsor.

    Where it is no organisation on record `as_published` names it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    as_published = models.CharField(max_length=200, blank=True)
    role = models.CharField(
        max_length=20, choices=ParticipantRole, default=ParticipantRole.PARTICIPANT
    )
    amount = models.PositiveBigIntegerField(
        _("given by a sponsor, in pence"), null=True, blank=True
    )
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "role"],
                condition=Q(organisation__isnull=False, left_on__isnull=True),
                name="participant_once",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(as_published=""),
                name="participant_on_record_or_by_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.as_published)


class Agreement(models.Model):
    """The terms on which a project is paid, as they were offered and accepted."""

    PERSONAL: ClassVar[dict[str, object]] = {"accepted_name": "A person"}

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="agreement")
    words = models.TextField()
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=80)  # the actor's key
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.CharField(max_length=80, blank=True, editable=False)
    accepted_name = models.CharField(max_length=150, blank=True, editable=False)
    accepted_as = models.CharField(_("in which capacity"), max_length=120, blank=True)

    class Meta:
        ordering = ["project"]

    def __str__(self) -> str:
        return f"Agreement: {self.project}"


class Milestone(models.Model):
    """What is to be reached by when; `first_due_on` is what was agreed at first."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    due_on = models.DateField()
    first_due_on = models.DateField(editable=False)
    done_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["project", "due_on", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class Payment(models.Model):
    """A part of the award, in pence: planned, claimed with its evidence, approved, paid."""

    PERSONAL: ClassVar[dict[str, object]] = {"note": "", "sent_back_because": ""}
    NAMED_BY: ClassVar[tuple[str, ...]] = ("project",)

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="payments")
    position = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    due = models.CharField(max_length=10, choices=PaymentDue)
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    state = models.CharField(
        max_length=10, choices=PaymentState, default=PaymentState.PLANNED, editable=False
    )
    note = models.TextField(_("what the money went on"), blank=True)
    evidence = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_by = models.CharField(max_length=80, blank=True, editable=False)
    sent_back_because = models.CharField(max_length=300, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.CharField(max_length=80, blank=True, editable=False)
    paid_on = models.DateField(null=True, blank=True)
    paid_reference = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_payment_a_place"),
            models.CheckConstraint(
                condition=Q(state=PaymentState.PAID) ^ Q(paid_on__isnull=True),
                name="payment_paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(due=PaymentDue.MILESTONE) ^ Q(milestone__isnull=True),
                name="payment_for_a_milestone_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, payment {self.position}"


class ProgressReport(models.Model):
    """A few minutes' word on how a project goes; everybody reads it. Spending is in pence."""

    PERSONAL: ClassVar[dict[str, object]] = {"words": "Erased"}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reports")
    track = models.CharField(max_length=10, choices=Track)
    words = models.TextField(_("what happened, and what is next"))
    spent = models.PositiveBigIntegerField(_("spent so far, in pence"), null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)  # the actor's key

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.project}, {self.made_at:%d/%m/%Y}"


class ChangeRequest(models.Model):
    """What a lead asks to change in an agreement, decided as a matter, on the record."""

    PERSONAL: ClassVar[dict[str, object]] = {"words": "Erased"}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    words = models.TextField(_("what should change, and why"))
    new_ends_on = models.DateField(null=True, blank=True)
    new_lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    joining = models.ManyToManyField(Organisation, blank=True, related_name="+")
    leaving = models.ManyToManyField(Organisation, blank=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=ChangeState, default=ChangeState.ASKED, editable=False
    )
    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)  # the actor's key
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.TIME) ^ Q(new_ends_on__isnull=True),
                name="change_of_time_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.LEAD) ^ Q(new_lead__isnull=True),
                name="change_of_lead_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.project}"

    def get_absolute_url(self) -> str:
        return reverse("funding:change", args=[self.pk])


class Output(models.Model):
    """Something that came of a project: handed in as a file or a link, or in the library."""

    PERSONAL: ClassVar[dict[str, object]] = {"note": ""}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="outputs")
    kind = models.CharField(max_length=20, choices=OutputKind)
    title = models.CharField(max_length=200)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    upload = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.URLField(max_length=300, blank=True)
    state = models.CharField(
        max_length=20, choices=OutputState, default=OutputState.HANDED_IN, editable=False
    )
    note = models.TextField(_("what staff said to it"), blank=True, editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.CharField(max_length=80, blank=True)  # the actor's key

    class Meta:
        ordering = ["project", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resource__isnull=False) | Q(upload__isnull=False) | ~Q(link=""),
                name="output_is_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title
