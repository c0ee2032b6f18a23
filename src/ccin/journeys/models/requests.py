"""What people ask about the data held on them, on the clock; and what was let go by retention."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.journeys.rules.clock import Clock, acknowledged_by
from ccin.journeys.states import OPEN_REQUESTS, RequestKind, RequestState
from ccin.members.models import Person


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; everybody their own."""
        if actor.may(Permission.DATA_REQUEST_READ):
            return self
        own = Q(pk__in=[])
        if actor.person is not None:
            own |= Q(person=actor.person)
        if actor.account is not None:
            own |= Q(account=actor.account)
        return self.filter(own)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_REQUESTS)


class DataRequest(models.Model):
    """Somebody asks to see, correct or erase what is held on them, objects or complains.

    One month to answer (UK GDPR Art. 12(3)), to the corresponding day and moved to a working day;
    two more for a hard one, said within the first; the clock stands still while the person is
    asked for what is needed. A complaint is acknowledged within 30 days (DPA 2018 s. 164A).
    """

    PERSONAL: ClassVar[dict[str, object]] = {
        "name": "",
        "email": "",
        "words": "",
        "answer": "",
        "asked": "",
        "extended_because": "",
        "identity_by": "",
    }

    kind = models.CharField(max_length=12, choices=RequestKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)  # of one who has no account
    words = models.TextField(_("what you ask"), blank=True)
    came_by = models.CharField(_("how it came"), max_length=60, blank=True)  # this site, a letter
    received_on = models.DateField()
    due_on = models.DateField(_("to be answered by"))
    acknowledged_at = models.DateTimeField(null=True, blank=True, editable=False)
    extended_because = models.CharField(max_length=300, blank=True, editable=False)
    paused_on = models.DateField(_("clock stands still since"), null=True, blank=True)
    paused_days = models.PositiveSmallIntegerField(default=0, editable=False)  # before that
    asked = models.CharField(_("what the person was asked for"), max_length=500, blank=True)
    state = models.CharField(
        max_length=12, choices=RequestState, default=RequestState.RECEIVED, editable=False
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    identity_checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    identity_by = models.CharField(
        _("how we know who asks"), max_length=200, blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("journeys:data_request", args=[self.pk])

    @property
    def clock(self) -> Clock:
        return Clock(self.received_on, self.paused_days, bool(self.extended_because))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REQUESTS

    @property
    def is_known(self) -> bool:
        """Whether it is certain that it is they who ask: nothing is told before."""
        return self.account_id is not None or self.identity_checked_at is not None

    @property
    def acknowledged_by(self) -> date:
        return acknowledged_by(self.received_on)

    def is_late(self, today: date) -> bool:
        return self.state == RequestState.RECEIVED and self.due_on < today


class RetentionRun(models.Model):
    """What a run of the retention rules found, and whether it let it go or only counted."""

    ran_at = models.DateTimeField()
    is_dry = models.BooleanField()
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    counts = models.JSONField(default=dict)  # {"letters": 1200, …}
    by = models.CharField(max_length=60)  # the key of an actor

    class Meta:
        ordering = ["-ran_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_dry"],
                condition=Q(is_dry=False, finished_at=None),
                name="one_run_of_retention_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d}"
