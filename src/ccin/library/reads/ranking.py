"""What a search finds, far down the list and with each resource's own key of the list it came
from, so that how good the search is can be judged from outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ccin.library.models import Origin
from ccin.search.reads import find
from ccin.search.rules import Asked, Hit

RESOURCE = "library.resource:"


@dataclass(frozen=True, slots=True)
class Ranked:
    rank: int
    key: str
    source: str  # the row's own number or name in the list it came from
    title: str
    url: str


def ranked(asked: Asked, tokens: frozenset[str], *, limit: int) -> list[Ranked]:
    hits = list(islice(_hits(asked, tokens), limit))
    keys = [int(hit.key.partition(":")[2]) for hit in hits if hit.key.startswith(RESOURCE)]
    rows = dict(Origin.objects.filter(resource__in=keys).values_list("resource", "row_id"))
    return [
        Ranked(place, hit.key, rows.get(_resource(hit), ""), str(hit.title), hit.url)
        for place, hit in enumerate(hits, start=1)
    ]


def _resource(hit: Hit) -> int:
    return int(hit.key.removeprefix(RESOURCE)) if hit.key.startswith(RESOURCE) else 0


def _hits(asked: Asked, tokens: frozenset[str]) -> Iterator[Hit]:
    page = 1
    while True:
        found = find(Asked(asked.words, asked.filters, asked.kinds, page), tokens)
        yield from found.hits
        if page >= found.pages:
            return
        page += 1
