"""When a digest is due, what may stand in it, and in which order."""

LONGEST_WORDS = 1200  # of one notice in a digest; what is longer is cut at a paragraph
PARAGRAPH = "\n\n"


def shortened(words: str, longest: int = LONGEST_WORDS) -> tuple[str, bool]:
    """The words, and whether some were left out: whole paragraphs as long as they fit, and of a
    first one that does not, whole words."""
    if len(words) <= longest:
        return words, False
    kept = ""
    for paragraph in words.split(PARAGRAPH):
        longer = f"{kept}{PARAGRAPH}{paragraph}" if kept else paragraph
        if len(longer) > longest:
            break
        kept = longer
    return kept.rstrip() or f"{words[:longest].rpartition(' ')[0] or words[:longest]} …", True
