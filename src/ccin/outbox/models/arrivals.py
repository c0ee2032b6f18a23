"""What comes back: replies, bounces and answers of absent people; and what each address is good
for."""

from typing import ClassVar, Self

from django.db import models

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.outbox.models.letters import Letter
from ccin.outbox.states import ArrivalKind, ArrivalState


class ReachQuerySet(models.QuerySet["Reach"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.may(Permission.LETTER_READ) else self.none()


class Reach(models.Model):
    """Whether letters to an address arrive, and whether whoever reads there objects to all that
    need not be sent.

    It is known by a digest of the address, keyed with the site's secret, so that it outlives the
    erasure of whom the address belonged to; `email` is for staff and is erased.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"email": "", "last_error": ""}

    digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(blank=True)
    bounces = models.PositiveSmallIntegerField(default=0, editable=False)  # since it last arrived
    first_bounced_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_bounced_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.CharField(max_length=300, blank=True, editable=False)
    given_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    away_since = models.DateTimeField(null=True, blank=True, editable=False)  # last such answer
    objected_at = models.DateTimeField(null=True, blank=True, editable=False)
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)  # by staff, settled

    objects = ReachQuerySet.as_manager()

    class Meta:
        ordering = ["-last_bounced_at", "-pk"]
        verbose_name_plural = "reaches"

    def __str__(self) -> str:
        return self.email or "an erased address"


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, actor: Actor) -> Self:
        """For staff; what answers a restricted letter, for those of them who may read that, and
        replies, which may be of a closed group, for those who may moderate."""
        if not actor.may(Permission.LETTER_READ):
            return self.none()
        found = self
        if not actor.may(Permission.GROUP_MODERATE):
            found = found.exclude(kind=ArrivalKind.REPLY)
        if actor.may(Permission.CONCERN_READ):
            return found
        return found.filter(models.Q(letter=None) | models.Q(letter__restricted=False))


class Arrival(models.Model):
    """A message that came in, and what was made of it. One that came twice is kept once."""

    PERSONAL: ClassVar[dict[str, object]] = {"from_email": "", "subject": "", "words": ""}

    digest = models.CharField(max_length=64, unique=True, editable=False)  # of its Message-ID
    kind = models.CharField(max_length=12, choices=ArrivalKind)
    state = models.CharField(max_length=10, choices=ArrivalState)
    arrived_at = models.DateTimeField()
    from_email = models.CharField(max_length=254, blank=True)
    to_key = models.CharField(max_length=50, blank=True, db_index=True)  # whose reply it is
    subject = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)  # only where nothing could be made of them
    because = models.CharField(max_length=40, blank=True)  # code: why it was refused or ignored
    about = models.CharField(max_length=50, blank=True)  # topic:12
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["-arrived_at", "-pk"]

    def __str__(self) -> str:
        return self.subject or str(self.get_kind_display())
