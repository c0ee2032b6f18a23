"""Recording what was done, sealing it into the chain, and erasing a person from it."""

import secrets
from collections.abc import Iterable, Mapping
from typing import cast

from django.db import models, transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.models import Concern, Detail, Entry, Seal
from ccin.audit.rules import GENESIS, detail_hash, plain, seal_hash

BATCH = 1000


def record(
    by: Actor,
    event: str,
    subject: models.Model,
    *,
    concerning: Iterable[models.Model] = (),
    personal: Mapping[str, object] | None = None,
    **values: object,
) -> Entry:
    """Write one entry in the caller's transaction.

    `event` is `room.thing_happened`. Its words are `<room>/history/thing_happened.html`, without
    the actor, whose name the page puts beside it: “Changed the class from … to …”. There it finds
    `values`, `personal` (None once erased), `subject` (the subject's name today) and `names` (by
    kind: `names.person`, `names.organisation`, among the subject and what it concerns).

    `values` hold keys, field names and facts about bodies; what would identify a person goes in
    `personal`, which is erased with any of the people among subject and concerning. An entry about
    a record that is `restricted` is read only by those who may read concerns.
    """
    concerning = list(concerning)
    if any(getattr(each, "restricted", False) for each in (subject, *concerning)):
        values = {**values, "restricted": True}
    salt = secrets.token_hex(16) if personal else ""
    private = cast(dict[str, object], plain(personal or {}))
    entry = Entry.objects.create(
        at=timezone.now(),
        actor_key=by.key,
        event=event,
        subject_kind=subject._meta.label,
        subject_key=str(subject.pk),
        values=plain(values),
        detail_hash=detail_hash(salt, private) if personal else "",
    )
    if personal:
        Detail.objects.create(entry=entry, salt=salt, values=private)
    Concern.objects.bulk_create(
        Concern(entry=entry, kind=other._meta.label, key=str(other.pk)) for other in concerning
    )
    return entry


@transaction.atomic
def seal_entries(*, thoroughly: bool = False, by: Actor) -> int:
    """Give every unsealed entry its place in the chain; the worker alone does this.

    Of two that try at once the second waits for the last seal, or meets the unique position.
    Entries are sealed in the order in which they became visible, so one that was committed late
    comes after one with a higher key. `thoroughly` looks through the whole record for them.
    """
    Seal.objects.select_for_update().order_by("-position").first()
    by.must(Permission.AUDIT_SEAL)
    waiting = Entry.objects.unsealed() if thoroughly else Entry.objects.to_be_sealed()
    waiting = waiting.order_by("pk").prefetch_related("concerns")
    sealed, behind = 0, 0
    while batch := list(waiting.filter(pk__gt=behind)[:BATCH]):
        _seal(batch)
        sealed, behind = sealed + len(batch), batch[-1].pk
    return sealed


def _seal(entries: list[Entry]) -> None:
    last = Seal.objects.order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, GENESIS)
    now, seals = timezone.now(), []
    for entry in entries:
        position += 1
        made = seal_hash(entry.sealable(), position=position, previous=previous)
        seals.append(
            Seal(position=position, entry=entry, previous=previous, hash=made, sealed_at=now)
        )
        previous = made
    Seal.objects.bulk_create(seals)


@transaction.atomic
def erase_details(*subjects: models.Model, by: Actor) -> int:
    """Erase the personal values of every entry about any of these records; the chain still holds.

    An entry about two people loses the values of both: what is left are keys and field names.
    """
    by.must(Permission.PERSON_ERASE)
    erased = 0
    for subject in subjects:
        about = Entry.objects.about(subject).order_by().values("pk")
        details = Detail.objects.filter(erased_at__isnull=True, entry__in=about)
        found = details.update(values={}, salt="", erased_at=timezone.now())
        record(by, "audit.details_erased", subject, entries=found)
        erased += found
    return erased
