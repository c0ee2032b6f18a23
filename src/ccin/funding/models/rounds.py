"""Rounds of funding: what each year asks, pays and allows, kept with its source."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models.ideas import Idea
from ccin.funding.states import SHOWN_ROUNDS, ProjectKind, RoundState
from ccin.governance.models import Matter
from ccin.library.models import Theme


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, actor: Actor) -> Self:
        """What was agreed, for everybody; what is before a body, for those who read its matters;
        for staff every one."""
        if actor.may(Permission.BID_READ_ANY):
            return self
        considered = Matter.objects.visible_to(actor).values("pk")
        return self.filter(Q(state__in=SHOWN_ROUNDS) | Q(matter__in=considered))

    def open_at(self, moment: datetime) -> Self:
        """Those for which bids can be written and submitted at that moment."""
        return self.filter(state=RoundState.AGREED, opens_at__lte=moment, closes_at__gt=moment)


class Round(models.Model):
    """One call for bids. Its moments are instants; pages show them in Europe/London to the minute.

    `off_cycle` rounds hold what is funded between calls: bids are considered one by one as they
    come. `brought_forward` rounds are history, loaded as facts with their source.
    """

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    year = models.PositiveSmallIntegerField(_("year of the round"))
    budget_year = models.CharField(max_length=20, blank=True)  # 2025/26
    about = models.TextField(_("what it is for"), blank=True)
    off_cycle = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(_("bids close at"), null=True, blank=True)
    assess_by = models.DateField(_("scores are handed in by"), null=True, blank=True)
    meets_on = models.DateField(_("day of the joint meeting"), null=True, blank=True)
    answers_by = models.DateField(_("bidders answer questions until"), null=True, blank=True)
    decides_by = models.DateField(_("decision expected by"), null=True, blank=True)
    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    template = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    publishes_bids = models.BooleanField(_("funded bids are published in full"), default=True)
    source = models.CharField(max_length=400, blank=True)
    note = models.TextField(_("what is known of it beyond its rules"), blank=True)
    state = models.CharField(
        max_length=20, choices=RoundState, default=RoundState.DRAFT, editable=False
    )
    called_off_because = models.CharField(max_length=300, blank=True, editable=False)
    told_open_at = models.DateTimeField(null=True, blank=True, editable=False)
    locked_at = models.DateTimeField(
        _("when bids were locked, by the worker"), null=True, blank=True, editable=False
    )
    brought_forward = models.BooleanField(default=False, editable=False)
    fictional = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.AGREED)
                | (Q(opens_at__isnull=False) & Q(closes_at__isnull=False)),
                name="round_agreed_has_its_moments",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:round", args=[self.slug])

    def is_open(self, moment: datetime) -> bool:
        opens, closes = self.opens_at, self.closes_at
        agreed = self.state == RoundState.AGREED
        return bool(agreed and opens and closes and opens <= moment < closes)


class Strand(models.Model):
    """What one round asks of one kind of project: money, time, who may lead, and how it is judged.

    Amounts are pence. Empty means that the round sets no such rule, or that it is not known of a
    past one. `may_lead` lists classes of membership, each perhaps with a sub-kind: `full`,
    `associate`, `associate:parish`. A `proposals` list names the fields whose value the network has
    not published; pages mark them as a proposal.

    The switches make a strand light: without criteria one grade with a reason is given, without
    moderation the marks are averaged as they are, without milestones the project has its end
    alone, without claims a payment that is due is paid.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="strands")
    kind = models.CharField(max_length=20, choices=ProjectKind)
    budget = models.PositiveBigIntegerField(_("budget, in pence"), null=True, blank=True)
    cap = models.PositiveBigIntegerField(_("most for one project"), null=True, blank=True)
    minimum = models.PositiveBigIntegerField(_("least for one project"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("longest, in months"), null=True, blank=True)
    may_lead = models.JSONField(default=list)
    max_live_leads = models.PositiveSmallIntegerField(
        _("projects and bids one member may lead at a time"), null=True, blank=True
    )
    leads_count_in_round = models.BooleanField(
        _("the limit counts the bids of this round alone"), default=False
    )
    recommended_partners = models.PositiveSmallIntegerField(
        _("other members recommended"), null=True, blank=True
    )
    theme_is_required = models.BooleanField(_("only bids on a theme of the round"), default=False)
    uses_criteria = models.BooleanField(default=True)
    uses_moderation = models.BooleanField(default=True)
    uses_milestones = models.BooleanField(default=True)
    uses_claims = models.BooleanField(default=True)
    # Shares in per cent with what each waits for: [["agreement", 50], ["report", 50]].
    payment_plan = models.JSONField(default=list)
    proposals = models.JSONField(_("fields whose value is a proposal"), default=list)
    outcome_note = models.CharField(_("what came of it, as published"), max_length=300, blank=True)

    class Meta:
        ordering = ["round", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="one_strand_a_kind"),
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | Q(minimum__isnull=True) | Q(cap__gte=F("minimum")),
                name="strand_cap_is_no_less_than_its_minimum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_kind_display()}"


class RoundTheme(models.Model):
    """A theme of a round, with the work areas that it takes up."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("what is asked for under it"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    ideas = models.ManyToManyField(Idea, blank=True, related_name="taken_up_in")

    class Meta:
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "theme"], name="round_theme_once"),
        ]

    def __str__(self) -> str:
        return str(self.theme)


class Criterion(models.Model):
    """What bids of a strand are marked by, from nothing to `top`; `descriptors` says what each
    mark means, the lowest first. A strand that uses no criteria has one, for its grade."""

    strand = models.ForeignKey(Strand, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    words = models.CharField(_("what is looked at"), max_length=400, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    top = models.PositiveSmallIntegerField(_("highest mark"), default=4)
    descriptors = models.JSONField(default=list)
    is_proposal = models.BooleanField(default=True)

    class Meta:
        ordering = ["strand", "position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["strand", "position"], name="one_criterion_a_place"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, top__gte=1), name="criterion_can_be_marked"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoundQuestion(models.Model):
    """What a bid has to answer, within a number of words. A public answer is published with the
    bid if it is funded, and the form says so beside it."""

    strand = models.ForeignKey(Strand, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(_("question"), max_length=200)
    hint = models.CharField(max_length=400, blank=True)
    word_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    is_required = models.BooleanField(default=True)
    is_public = models.BooleanField(default=True)
    is_proposal = models.BooleanField(default=True)

    class Meta:
        ordering = ["strand", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["strand", "position"], name="one_question_a_place"),
        ]

    def __str__(self) -> str:
        return self.words


class PreferenceRun(models.Model):
    """A file of preferences put through a rule of allocation, to lie beside the assessment.

    It is advice and decides nothing; the file is kept as text. `outcome` is what the rule said with
    every step; `names` maps the file's projects to bids, by reference. Run again, it says the same.
    """

    NAMED_BY: ClassVar[tuple[str, ...]] = ("strand__round",)

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="preference_runs")
    content = models.TextField(_("the file, as it was sent"), blank=True)
    whose = models.CharField(_("whose preferences these are"), max_length=200)
    rule = models.CharField(max_length=20)
    satisfaction = models.CharField(max_length=20, blank=True)
    completion = models.CharField(max_length=20, blank=True)
    lot = models.JSONField(_("order that settles ties; empty: that of the file"), default=list)
    names = models.JSONField(default=dict)
    outcome = models.JSONField()
    is_shown = models.BooleanField(_("shown to the bodies beside the assessment"), default=False)
    run_by = models.CharField(_("who ran it, by key"), max_length=80)
    run_at = models.DateTimeField()

    class Meta:
        ordering = ["-run_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.strand}: {self.whose}"
