"""What texts mean, as vectors, where the optional extra is installed: no network, no GPU.

Reads the word vectors and the tokeniser inside the installed package, never its own loader, which
would look for files elsewhere. A text is the mean of its tokens' vectors, of length one, so that
the product of two says how alike they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

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
    """Of every entry that has one: the rows of the matrix in the order of `entries`."""

    stamp: UUID
    entries: Any
    matrix: Any


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


def alike(words: str, stamp: UUID) -> dict[int, float]:
    """How much each entry is like these words; empty without the extra. Who may see them is not
    asked here: the one query is."""
    known = model()
    if known is None:
        return {}
    meanings = _meanings(stamp, known.source)
    if not len(meanings.entries):
        return {}
    values = meanings.matrix @ known.of([words])[0]
    return dict(zip(meanings.entries, values.tolist(), strict=True))


def _meanings(stamp: UUID, source: str) -> Meanings:
    import numpy  # noqa: PLC0415 - heavy, and only there with the extra

    kept = _kept.get(source)
    if kept is None or kept.stamp != stamp:
        rows = list(
            Vector.objects.filter(source=source).order_by("entry").values_list("entry", "values")
        )
        together = b"".join(bytes(values) for _entry, values in rows)
        matrix = numpy.frombuffer(together, dtype=numpy.float32).reshape(len(rows) or 1, -1)
        kept = Meanings(stamp, [entry for entry, _values in rows], matrix)
        _kept[source] = kept
    return kept
