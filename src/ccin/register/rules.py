"""Pure rules: how a name is folded for comparison."""

import re
import unicodedata

LONGEST = 200  # characters of a typed name that are looked at; the rest is not read

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"\bsaint\b")


def fold(text: str) -> str:
    """A name as it is compared: no case, diacritics, apostrophes or punctuation; & is and."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", bare).replace("&", " and ")).strip()
    return _SAINT.sub("st", words)
