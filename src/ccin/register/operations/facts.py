"""Loading the project's own facts; and the register's version, which every write stamps anew."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.register.imports import facts
from ccin.register.models import (
    Authority,
    AuthorityName,
    ChangeEvent,
    Edition,
    GssCode,
    Measure,
    Parish,
    Succession,
)

Row = TypeVar("Row", bound=models.Model)
BATCH = 500
LEFT_ALONE = {"id", "key", "kept", "fictional", "version"}  # no fact says anything of these


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a load made and how many it brought up to date."""

    created: int = 0
    changed: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.created + other.created, self.changed + other.changed)


def renew_edition() -> Edition:
    """Lock the register's version and stamp it anew: whatever was built from it is out of date."""
    edition, _ = Edition.objects.select_for_update().get_or_create(pk=1)
    edition.stamp = uuid.uuid4()
    edition.save(update_fields=["stamp"])
    return edition


@transaction.atomic
def load_facts(*, again: bool = False, by: Actor) -> Loaded:
    """Bring the register up to the project's facts; what staff or an import has set stays.

    Facts already loaded are not read a second time unless asked (`again`).
    """
    edition, _ = Edition.objects.select_for_update().get_or_create(pk=1)
    by.must(Permission.REGISTER_CHANGE)
    digest = facts.digest_of_the_facts()
    if edition.facts_digest == digest and not again:
        return Loaded()
    loaded = _load_authorities() + _load_what_hangs_on_them()
    edition.facts_digest = digest
    edition.stamp = uuid.uuid4()
    edition.save(update_fields=["facts_digest", "stamp"])
    record(
        by,
        "register.facts_loaded",
        edition,
        created=loaded.created,
        changed=loaded.changed,
        digest=digest,
    )
    return loaded


def _load_authorities() -> Loaded:
    columns = [
        field.name
        for field in Authority._meta.concrete_fields
        if not field.is_relation and field.name not in LEFT_ALONE
    ]
    loaded = _bring_up(Authority, facts.authorities(), by=["key"], columns=columns)
    links = facts.links(_keys())
    moved = []
    for authority in Authority.objects.filter(key__in=links):
        wanted = {
            field: value
            for field, value in links[authority.key].items()
            if field.removesuffix("_id") not in authority.kept
        }
        if any(getattr(authority, field) != value for field, value in wanted.items()):
            for field, value in wanted.items():
                setattr(authority, field, value)
            moved.append(authority)
    Authority.objects.bulk_update(
        moved, ["parent", "combined_authority", "police_area"], batch_size=BATCH
    )
    return loaded


def _load_what_hangs_on_them() -> Loaded:
    keys = _keys()
    loaded = _bring_up(
        ChangeEvent,
        facts.events(),
        by=["title"],
        columns=["kind", "happens_on", "instrument", "source"],
    )
    loaded += _bring_up(
        GssCode,
        facts.codes(keys),
        by=["authority_id", "code"],
        columns=["valid_from", "valid_to"],
    )
    loaded += _bring_up(
        AuthorityName,
        facts.names(keys),
        by=["authority_id", "kind", "text"],
        columns=["source", "valid_to"],
    )
    loaded += _bring_up(
        Measure,
        facts.measures(keys),
        by=["authority_id", "kind", "year", "definition"],
        columns=["value", "source"],
    )
    loaded += _bring_up(
        Parish,
        facts.parishes(keys),
        by=["gss_code"],
        columns=["name", "folded", "kind", "authority_id"],
    )
    return loaded + _bring_up(
        Succession,
        facts.successions(_keys()),
        by=["event_id", "predecessor_id", "successor_id"],
        columns=[],
    )


def _keys() -> facts.Keys:
    return facts.Keys(
        dict(Authority.objects.values_list("key", "pk")),
        dict(ChangeEvent.objects.values_list("title", "pk")),
    )


def _bring_up(
    model: type[Row], wanted: Iterable[Row], *, by: Sequence[str], columns: Sequence[str]
) -> Loaded:
    """Create the rows that are missing and correct those that differ, in bulk.

    A column named in a row's `kept` is left as it is.
    """
    there = {tuple(getattr(row, f) for f in by): row for row in model._default_manager.all()}
    new, changed = [], []
    for row in wanted:
        old = there.get(tuple(getattr(row, field) for field in by))
        if old is None:
            new.append(row)
        elif _take_over(row, old, columns):
            changed.append(old)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, columns, batch_size=BATCH)
    return Loaded(len(new), len(changed))


def _take_over(row: models.Model, old: models.Model, columns: Iterable[str]) -> bool:
    kept = getattr(old, "kept", ())
    differing = [
        field
        for field in columns
        if field not in kept and getattr(row, field) != getattr(old, field)
    ]
    for field in differing:
        setattr(old, field, getattr(row, field))
    return bool(differing)
