"""Which word of the index a misspelt one may have meant."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 5  # letters of a word that may be taken for another
CANDIDATES = 12


def slips_allowed(word: str) -> int:
    return 1 if len(word) < 7 else 2


def nearest_spellings(word: str, vocabulary: Sequence[str]) -> list[tuple[str, int]]:
    """Words of the vocabulary within one slip, or two in a long word, nearest first, with how many
    slips; a slip is a letter too many, too few, wrong, or two that changed places."""
    if len(word) < SHORTEST or any(each.isdecimal() for each in word):
        return []
    found = extract(
        word,
        vocabulary,
        scorer=OSA.distance,
        score_cutoff=slips_allowed(word),
        limit=CANDIDATES,
    )
    return [(near, int(slips)) for near, slips, _position in found]
