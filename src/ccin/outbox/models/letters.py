"""Letters: e-mails waiting to go, written in the transaction they report on."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.outbox.rules.envelopes import LATE_AFTER
from ccin.outbox.states import FAILED, SENDING, SENT, WAITING, LetterState


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, actor: Actor) -> Self:
        """For staff; those about what is restricted, for those of them who may read that; those
        that tell at once what a group says, for those of them who may moderate it."""
        if not actor.may(Permission.LETTER_READ):
            return self.none()
        found = self if actor.may(Permission.CONCERN_READ) else self.filter(restricted=False)
        if actor.may(Permission.GROUP_MODERATE):
            return found
        return found.exclude(section__startswith="group:")

    def due(self, now: datetime) -> Self:
        """Those to be sent now: codes to sign in with first, then those that waited longest."""
        return self.filter(state=WAITING, due_at__lte=now).order_by("-secret", "due_at", "pk")

    def late(self, now: datetime) -> Self:
        """Those due so long that the mail server, or the worker, must be out of reach."""
        return self.filter(state=WAITING, due_at__lte=now - LATE_AFTER)

    def in_flight_since(self, moment: datetime) -> Self:
        """Those whose sender was interrupted: claimed before that moment, and not told of since."""
        return self.filter(state=SENDING, claimed_at__lt=moment)

    def failed(self) -> Self:
        return self.filter(state=FAILED)

    def to_address(self, *emails: str) -> Self:
        """Those to any of these addresses, however they are written."""
        wanted = [email.lower() for email in emails]
        return self.alias(address=Lower("to_email")).filter(address__in=wanted)

    def matching(self, words: str) -> Self:
        """Those with this in the subject, the kind, or the name or address of the recipient."""
        if not words:
            return self
        places = ("subject", "kind", "to_name", "to_email")
        return self.filter(
            models.Q.create(
                [(f"{place}__icontains", words) for place in places], connector=models.Q.OR
            )
        )


class Letter(models.Model):
    """An e-mail as a row: the worker sends it, tries again, and shows what could not be sent.

    A secret letter holds a code or a link that lets somebody in. It goes before all others, its
    words are shown to nobody, they are emptied once it is sent, and it is not sent when what it
    holds is of no use any more. One about
    a concern is restricted: who raised it can be told from the mere fact that they were answered.
    """

    PERSONAL: ClassVar[dict[str, object]] = {
        "to_name": "",
        "to_email": "",
        "subject": "Erased",
        "text": "Erased",
        "html": "",
        "last_error": "",
    }

    kind = models.CharField(max_length=80)  # room.thing_happened
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to_key = models.CharField(max_length=50, blank=True, db_index=True)  # person:7, account:3
    to_name = models.CharField(max_length=200, blank=True)
    to_email = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()  # Markdown: sent as it is, and as HTML made from it
    secret = models.BooleanField(default=False)
    of_use_until = models.DateTimeField(null=True, blank=True, editable=False)
    restricted = models.BooleanField(default=False, editable=False)
    section = models.CharField(max_length=50, blank=True)  # what its reader may stop; formal: none
    reply_about = models.CharField(max_length=50, blank=True)  # topic:12: may be replied to by mail
    about = models.CharField(max_length=50, blank=True, db_index=True)  # post:9: emptied with it
    html = models.TextField(blank=True)  # the whole letter where it is laid out: the Update
    state = models.CharField(max_length=10, choices=LetterState, default=WAITING, editable=False)
    written_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    last_error = models.CharField(max_length=300, blank=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="letter_due"),
            models.Index(Lower("to_email"), name="letter_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(state=SENT) & models.Q(sent_at__isnull=False))
                | (~models.Q(state=SENT) & models.Q(sent_at__isnull=True)),
                name="letter_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SENDING) | models.Q(claimed_at__isnull=False),
                name="letter_going_has_been_claimed",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("outbox:letter", args=[self.pk])

    @property
    def holds_talk(self) -> bool:
        """Whether it may repeat what is said in groups: a digest, or a reply that was refused."""
        return self.kind in {"outbox.digest", "journeys.reply_refused"}

    def is_readable_by(self, actor: Actor) -> bool:
        """Whether a page may show the words; those of a secret letter only where nobody is real."""
        if self.holds_talk and not actor.may(Permission.GROUP_MODERATE):
            return False
        return not self.secret or bool(settings.DEMO)
