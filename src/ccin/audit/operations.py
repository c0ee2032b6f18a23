"""Recording what was done."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping

from django.db import models
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.models import Concern, Detail, Entry


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

    `event` is `room.thing_happened`; its sentence is the template
    `<room>/history/thing_happened.html`. `values` hold keys, field names and facts about bodies;
    what would identify a person goes in `personal`, which can be erased later.
    """
    salt = secrets.token_hex(16) if personal else ""
    entry = Entry.objects.create(
        at=timezone.now(),
        actor_key=by.key,
        event=event,
        subject_kind=subject._meta.label,
        subject_key=str(subject.pk),
        values=values,
        detail_hash=detail_hash(salt, personal) if personal else "",
    )
    if personal:
        Detail.objects.create(entry=entry, salt=salt, values=dict(personal))
    Concern.objects.bulk_create(
        Concern(entry=entry, kind=other._meta.label, key=str(other.pk)) for other in concerning
    )
    return entry


def detail_hash(salt: str, values: Mapping[str, object]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()
