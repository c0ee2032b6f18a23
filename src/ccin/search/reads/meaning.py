"""What texts mean, as vectors, where the optional extra is installed: no network, no GPU.

Reads the word vectors and the tokeniser inside the installed package, never its own loader, which
would look for files elsewhere. A text is the mean of its tokens' vectors, of length one, so that
the product of two says how alike they are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from ccin.search.models import IndexEntry, Vector

PACKAGE = "wordllama"
READ = 1_500  # characters of a text that say what it is about


@dataclass(frozen=True, slots=True)
class Model:
    tokenizer: Any
    vectors: Any
    source: str

    def of(self, texts: Sequence[str]) -> Any:
        import numpy  # noqa: PLC0415 - heavy, and only there with the extra

        rows = []
        for encoded in self.tokenizer.encode_batch(list(texts), add_special_tokens=False):
            mean = self.vectors[encoded.ids].mean(axis=0) if encoded.ids else self.vectors[0] * 0
            rows.append(mean / (numpy.linalg.norm(mean) or 1))
        return numpy.array(rows, dtype=numpy.float32)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a process has read: a row of the matrix for each of `entries`, which rise, and the batch
    it is of. A vector never changes within its batch; one that is gone makes its batch smaller."""

    stamp: UUID | str | None
    counts: Mapping[UUID, int]
    entries: Any
    batches: Any
    matrix: Any


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much each of `entries`, which rise, is like what was asked."""

    entries: Any
    values: Any

    def of(self, entries: Sequence[int]) -> list[float]:
        """Nothing for those of which it is not known."""
        import numpy  # noqa: PLC0415 - heavy, and only there with the extra

        places = numpy.searchsorted(self.entries, entries).clip(max=len(self.entries) - 1)
        known = self.entries[places] == entries
        found: list[float] = numpy.where(known, self.values[places], 0.0).tolist()
        return found

    def nearest(self, count: int, without: Collection[int], *, least: float) -> list[int]:
        """The entries most like it, of equals the newer first."""
        import numpy  # noqa: PLC0415 - heavy, and only there with the extra

        near = self.values >= least
        entries, values = self.entries[near], self.values[near]
        order = numpy.lexsort((entries, values))[::-1].tolist()
        others = (
            entry for entry in map(entries.tolist().__getitem__, order) if entry not in without
        )
        return list(islice(others, count))


_kept: dict[str, Meanings] = {}


def model() -> Model | None:
    """Nothing where the extra is not installed, or switched off."""
    return _loaded() if settings.MEANING else None


@lru_cache(maxsize=1)
def _loaded() -> Model | None:
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    import numpy  # noqa: PLC0415 - heavy, and only there with the extra
    from safetensors.numpy import load_file  # noqa: PLC0415 - the same
    from tokenizers import Tokenizer  # noqa: PLC0415 - the same

    folder = Path(found.submodule_search_locations[0])
    weights = sorted((folder / "weights").glob("*_256.safetensors"))
    tokenizers = sorted((folder / "tokenizers").glob("*.json"))
    if not weights or not tokenizers:
        return None
    [vectors] = load_file(weights[0]).values()
    tokenizer = Tokenizer.from_file(str(tokenizers[0]))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    source = f"{PACKAGE} {version(PACKAGE)} {weights[0].stem}"
    return Model(tokenizer, vectors.astype(numpy.float32), source)


def text_of(row: IndexEntry) -> str:
    """What an entry is about, without all its detail."""
    return "\n".join([row.title, row.summary, row.body])[:READ]


def alike(words: str, stamp: UUID | str) -> Likeness | None:
    """How much each entry is like these words; nothing without the extra, or without entries. Who
    may see them is not asked here: the one query is."""
    known = model()
    if known is None:
        return None
    import numpy  # noqa: PLC0415 - heavy, and only there with the extra

    meanings = _meanings(stamp, known.source)
    if not len(meanings.entries):
        return None
    # Not the matrix product: it wakes a thread a core, who wait for each other longer than this.
    values = numpy.einsum("ij,j->i", meanings.matrix, known.of([words])[0])
    return Likeness(meanings.entries, values)


def _meanings(stamp: UUID | str, source: str) -> Meanings:
    """Reads no more than the batches that changed since the stamp of the last time."""
    kept = _kept.get(source)
    if kept is None or kept.stamp != stamp:
        counted = Vector.objects.order_by().values("batch").annotate(count=Count("pk"))
        kept = _renewed(kept, stamp, dict(counted.values_list("batch", "count")), source)
        _kept[source] = kept
    return kept


def _renewed(
    kept: Meanings | None, stamp: UUID | str, counts: Mapping[UUID, int], source: str
) -> Meanings:
    import numpy  # noqa: PLC0415 - heavy, and only there with the extra

    before = kept.counts if kept else {}
    same = {batch for batch, count in counts.items() if before.get(batch) == count}
    rows = Vector.objects.filter(source=source).order_by()
    if same:
        rows = rows.filter(batch__in=counts.keys() - same)
    read = list(rows.values_list("entry", "batch", "values"))
    entries = numpy.array([entry for entry, _batch, _values in read], dtype=numpy.int64)
    batches = numpy.array([_number(batch) for _entry, batch, _values in read], dtype=numpy.int64)
    together = b"".join(bytes(values) for _entry, _batch, values in read)
    matrix = numpy.frombuffer(together, dtype=numpy.float32).reshape(len(read) or 1, -1)[
        : len(read)
    ]
    if kept and same:
        stays = numpy.isin(kept.batches, [_number(batch) for batch in same])
        entries = numpy.concatenate([kept.entries[stays], entries])
        batches = numpy.concatenate([kept.batches[stays], batches])
        matrix = numpy.concatenate([kept.matrix[stays], matrix]) if read else kept.matrix[stays]
    order = numpy.argsort(entries)
    return Meanings(stamp, counts, entries[order], batches[order], matrix[order])


def _number(batch: UUID) -> int:
    return batch.int >> 65
