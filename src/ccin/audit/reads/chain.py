"""Whether the chain of seals still holds, and what is wrong where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from ccin.audit import guard
from ccin.audit.models import Detail, Entry, Seal
from ccin.audit.rules import GENESIS, detail_hash, seal_hash

BATCH = 1000
UNSEALED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Report:
    """`head` is the hash of the last seal: noted elsewhere, it proves that none was cut off."""

    sealed: int
    head: str
    waiting: int
    erased: int
    broken: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.broken


def verify_chain() -> Report:
    broken = [*_missing_triggers(), *_broken_seals(), *_broken_details(), *_late()]
    last = Seal.objects.order_by("-position").first()
    return Report(
        sealed=Seal.objects.count(),
        head=last.hash if last else GENESIS,
        waiting=Entry.objects.unsealed().count(),
        erased=Detail.objects.filter(erased_at__isnull=False).count(),
        broken=tuple(broken),
    )


def _missing_triggers() -> Iterator[str]:
    for name in guard.missing(connection):
        yield f"The database no longer refuses changes: trigger {name} is missing."


def _broken_seals() -> Iterator[str]:
    position, previous = 0, GENESIS
    while seals := list(Seal.objects.filter(position__gt=position).order_by("position")[:BATCH]):
        keys = [seal.entry_id for seal in seals]
        entries = Entry.objects.order_by().prefetch_related("concerns").in_bulk(keys)
        for seal in seals:
            if seal.position != position + 1:
                yield f"Seal {position + 1} is missing."
            elif seal.previous != previous:
                yield f"Seal {seal.position} does not follow the seal before it."
            yield from _broken_seal(seal, entries.get(seal.entry_id))
            position, previous = seal.position, seal.hash


def _broken_seal(seal: Seal, entry: Entry | None) -> Iterator[str]:
    if entry is None:
        yield f"Entry {seal.entry_id} under seal {seal.position} is gone."
    elif seal.hash != seal_hash(entry.sealable(), position=seal.position, previous=seal.previous):
        yield f"Entry {entry.pk} ({entry.event}) is not what seal {seal.position} was put on."


def _broken_details() -> Iterator[str]:
    unbound = Entry.objects.exclude(detail_hash="").filter(detail__isnull=True).order_by("pk")
    for key in unbound.values_list("pk", flat=True):
        yield f"The personal values of entry {key} are gone without having been erased."
    details = Detail.objects.order_by("pk").select_related("entry")
    for detail in details.iterator(BATCH):
        if detail.erased_at:
            if detail.values or detail.salt:
                yield f"The personal values of entry {detail.entry_id} are marked erased but stand."
        elif detail.entry.detail_hash != detail_hash(detail.salt, detail.values):
            yield f"The personal values of entry {detail.entry_id} are not those recorded."


def _late() -> Iterator[str]:
    late = Entry.objects.unsealed().filter(at__lt=timezone.now() - UNSEALED_FOR).count()
    if late:
        yield f"Waiting for their seal for more than an hour: {late}. Is a worker running?"
