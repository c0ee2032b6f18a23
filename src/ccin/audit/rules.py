"""What is hashed and how: canonical JSON, so that the same facts give the same hash anywhere."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

GENESIS = "0" * 64  # stands before the first seal


@dataclass(frozen=True, slots=True)
class Sealable:
    """Everything of one entry that its seal covers."""

    key: int
    at: datetime
    actor_key: str
    event: str
    subject: tuple[str, str]  # kind and key
    concerning: tuple[tuple[str, str], ...]
    values: Mapping[str, object]
    detail_hash: str


def plain(value: object) -> object:
    """A fact as JSON keeps it in every database: no floats, whose digits databases change."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return str(value).replace("\x00", "")
    return _plain_compound(value)


def _plain_compound(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction | float):
        return str(value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(each) for each in value), key=str)
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    raise TypeError(f"an entry holds keys and plain facts, not {type(value).__name__}")


def canonical(facts: object) -> bytes:
    """Of facts that are plain already."""
    return json.dumps(
        facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def detail_hash(salt: str, values: Mapping[str, object]) -> str:
    return hashlib.sha256(salt.encode() + canonical(values)).hexdigest()


def seal_hash(entry: Sealable, *, position: int, previous: str) -> str:
    facts = {
        "position": position,
        "previous": previous,
        "entry": entry.key,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_key,
        "event": entry.event,
        "subject": entry.subject,
        "concerning": entry.concerning,
        "values": entry.values,
        "detail": entry.detail_hash,
    }
    return hashlib.sha256(canonical(facts)).hexdigest()
