"""Keeping the search in step with the library."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.library.models import Resource
from ccin.library.operations.indexing import index_due


def index(by: Actor, tell: Tell) -> str:
    done = index_due(by=by, tell=tell)
    return f"Resources told to the search: {done}" if done else ""


def is_any_to_index() -> bool:
    return Resource.objects.filter(index_due=True).exists()
