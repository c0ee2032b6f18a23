"""Entries, the personal values apart from them, and the seals that chain them."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.rules import Sealable

ONE_DAY = timedelta(days=1)


class EntryQuerySet(models.QuerySet["Entry"]):
    def readable_by(self, actor: Actor) -> Self:
        """Entries about restricted records are for those who may read concerns."""
        if actor.may(Permission.CONCERN_READ):
            return self
        return self.filter(values__restricted__isnull=True)

    def about(self, subject: models.Model) -> Self:
        """Entries whose subject this is, or that concern it; newest first."""
        return self.about_key(subject._meta.label, str(subject.pk))

    def about_key(self, kind: str, key: str) -> Self:
        """A union of two looks by index: an OR of the two would read every entry."""
        of_it = Entry.objects.filter(subject_kind=kind, subject_key=key).order_by()
        concerning = Concern.objects.filter(kind=kind, key=key).order_by()
        return self.filter(pk__in=of_it.values("pk").union(concerning.values("entry_id"), all=True))

    def unsealed(self) -> Self:
        return self.filter(seal__isnull=True)

    def to_be_sealed(self) -> Self:
        """Unsealed entries, looked for from a day before the last seal on.

        No transaction stays open so long that its entries appear behind that; the record may be
        of many years, and a worker looks every second.
        """
        last = Seal.objects.order_by("-position").first()
        return self.unsealed().filter(at__gte=last.sealed_at - ONE_DAY) if last else self.unsealed()


class Entry(models.Model):
    """One thing that was done. Holds keys and field names, never a foreign key or a personal value,
    so that it outlives what it describes and nobody need be erased from it."""

    at = models.DateTimeField(db_index=True)
    actor_key = models.CharField(max_length=80)
    event = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=50)
    values = models.JSONField(default=dict)
    detail_hash = models.CharField(max_length=64, blank=True)  # binds the erasable Detail

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="entry_subject")]

    def __str__(self) -> str:
        return f"{self.actor_key}: {self.event}"

    @property
    def subject(self) -> tuple[str, str]:
        return self.subject_kind, self.subject_key

    def sealable(self) -> Sealable:
        """Everything the seal covers; reads the concerns, which callers prefetch."""
        return Sealable(
            key=self.pk,
            at=self.at,
            actor_key=self.actor_key,
            event=self.event,
            subject=self.subject,
            concerning=tuple((each.kind, each.key) for each in self.concerns.all()),
            values=self.values,
            detail_hash=self.detail_hash,
        )


class Concern(models.Model):
    """A further record that an entry is about."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="concerns")
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=50)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "key"], name="concern_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Detail(models.Model):
    """The personal values of an entry, bound to it by a salted hash; erasing it breaks no seal.

    The salt goes with the values, else a guess at a name could be proved from the hash.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"values": {}}

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="detail")
    salt = models.CharField(max_length=32, blank=True)
    values = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"detail of entry {self.entry_id}"


class Seal(models.Model):
    """An entry's place in the chain: its hash covers the entry and the hash before it."""

    position = models.PositiveBigIntegerField(unique=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}: {self.hash}"
