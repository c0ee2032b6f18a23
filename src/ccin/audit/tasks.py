"""The audit's pass: only the worker seals."""

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.audit.operations import seal_entries
from ccin.kernel.progress import Tell


def is_unsealed() -> bool:
    return Entry.objects.to_be_sealed().exists()


def seal(by: Actor, tell: Tell) -> str:
    return f"Entries sealed: {seal_entries(by=by)}"
