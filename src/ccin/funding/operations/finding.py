"""Keeping calls and projects found."""

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Project, Round
from ccin.funding.reads.found import INDEXED, KINDS, funding_entries, state_of_funding
from ccin.kernel.progress import Tell, quietly
from ccin.search.operations import remove_entry, set_mark, write_entries
from ccin.search.reads import entries_of


@transaction.atomic
def index_funding(*, by: Actor, tell: Tell = quietly) -> int:
    """Hand over what differs from what the index holds, and take out what is public no more. The
    projects and calls are locked, so that none is withdrawn between the reading and the writing."""
    by.must(Permission.INDEX_WRITE)
    list(Round.objects.select_for_update().order_by("pk").values_list("pk"))
    list(Project.objects.select_for_update().order_by("pk").values_list("pk"))
    state = state_of_funding()
    wanted = {entry.key: entry for entry in funding_entries(timezone.now())}
    held = entries_of(KINDS)
    for key in sorted(held.keys() - wanted.keys()):
        remove_entry(key)
    changed = [key for key in sorted(wanted) if wanted[key] != held.get(key)]
    write_entries(wanted[key] for key in changed)
    set_mark(INDEXED, state)
    done = len(changed) + len(held.keys() - wanted.keys())
    tell(done, done)
    return done
