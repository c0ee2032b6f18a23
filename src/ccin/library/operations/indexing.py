"""Keeping the search in step with the library."""

from collections.abc import Iterable

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.progress import Tell, quietly
from ccin.library.models import Resource
from ccin.library.reads.indexing import entry_of, key_of, to_index
from ccin.members.models import Edition
from ccin.search.operations import remove_entry, write_entries

BATCH = 40  # resources of one transaction


@transaction.atomic
def index_resource(resource: Resource) -> None:
    """Tell the search what the last release says and who may find it, or that it is gone.

    Every operation that changes what readers see of a resource calls this last, in its own
    transaction. Pages kept for visitors are made anew: the home page and a member's page list
    resources.
    """
    _index([to_index().get(pk=resource.pk)])
    Edition.objects.stamp_anew()


def index_due(*, by: Actor, tell: Tell = quietly) -> int:
    """Those whose entry waits: their file was read, or a theme of theirs has other words now."""
    by.must(Permission.INDEX_WRITE)
    due = list(Resource.objects.filter(index_due=True).order_by("pk").values_list("pk", flat=True))
    return _in_batches(due, tell)


def reindex_library(*, by: Actor, tell: Tell = quietly) -> int:
    """Every resource anew, some at a time; safe to run twice."""
    by.must(Permission.INDEX_WRITE)
    return _in_batches(list(Resource.objects.order_by("pk").values_list("pk", flat=True)), tell)


def _in_batches(keys: list[int], tell: Tell) -> int:
    """A batch is short, so that nobody waits long for what it has locked."""
    for done in range(0, len(keys), BATCH):
        batch = keys[done : done + BATCH]
        with transaction.atomic():
            list(Resource.objects.select_for_update().filter(pk__in=batch).order_by("pk"))
            _index(to_index().filter(pk__in=batch).order_by("pk"))
        tell(min(done + BATCH, len(keys)), len(keys))
    if keys:
        Edition.objects.stamp_anew()
    return len(keys)


def _index(resources: Iterable[Resource]) -> None:
    entries = {resource.pk: (resource, entry_of(resource)) for resource in resources}
    Resource.objects.filter(pk__in=entries, index_due=True).update(index_due=False)
    for resource, entry in entries.values():
        if entry is None:
            remove_entry(key_of(resource))
    write_entries(entry for _resource, entry in entries.values() if entry)
