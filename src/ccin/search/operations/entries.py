"""What rooms say of the index, in the transaction of their own operation, which has permitted."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from ccin.search.models import Audience, Facet, IndexEntry, Mark
from ccin.search.rules import Entry

WORDS = ("title", "summary", "body", "also")
SHOWN = ("kind", "url", "dated_on", "dated_by_year", "fictional")


@transaction.atomic
def write_entry(entry: Entry) -> None:
    """Let an entry be found, or change what is found of it.

    Who may see it and what it is narrowed by hold at once; its words when the worker has weighed
    them. An entry that says what it said before costs no work.
    """
    given = _given(entry)
    row, is_new = IndexEntry.objects.select_for_update().get_or_create(
        key=entry.key, defaults={**given, "added_at": timezone.now()}
    )
    if not is_new:
        _change(row, given)
    _write_audience(row, entry, is_new=is_new)
    _write_facets(row, entry, is_new=is_new)


@transaction.atomic
def remove_entry(key: str) -> None:
    """From here on nobody finds it, and its own words are gone."""
    row = IndexEntry.objects.select_for_update().filter(key=key, removed=False).first()
    if row is None:
        return
    row.audience.all().delete()
    row.facets.all().delete()
    for field in WORDS:
        setattr(row, field, "")
    row.removed = row.words_due = True
    row.save()


def set_mark(name: str, value: str) -> None:
    """Note how far a room has come; it reads it back with `mark_of`."""
    Mark.objects.update_or_create(name=name, defaults={"value": value})


def _given(entry: Entry) -> dict[str, object]:
    words = {field: _writable(getattr(entry, field)) for field in WORDS}
    words["title"] = words["title"][:300]
    return {**words, **{field: getattr(entry, field) for field in SHOWN}}


def _writable(text: str) -> str:
    """Without what no database keeps: nothing, and halves of a character."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _change(row: IndexEntry, given: dict[str, object]) -> None:
    before = {field: getattr(row, field) for field in given}
    if before == given and not row.removed:
        return
    if row.removed:
        row.removed, row.added_at = False, timezone.now()
    if any(before[field] != given[field] for field in WORDS):
        row.words_due = True
    for field, value in given.items():
        setattr(row, field, value)
    row.save()


def _write_audience(row: IndexEntry, entry: Entry, *, is_new: bool) -> None:
    wanted = {(token, False) for token in entry.audience}
    wanted |= {(token, True) for token in entry.denied}
    rows = () if is_new else row.audience.all()
    held = {(each.token, each.denied): each.pk for each in rows}
    _delete(Audience, [held[each] for each in held.keys() - wanted])
    Audience.objects.bulk_create(
        Audience(entry=row, token=token, denied=denied)
        for token, denied in sorted(wanted - held.keys())
    )


def _write_facets(row: IndexEntry, entry: Entry, *, is_new: bool) -> None:
    wanted = {(name[:20], _writable(value)[:100]) for name, value in entry.facets if value}
    rows = () if is_new else row.facets.all()
    held = {(each.name, each.value): each.pk for each in rows}
    _delete(Facet, [held[each] for each in held.keys() - wanted])
    Facet.objects.bulk_create(
        Facet(entry=row, name=name, value=value) for name, value in sorted(wanted - held.keys())
    )


def _delete(model: type[Audience] | type[Facet], keys: Iterable[int]) -> None:
    if keys:
        model._default_manager.filter(pk__in=keys).delete()
