"""The order in which matches are shown."""

BREADTH = 0.25  # more of the score for an entry that holds every word asked for
MEANING = 0.3  # of the order is what an entry means, where that is known
DIGITS = 6  # of a score that count: databases add in different orders


def rank(score: float, *, held: float, weight: float) -> float:
    """A score, raised by how much of what the words weigh together the entry holds."""
    breadth = held / weight if weight else 0.0
    return round(score * (1 + BREADTH * breadth), DIGITS)


def fuse(by_words: float, by_meaning: float) -> float:
    """Both as parts of the best there is."""
    return round((1 - MEANING) * by_words + MEANING * by_meaning, DIGITS)
