"""Joining what shares words with what means something similar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from ccin.search.reads.matching import Match, Scope, best_matches
from ccin.search.reads.meaning import alike
from ccin.search.reads.words import Sought
from ccin.search.rules.ranking import fuse, rank

SIMILAR = 50  # entries that share no word with the question and are shown at most
LEAST = 0.35  # how alike they must be to it


@dataclass(frozen=True, slots=True)
class Ranked:
    """`total` pass every filter; `by_meaning`: whether meanings were compared."""

    matches: Sequence[Match]
    total: int
    by_meaning: bool = False


def ranked(words: str, question: Sought, scope: Scope) -> Ranked:
    """Best first; of equals the newer entry, on every database."""
    matches = []
    if not question.is_empty:
        matches = [
            replace(each, score=rank(each.score)) for each in best_matches(question.rarities, scope)
        ]
    total = total_of(matches, scope)
    likeness = alike(words, question.stamp) if question.stamp else {}
    others = _similar(likeness, matches, scope) if likeness else []
    if likeness:
        matches = _fused([*matches, *others], likeness)
    return Ranked(
        sorted(matches, key=lambda each: (-each.score, -each.entry)),
        total + sum(each.passed == scope.all_passed for each in others),
        by_meaning=bool(likeness),
    )


def total_of(matches: Sequence[Match], scope: Scope) -> int:
    """How many pass every filter, shown or not."""
    return max((each.alike for each in matches if each.passed == scope.all_passed), default=0)


def _similar(likeness: Mapping[int, float], matches: Sequence[Match], scope: Scope) -> list[Match]:
    """Of those without any of the words the most alike that the reader may see."""
    found = {each.entry for each in matches}
    near = nlargest(
        SIMILAR * 4,
        (
            (value, entry)
            for entry, value in likeness.items()
            if value >= LEAST and entry not in found
        ),
    )
    if not near:
        return []
    only = [entry for _value, entry in near]
    seen = best_matches({}, replace(scope, only=only))
    return nlargest(SIMILAR, seen, key=lambda each: (likeness[each.entry], each.entry))


def _fused(matches: Sequence[Match], likeness: Mapping[int, float]) -> list[Match]:
    top = max((each.score for each in matches), default=0.0)
    nearest = max((likeness.get(each.entry, 0.0) for each in matches), default=0.0)
    return [
        replace(
            each,
            score=fuse(
                each.score / top if top else 0.0,
                max(likeness.get(each.entry, 0.0), 0.0) / nearest if nearest > 0 else 0.0,
            ),
        )
        for each in matches
    ]
