"""Counting the library's use: one row that says what and on which day, never who."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.library.models import Use
from ccin.library.rules.uses import kept_since, words_kept
from ccin.library.states.uses import OF_WORDS


def count_use(kind: str, key: str | int, *, organisation: int | None = None) -> None:
    """Written while a page is read, and the one thing a GET adds to the library.

    `key` is the key of the resource that was read or downloaded, or the words searched for;
    `organisation` the only one for which the reader speaks. Words of which nothing may be kept
    are not counted.
    """
    kept = words_kept(str(key)) if kind in OF_WORDS else str(key)
    if kept:
        Use.objects.create(day=today(), kind=kind, key=kept, organisation_id=organisation)


def gather_uses(*, by: Actor) -> tuple[int, int]:
    """Make one row of all that are alike on a day that is over, and forget what is older than 24
    months: how many rows were gathered, how many uses forgotten. Safe to run twice, or at once."""
    by.must(Permission.INDEX_WRITE)
    forgotten, _kinds = Use.objects.filter(day__lt=kept_since(today())).delete()
    alike = (
        Use.objects.filter(day__lt=today())
        .order_by()
        .values_list("day", "kind", "key", "organisation")
        .annotate(rows=Count("pk"))
        .filter(rows__gt=1)
    )
    groups = [_Alike(*group[:4]) for group in alike]
    return sum(map(_gather, groups)), forgotten


class _Alike(NamedTuple):
    day: date
    kind: str
    key: str
    organisation: int | None


@transaction.atomic
def _gather(alike: _Alike) -> int:
    """Whoever comes second waits for the rows, and finds them gone."""
    locked = Use.objects.filter(**alike._asdict()).order_by("pk").select_for_update()
    rows = dict(locked.values_list("pk", "times"))
    if len(rows) < 2:
        return 0
    first, *others = rows
    Use.objects.filter(pk=first).update(times=sum(rows.values()))
    Use.objects.filter(pk__in=others).delete()
    return len(rows)
