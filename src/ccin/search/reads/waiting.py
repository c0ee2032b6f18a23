"""What has been handed over, and what the worker has still to do with it."""

from collections.abc import Iterable

from ccin.search.models import IndexEntry, Mark
from ccin.search.rules import Entry


def is_any_due() -> bool:
    return IndexEntry.objects.filter(words_due=True).exists()


def mark_of(name: str) -> str:
    """How far a room said that it had come; nothing, if it never did."""
    return Mark.objects.filter(name=name).values_list("value", flat=True).first() or ""


def keys_held() -> set[str]:
    return set(IndexEntry.objects.filter(removed=False).values_list("key", flat=True))


def entries_of(kinds: Iterable[str]) -> dict[str, Entry]:
    """What the index holds of these kinds, by key, as it was handed over; facets in order."""
    rows = IndexEntry.objects.filter(kind__in=list(kinds), removed=False)
    return {row.key: _entry(row) for row in rows.prefetch_related("audience", "facets")}


def _entry(row: IndexEntry) -> Entry:
    tokens = [(each.token, each.denied) for each in row.audience.all()]
    return Entry(
        key=row.key,
        kind=row.kind,
        title=row.title,
        url=row.url,
        audience=frozenset(token for token, denied in tokens if not denied),
        summary=row.summary,
        body=row.body,
        also=row.also,
        denied=frozenset(token for token, denied in tokens if denied),
        facets=tuple(sorted((each.name, each.value) for each in row.facets.all())),
        dated_on=row.dated_on,
        dated_by_year=row.dated_by_year,
        fictional=row.fictional,
    )
