"""What people paste out of a word processor, as plain words with its lists kept."""

import re

from ccin.discussion.rules.asking import cleaned

# Bullets as Word and web pages bring them, those of Word's own letters among them.
OF_WORD = str.maketrans(dict.fromkeys("\uf0a7\uf0b7\uf0d8", "•"))
BULLETS = re.compile(r"^[ \t]*[•·▪◦‣●○■□§][ \t\xa0]+", re.M)
BREAKS = re.compile("[\x0b\x0c\u2028\u2029]")  # a line break of Word's, a new page


def plain_words(text: str) -> str:
    """The words alone, in lines; a bullet becomes the hyphen that begins an item of a list."""
    text = BREAKS.sub("\n", text).translate(OF_WORD)
    return BULLETS.sub("- ", cleaned(text))


def plain_line(text: str) -> str:
    return " ".join(plain_words(text).split())


def words_in(text: str) -> int:
    """How many words, as whoever reads them counts: what stands between spaces and has a letter or
    a digit in it."""
    return sum(any(each.isalnum() for each in word) for word in text.split())
