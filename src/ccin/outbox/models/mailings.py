"""Mailings: one letter of the network's staff to many, each addressee a row."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.outbox.models.letters import Letter
from ccin.outbox.states import DUE, GOING, AddresseeState, MailingState


class MailingQuerySet(models.QuerySet["Mailing"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.may(Permission.MAILING_SEND) else self.none()

    def going(self) -> Self:
        return self.filter(state=GOING)


class Mailing(models.Model):
    """Words that go to everybody who was on the list when it was sent; the worker writes the
    letters by batches and goes on where it stopped."""

    section = models.CharField(max_length=50)  # what its readers may stop: announcements, update
    subject = models.CharField(max_length=200)
    text = models.TextField()  # Markdown
    html = models.TextField(blank=True)  # the whole letter where it is laid out: the Update
    to_whom = models.JSONField(default=list)  # the segment in words, as of then
    sent_by = models.CharField(max_length=60, editable=False)  # the key of an actor
    state = models.CharField(max_length=10, choices=MailingState, default=GOING, editable=False)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    stopped_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class Addressee(models.Model):
    """One on the list of a mailing. The letter is written with the state, in one transaction."""

    PERSONAL: ClassVar[dict[str, object]] = {"name": "", "email": ""}

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="addressees")
    to_key = models.CharField(max_length=50)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=10, choices=AddresseeState, default=DUE, editable=False)
    because = models.CharField(_("why left out"), max_length=30, blank=True, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["mailing", "state"], name="addressee_due")]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "to_key"], name="addressed_once_a_mailing"),
        ]

    def __str__(self) -> str:
        return f"{self.to_key}: {self.mailing}"
