"""What is found for words and filters, what is like an entry, and what has been added since."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ccin.search.models import IndexEntry
from ccin.search.reads.fusing import Ranked, ranked, total_of
from ccin.search.reads.hits import hits_of
from ccin.search.reads.matching import (
    BEST,
    NEWEST,
    Match,
    Scope,
    best_matches,
    counts_of_facets,
)
from ccin.search.reads.words import NOTHING_SOUGHT, Sought, sought, telling_words
from ccin.search.rules import Asked, Found, Hit
from ccin.search.rules.asking import PAGE

MOST_FILTERS = 12
ENOUGH = 0.5  # of what the words weigh together, for something added to fit a saved search


def find(asked: Asked, tokens: frozenset[str]) -> Found:
    """What this reader may see that bears on the words, best first; without words, newest first.

    Any word may match; the more of them an entry holds, and the rarer, the better.
    """
    question = sought(asked.words, tokens)
    scope = Scope(tokens, asked.kinds, _filters(asked))
    if asked.words.strip():
        return _found(asked, question, scope, ranked(asked.words, question, scope))
    newest = best_matches({}, scope, order=NEWEST)
    return _found(asked, question, scope, Ranked(newest, total_of(newest, scope)))


def like(
    key: str, tokens: frozenset[str], *, kinds: frozenset[str] = frozenset(), limit: int = 5
) -> list[Hit]:
    """Others that share what says most of this entry."""
    entry = IndexEntry.objects.filter(key=key, removed=False).first()
    if entry is None:
        return []
    words = telling_words(entry)
    if not words:
        return []
    matches = best_matches(words, Scope(tokens, kinds, without=entry.pk), limit=limit)
    return hits_of([each.entry for each in matches], NOTHING_SOUGHT)


def added_since(asked: Asked, tokens: frozenset[str], since: datetime, limit: int) -> list[Hit]:
    """What this reader may see, could not be found before `since`, passes every filter and holds
    at least half of what the words weigh."""
    question = sought(asked.words, tokens)
    if question.is_empty and asked.words.strip():
        return []
    added = IndexEntry.objects.filter(added_at__gt=since, removed=False)
    only = list(added.order_by("-pk").values_list("pk", flat=True)[:BEST])
    if not only:
        return []
    scope = Scope(tokens, asked.kinds, _filters(asked), only=only)
    fitting = [
        each.entry
        for each in best_matches(question.rarities, scope)
        if each.passed == scope.all_passed and each.held >= ENOUGH * question.weight
    ]
    return hits_of(fitting[:limit], question)


def _filters(asked: Asked) -> dict[str, frozenset[str]]:
    named = sorted((name, values) for name, values in asked.filters.items() if values)
    return dict(named[:MOST_FILTERS])


def _found(asked: Asked, question: Sought, scope: Scope, found: Ranked) -> Found:
    matches, all_passed = found.matches, scope.all_passed
    passing = [each for each in matches if each.passed == all_passed]
    pages = max(1, -(-len(passing) // PAGE))
    page = min(max(asked.page, 1), pages)
    shown = [each.entry for each in passing[(page - 1) * PAGE : page * PAGE]]
    return Found(
        hits=tuple(hits_of(shown, question)),
        total=found.total,
        counted=len(passing),
        page=page,
        pages=pages,
        facets=_facets(scope, matches, passing),
        corrected=question.corrected,
        unheld=question.unheld,
        loosened=_loosened(scope, matches),
        is_cut=question.is_cut,
        by_meaning=found.by_meaning,
    )


def _loosened(scope: Scope, matches: Sequence[Match]) -> dict[str, int]:
    return {
        name: sum(each.passed | bit == scope.all_passed for each in matches)
        for bit, name in _bits(scope)
    }


def _bits(scope: Scope) -> list[tuple[int, str]]:
    return [(1 << position, name) for position, name in enumerate(scope.filters)]


def _facets(
    scope: Scope, matches: Sequence[Match], passing: Sequence[Match]
) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """How many of the best have each value; a facet that is filtered by is counted as if it were
    not, so that its other values can be chosen too."""
    every = [each.entry for each in passing]
    loose = {
        name: [each.entry for each in matches if each.passed | bit == scope.all_passed]
        for bit, name in _bits(scope)
    }
    return {
        name: tuple(sorted(values, key=lambda each: (-each[1], each[0])))
        for name, values in sorted(counts_of_facets(every, loose).items())
    }
