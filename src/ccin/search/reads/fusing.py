"""Joining what shares words with what means something similar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from ccin.search.reads.matching import Match, Scope, best_matches
from ccin.search.reads.meaning import Likeness, alike
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
    matches = [] if question.is_empty else best_matches(question.rarities, scope)
    total = total_of(matches, scope)
    likeness = alike(words, question.stamp) if question.stamp else None
    others = _similar(likeness, matches, scope) if likeness else []
    scores = _scores([*matches, *others], likeness)
    return Ranked(
        [each for _score, _entry, each in sorted(scores, reverse=True)],
        total + sum(each.passed == scope.all_passed for each in others),
        by_meaning=likeness is not None,
    )


def total_of(matches: Sequence[Match], scope: Scope) -> int:
    """How many pass every filter, shown or not."""
    all_passed = scope.all_passed
    return next((each.alike for each in matches if each.passed == all_passed), 0)


def _similar(likeness: Likeness, matches: Sequence[Match], scope: Scope) -> list[Match]:
    """Of those without any of the words the most alike that the reader may see."""
    found = {each.entry for each in matches}
    only = likeness.nearest(SIMILAR * 4, found, least=LEAST)
    if not only:
        return []
    seen = best_matches({}, replace(scope, only=only))
    values = likeness.of([each.entry for each in seen])
    nearest = nlargest(SIMILAR, zip(values, (each.entry for each in seen), seen, strict=True))
    return [each for _value, _entry, each in nearest]


def _scores(matches: Sequence[Match], likeness: Likeness | None) -> list[tuple[float, int, Match]]:
    """By what they are ordered: the score, then the newer entry."""
    if likeness is None:
        return [(rank(each.score), each.entry, each) for each in matches]
    top = max((each.score for each in matches), default=0.0) or 1.0
    values = [max(value, 0.0) for value in likeness.of([each.entry for each in matches])]
    nearest = max(values, default=0.0) or 1.0
    return [
        (fuse(each.score / top, value / nearest), each.entry, each)
        for each, value in zip(matches, values, strict=True)
    ]
