"""What people paste out of a word processor, as plain words with its lists kept."""

import re

from ccin.discussion.rules.asking import cleaned

# Bullets as Word, Wingdings and web pages bring them, at the beginning of a line.
BULLETS = re.compile(r"^[ \t]*[•·▪◦‣●○■□\uf0b7\uf0a7\u00a7\uf0d8][ \t\xa0]+", re.M)
BREAKS = re.compile("[\x0b\x0c\u2028\u2029]")  # a line break of Word's, a new page


def plain_words(text: str) -> str:
    """The words alone, in lines; a bullet becomes the hyphen that begins an item of a list."""
    text = BULLETS.sub("- ", BREAKS.sub("\n", text))
    return BULLETS.sub("- ", cleaned(text))  # one that stood behind a mark is first now


def plain_line(text: str) -> str:
    return " ".join(plain_words(text).split())


def words_in(text: str) -> int:
    """How many words, as whoever reads them counts: what stands between spaces and has a letter or
    a digit in it."""
    return sum(any(each.isalnum() for each in word) for word in text.split())
