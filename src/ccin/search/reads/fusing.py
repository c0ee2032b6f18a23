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
    matches = [] if question.is_empty else best_matches(question.rarities, scope)
    total = total_of(matches, scope)
    likeness = alike(words, question.stamp) if question.stamp else {}
    others = _similar(likeness, matches, scope) if likeness else []
    scores = _scores([*matches, *others], likeness)
    return Ranked(
        [each for _score, _entry, each in sorted(scores, reverse=True)],
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


def _scores(
    matches: Sequence[Match], likeness: Mapping[int, float]
) -> list[tuple[float, int, Match]]:
    """By what they are ordered: the score, then the newer entry."""
    if not likeness:
        return [(rank(each.score), each.entry, each) for each in matches]
    top = max((each.score for each in matches), default=0.0) or 1.0
    values = [max(likeness.get(each.entry, 0.0), 0.0) for each in matches]
    nearest = max(values, default=0.0) or 1.0
    return [
        (fuse(each.score / top, value / nearest), each.entry, each)
        for each, value in zip(matches, values, strict=True)
    ]
