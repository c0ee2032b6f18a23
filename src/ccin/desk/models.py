"""The dated settings from which the year ahead is made, and what of it is done."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ccin.accounts.models import Account
from ccin.desk.rules import Rule
from ccin.desk.states import RuleKind, StaffRole
from ccin.kernel.clock import today
from ccin.members.states import RepresentationRole

MONTH = [MinValueValidator(1), MaxValueValidator(12)]
DAY = [MinValueValidator(1), MaxValueValidator(31)]


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def in_use(self) -> Self:
        """Those that staff have not set aside."""
        return self.filter(is_set_aside=False)


class Deadline(models.Model):
    """A date of the network's year: what is to be done, when it falls, and on whom it waits.

    `source` says where the network's own rule is published; `is_proposal` marks a default that is
    not public fact and is shown as a proposal. `key` is there for those the project brings.
    """

    key = models.SlugField(max_length=60, unique=True, null=True, blank=True, editable=False)
    title = models.CharField(max_length=120)
    task = models.TextField(_("what is to be done"))
    rule = models.CharField(_("when it falls"), max_length=20, choices=RuleKind)
    month = models.PositiveSmallIntegerField(default=1, validators=MONTH)
    day = models.PositiveSmallIntegerField(default=1, validators=DAY)
    on = models.DateField(null=True, blank=True)
    days = models.SmallIntegerField(
        _("days after the other date; before it if negative"), default=0
    )
    anchor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    every = models.PositiveSmallIntegerField(_("every so many years"), default=1)
    since = models.PositiveSmallIntegerField(_("counted from the year"), default=0)
    staff_role = models.CharField(max_length=30, choices=StaffRole, blank=True)
    members_role = models.CharField(max_length=20, choices=RepresentationRole, blank=True)
    address = models.CharField(_("page where it is done"), max_length=200, blank=True)
    source = models.CharField(max_length=300)
    is_proposal = models.BooleanField(default=False)
    is_set_aside = models.BooleanField(_("not used for now"), default=False)
    # What passed before it was added is nobody's task.
    added_on = models.DateField(default=today, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rule=RuleKind.BESIDE) | Q(anchor__isnull=False),
                name="deadline_beside_has_an_anchor",
            ),
            models.CheckConstraint(
                condition=~Q(rule=RuleKind.ONCE) | Q(on__isnull=False),
                name="deadline_once_has_a_day",
            ),
            models.CheckConstraint(condition=Q(every__gte=1), name="deadline_every_year_or_more"),
            models.CheckConstraint(
                condition=Q(anchor__isnull=True) | ~Q(anchor=F("pk")),
                name="deadline_is_not_its_own_anchor",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def rule_among(self, others: dict[int, "Deadline"]) -> Rule:
        """The rule with its anchor's, looked up among deadlines already read: no query."""
        anchor = others.get(self.anchor_id) if self.anchor_id else None
        return Rule(
            kind=self.rule,
            month=self.month,
            day=self.day,
            on=self.on,
            days=self.days,
            anchor=anchor.rule_among(others) if anchor else None,
            every=self.every,
            since=self.since,
        )


class Done(models.Model):
    """A deadline that was met, for the time that it fell on that day."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="done")
    fell_on = models.DateField()
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-fell_on", "pk"]
        verbose_name_plural = "done"
        constraints = [
            models.UniqueConstraint(fields=["deadline", "fell_on"], name="deadline_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.deadline}, {self.fell_on}"
