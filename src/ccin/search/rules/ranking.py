"""The order in which matches are shown."""

MEANING = 0.3  # of the order is what an entry means, where that is known
DIGITS = 6  # of a score that count: databases add in different orders


def rank(score: float) -> float:
    """A sum of shares, of which each rises ever less with a word's repetition: so an entry with
    more of the different words comes first without any bonus (docs/decisions/0100)."""
    return round(score, DIGITS)


def fuse(by_words: float, by_meaning: float) -> float:
    """Both as parts of the best there is."""
    return round((1 - MEANING) * by_words + MEANING * by_meaning, DIGITS)
