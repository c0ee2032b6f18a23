"""How the words of the index are spelt, kept by each process until the index changes."""

from uuid import UUID

from ccin.search.models import Word

_kept: dict[str, tuple[UUID | str | None, tuple[str, ...]]] = {}


def vocabulary(stamp: UUID | str | None) -> tuple[str, ...]:
    kept = _kept.get("spellings")
    if kept is None or kept[0] != stamp:
        known = Word.objects.order_by("stem").values_list("spellings", flat=True)
        kept = stamp, tuple(" ".join(known).split())
        _kept["spellings"] = kept
    return kept[1]
