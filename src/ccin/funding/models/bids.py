"""Bids: what is proposed, by whom, with whom, for how much, and every version handed in."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.files.models import Upload
from ccin.funding.models.rounds import Round, RoundQuestion, Strand
from ccin.funding.states import (
    OPEN_BIDS,
    PUBLIC_BIDS,
    BidState,
    ContributionKind,
    PartnerState,
)
from ccin.governance.models import Decision, Matter
from ccin.library.models import Theme
from ccin.members.models import Organisation, Person
from ccin.principles.models import Evidence
from ccin.texts.models import Text

IN_IT = (PartnerState.INVITED, PartnerState.CONFIRMED)


class BidQuerySet(models.QuerySet["Bid"]):
    def visible_to(self, actor: Actor) -> Self:
        """For staff; for the people of its lead and of partners in it; for the bodies that
        consider it, through the matter, unless an interest keeps the reader out; and for everybody
        once it was funded and its letter has gone out."""
        if actor.may(Permission.BID_READ_ANY):
            return self
        own = self.model.objects.written_by(actor).values("pk")
        considered = Matter.objects.visible_to(actor).values("pk")
        return self.filter(Q(pk__in=own) | Q(matter__in=considered) | Q(self._published()))

    def public(self) -> Self:
        return self.filter(self._published())

    @staticmethod
    def _published() -> Q:
        return Q(state__in=PUBLIC_BIDS, told_at__isnull=False, round__publishes_bids=True)

    def written_by(self, actor: Actor) -> Self:
        """Those of the actor's organisations, as lead or as a partner invited or confirmed."""
        mine = actor.organisations_where(Permission.BID_WRITE)
        joined = BidPartner.objects.filter(organisation__in=mine, state__in=IN_IT)
        return self.filter(Q(lead__in=mine) | Q(pk__in=joined.order_by().values("bid")))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_BIDS)

    def seeking_partners(self) -> Self:
        return self.filter(state=BidState.DRAFT, seeks_partners=True)


class Bid(models.Model):
    """A proposal for a project. The public reads what was handed in last, once it was funded.

    `ask` is what is asked of the network, in pence. `reference` is given with the first submission:
    2027-L03. What it costs and who else pays are lines of their own, and the sums must agree.
    While `seeks_partners` is set, members read its title, theme and `seeks` before it is submitted.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"withdrawn_because": ""}

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="bids")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="bids")
    reference = models.CharField(max_length=20, blank=True, editable=False)
    title = models.CharField(max_length=150)
    summary = models.CharField(_("in one or two sentences"), max_length=400, blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # never published
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follows = models.ForeignKey(
        "funding.Project", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ask = models.PositiveBigIntegerField(_("asked for, in pence"), null=True, blank=True)
    starts_on = models.DateField(_("planned start"), null=True, blank=True)
    ends_on = models.DateField(_("planned end"), null=True, blank=True)
    language = models.CharField(max_length=5, default="en")
    seeks_partners = models.BooleanField(default=False)
    seeks = models.CharField(_("whom it looks for"), max_length=300, blank=True)
    state = models.CharField(
        max_length=20, choices=BidState, default=BidState.DRAFT, editable=False
    )
    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    ruled_out_because = models.TextField(blank=True, editable=False)
    withdrawn_because = models.CharField(max_length=300, blank=True, editable=False)
    scoring_closed_because = models.CharField(
        _("why marks were opened before all were in"), max_length=300, blank=True, editable=False
    )
    told_of_question = models.BigIntegerField(
        _("the last question its writers were told of, by key"), default=0, editable=False
    )
    told_at = models.DateTimeField(
        _("when the letter about its decision went out"), null=True, blank=True, editable=False
    )
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    fictional = models.BooleanField(default=False, editable=False)
    started_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    started_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BidQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["round", "state"], name="bid_of_a_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="one_bid_a_reference"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN_BIDS), closed_at__isnull=True)
                | (~Q(state__in=sorted(OPEN_BIDS)) & Q(closed_at__isnull=False)),
                name="bid_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=BidState.INELIGIBLE) | ~Q(ruled_out_because=""),
                name="bid_ruled_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:bid", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_BIDS


class BidPartner(models.Model):
    """Another member asked to take part. It counts once somebody who may speak for it confirmed."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=PartnerState, default=PartnerState.INVITED, editable=False
    )
    part = models.CharField(_("what it would do"), max_length=200, blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.CharField(max_length=80)  # the actor's key
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        ordering = ["bid", "invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "organisation"], name="bid_partner_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.bid}"


class Answer(models.Model):
    """What a bid answers to one question, written together: one holds the pen, every version
    stays."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(RoundQuestion, on_delete=models.PROTECT, related_name="+")
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["bid", "question__position"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "question"], name="one_answer_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.bid}: {self.question}"


class BidPrinciple(Evidence):
    """A principle that the bid lives by, with the sentence that shows it."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="principles")

    class Meta:
        ordering = ["bid", "principle__position"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "principle"], name="bid_principle_once"),
        ]


class CostLine(models.Model):
    """What something costs, in pence."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(_("what for"), max_length=150)
    amount = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["bid", "position", "pk"]

    def __str__(self) -> str:
        return self.words


class Contribution(models.Model):
    """What somebody else pays or gives, in pence: match funding with its source, or work and room
    in kind at what they are worth. `reference` tells two grants of one source apart."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="contributions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ContributionKind)
    source = models.CharField(_("from whom"), max_length=150)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # where the source is on record
    reference = models.CharField(max_length=80, blank=True)
    amount = models.PositiveBigIntegerField()
    is_confirmed = models.BooleanField(_("it is promised in writing"), default=False)

    class Meta:
        ordering = ["bid", "position", "pk"]

    def __str__(self) -> str:
        return self.source


class BidFile(models.Model):
    """A file that goes with a bid. What is not public stays with those who consider it."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    is_public = models.BooleanField(default=False)
    removed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["bid", "pk"]

    def __str__(self) -> str:
        return self.title


class Submission(models.Model):
    """A bid as it was handed in, kept for good under its number.

    `content` holds title, summary, lead, partners with their state, theme, ask, days, answers as
    [question, words, is_public], principles as [name, sentence], costs, contributions, and the keys
    of the files. No contact is in it.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"content": None}

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=80)  # the actor's key

    class Meta:
        ordering = ["bid", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "number"], name="one_submission_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.bid}, submission {self.number}"


class Award(models.Model):
    """What was granted, in pence, by which decision. Above what was left of the strand's budget it
    stands only with the reason for which the body went beyond it."""

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="award")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField()
    override_reason = models.TextField(_("why the budget is exceeded"), blank=True)
    awarded_on = models.DateField()

    class Meta:
        ordering = ["-awarded_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.bid}: {self.amount}"


class DecisionLetter(models.Model):
    """The words for a bidder about what was decided, drafted before or after, sent with all others
    of the strand. A bid that is returned to be looked at again has its draft marked `is_stale`."""

    PERSONAL: ClassVar[dict[str, object]] = {"feedback": "Erased"}

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="letter")
    feedback = models.TextField(_("what the bidder should know"), blank=True)
    is_stale = models.BooleanField(default=False, editable=False)
    drafted_by = models.CharField(max_length=80)  # the actor's key
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["bid"]

    def __str__(self) -> str:
        return f"Letter about {self.bid}"
