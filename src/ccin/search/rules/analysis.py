"""From a text to the stems it is found by, the same for entries and for questions.

Lower case, accents folded, English stems. A word with an apostrophe is one word without it; “co-”
and its like belong to the word they stand before, so that “co-operative” is “cooperative”; other
words joined by a hyphen are words of their own. Marks, emoji and operators are nothing.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from ccin.search.rules.stop_words import STOP_WORDS

LONGEST = 40  # characters of a stem
MOST_WORDS = 20_000  # of one field; what comes after is not found by

JOINED = "co|e|re|pre|anti|multi|inter"
WORDS = re.compile(
    rf"\d+(?:[.,]\d+)+|(?:(?:{JOINED})[-‐‑](?=[^\W\d_]))?[^\W_]+(?:['’ʼ][^\W_]+)*", re.IGNORECASE
)
APOSTROPHES = re.compile("['’ʼ]")
HYPHENS = re.compile("[-‐‑]")
STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """The stem of a word as it stands in a text; empty if nothing of it can be looked for."""
    plain = fold(word)
    if plain[0].isdecimal():
        return plain.replace(",", "")[:LONGEST].rstrip(".")
    plain = HYPHENS.sub("", plain)
    head, mark, tail = rpartition(plain)
    plain = head if mark and tail == "s" else APOSTROPHES.sub("", plain)
    return str(STEMMER.stemWord(plain[:LONGEST]))


def rpartition(word: str) -> tuple[str, str, str]:
    for mark in "'’ʼ":
        if mark in word:
            return word.rpartition(mark)
    return word, "", ""


def fold(text: str) -> str:
    """Lower case without accents: “Môn” is “mon”."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each)) or text


def words_of(text: str) -> list[str]:
    """The words as they stand, as many as count."""
    found: list[str] = WORDS.findall(text)
    return found[:MOST_WORDS]


def stems_of(text: str) -> list[str]:
    return [stem for stem in map(stem_of, words_of(text)) if stem]


@lru_cache(maxsize=1)
def stop_stems() -> frozenset[str]:
    return frozenset(map(stem_of, STOP_WORDS)) | STOP_WORDS
