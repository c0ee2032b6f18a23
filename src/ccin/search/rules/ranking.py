"""The order in which matches are shown."""

BREADTH = 0.25  # more of the score for an entry that holds every word asked for
DIGITS = 6  # of a score that count: databases add in different orders


def rank(score: float, *, held: float, weight: float) -> float:
    """A score, raised by how much of what the words weigh together the entry holds."""
    breadth = held / weight if weight else 0.0
    return round(score * (1 + BREADTH * breadth), DIGITS)
