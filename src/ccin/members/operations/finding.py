"""Keeping what members and their people are found by right."""

from collections.abc import Iterable

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.kernel.progress import Tell, quietly
from ccin.members.models import Organisation, Person
from ccin.members.reads.found import (
    INDEXED,
    KINDS,
    member_entries,
    member_key,
    person_entries,
    person_key,
    state_of_members,
)
from ccin.search.operations import remove_entry, set_mark, write_entries
from ccin.search.reads import entries_of
from ccin.search.rules import Entry


@transaction.atomic
def index_people(*people: int) -> None:
    """Part of every operation after which a person has another name, stands for somebody else or
    for nobody, or is no longer known: from here on they are found so, or not at all."""
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    _write({person_key(each) for each in people}, person_entries(people, on=today()))


@transaction.atomic
def index_organisations(*organisations: int) -> None:
    """The same for organisations: as members they are found, otherwise not."""
    rows = Organisation.objects.select_for_update().filter(pk__in=organisations)
    list(rows.order_by("pk"))
    _write({member_key(each) for each in organisations}, member_entries(organisations, on=today()))


def index_members(*, by: Actor, tell: Tell = quietly) -> int:
    """Put right what dates and other operations changed. What differs from what the index holds is
    read again under a lock, so that nobody who was erased meanwhile comes back."""
    by.must(Permission.INDEX_WRITE)
    state, day = state_of_members(), today()
    wanted = {
        each.key: each for each in (*member_entries(None, on=day), *person_entries(None, on=day))
    }
    held = entries_of(KINDS)
    different = [
        key for key in sorted(wanted.keys() | held.keys()) if wanted.get(key) != held.get(key)
    ]
    for done, key in enumerate(different, start=1):
        _, _, number = key.partition(":")
        index = index_organisations if key == member_key(int(number)) else index_people
        index(int(number))
        tell(done, len(different))
    set_mark(INDEXED, state)
    return len(different)


def _write(keys: set[str], entries: Iterable[Entry]) -> None:
    found = {entry.key: entry for entry in entries}
    for key in sorted(keys - found.keys()):
        remove_entry(key)
    write_entries(found[key] for key in keys & found.keys())
