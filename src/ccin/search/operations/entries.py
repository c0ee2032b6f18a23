"""What rooms say of the index, in the transaction of their own operation, which has permitted."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ccin.search.models import Audience, Facet, IndexEntry, Mark, Narrowing
from ccin.search.rules import Entry

WORDS = ("title", "summary", "body", "also")
ROWS = 40  # entries of one statement
SHOWN = ("kind", "url", "dated_on", "dated_by_year", "fictional")


def write_entry(entry: Entry) -> None:
    """Let an entry be found, or change what is found of it.

    Who may see it and what it is narrowed by hold at once; its words when the worker has weighed
    them. An entry that says what it said before costs no work.
    """
    write_entries([entry])


@transaction.atomic
def write_entries(entries: Iterable[Entry]) -> None:
    """The same for several, in a few statements."""
    wanted = {entry.key: entry for entry in sorted(entries, key=lambda each: each.key)}
    rows = IndexEntry.objects.select_for_update().filter(key__in=wanted).order_by("key")
    held = {row.key: row for row in rows} if wanted else {}
    changed = [
        row
        for key, entry in wanted.items()
        if (row := _changed(held.get(key), _given(entry), key)) is not None
    ]
    written = IndexEntry.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[*WORDS, *SHOWN, "words_due", "removed", "added_at"],
        batch_size=ROWS,
    )
    keys = {key: row.pk for key, row in held.items()} | {row.key: row.pk for row in written}
    given = {keys[key]: entry for key, entry in wanted.items()}
    _write_audience(given)
    _write_facets(given)


@transaction.atomic
def remove_entry(key: str) -> None:
    """From here on nobody finds it, and its own words are gone."""
    row = IndexEntry.objects.select_for_update().filter(key=key, removed=False).first()
    if row is None:
        return
    row.audience.all().delete()
    row.facets.all().delete()
    Narrowing.objects.filter(entry=row).delete()
    for field in WORDS:
        setattr(row, field, "")
    row.removed = row.words_due = True
    row.save()


def set_mark(name: str, value: str) -> None:
    """Note how far a room has come; it reads it back with `mark_of`."""
    Mark.objects.update_or_create(name=name, defaults={"value": value})


def _given(entry: Entry) -> dict[str, Any]:
    words = {field: _writable(getattr(entry, field)) for field in WORDS}
    words["title"] = words["title"][:300]
    return {**words, **{field: getattr(entry, field) for field in SHOWN}}


def _writable(text: str) -> str:
    """Without what no database keeps: nothing, and halves of a character."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _changed(row: IndexEntry | None, given: dict[str, Any], key: str) -> IndexEntry | None:
    """The row to be written; nothing where it stands as it is given."""
    if row is None:
        return IndexEntry(key=key, added_at=timezone.now(), **given)
    before = {field: getattr(row, field) for field in given}
    if before == given and not row.removed:
        return None
    if row.removed:
        row.removed, row.added_at = False, timezone.now()
    if any(before[field] != given[field] for field in WORDS):
        row.words_due = True
    for field, value in given.items():
        setattr(row, field, value)
    return row


def _write_audience(given: dict[int, Entry]) -> None:
    wanted = {
        (key, token, denied)
        for key, entry in given.items()
        for tokens, denied in ((entry.audience, False), (entry.denied, True))
        for token in tokens
    }
    rows = Audience.objects.filter(entry__in=given).order_by()
    held = {
        (entry, token, denied): pk
        for pk, entry, token, denied in rows.values_list("pk", "entry", "token", "denied")
    }
    _delete(Audience, [held[each] for each in held.keys() - wanted])
    Audience.objects.bulk_create(
        Audience(entry_id=key, token=token, denied=denied)
        for key, token, denied in sorted(wanted - held.keys())
    )


def _write_facets(given: dict[int, Entry]) -> None:
    wanted = {
        (key, name[:20], value)
        for key, entry in given.items()
        for name, words in entry.facets
        if (value := _line(words))
    }
    rows = Facet.objects.filter(entry__in=given).order_by()
    held = {
        (entry, name, value): pk
        for pk, entry, name, value in rows.values_list("pk", "entry", "name", "value")
    }
    different = held.keys() ^ wanted
    if not different:
        return
    _delete(Facet, [held[each] for each in held.keys() - wanted])
    Facet.objects.bulk_create(
        Facet(entry_id=key, name=name, value=value)
        for key, name, value in sorted(wanted - held.keys())
    )
    lines: dict[int, list[str]] = {key: [] for key, _name, _value in different}
    for key, name, value in sorted(wanted):
        if key in lines:
            lines[key].append(f"{name}\t{value}")
    Narrowing.objects.bulk_create(
        [Narrowing(entry_id=key, lines="\n".join(each)) for key, each in sorted(lines.items())],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["lines"],
    )


def _line(value: str) -> str:
    return " ".join(_writable(value).split())[:100]


def _delete(model: type[Audience] | type[Facet], keys: Iterable[int]) -> None:
    if keys:
        model._default_manager.filter(pk__in=keys).delete()
