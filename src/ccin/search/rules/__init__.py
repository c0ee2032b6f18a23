"""The rules of finding, on plain values: from words to stems, from stems to shares, from what was
found to what is shown."""

from ccin.search.rules.asking import Asked, Correction, Found, Hit, Reason, Where
from ccin.search.rules.entries import PUBLIC, STAFF, Entry, tokens_of
from ccin.search.rules.showing import Marked

__all__ = [
    "PUBLIC",
    "STAFF",
    "Asked",
    "Correction",
    "Entry",
    "Found",
    "Hit",
    "Marked",
    "Reason",
    "Where",
    "tokens_of",
]
