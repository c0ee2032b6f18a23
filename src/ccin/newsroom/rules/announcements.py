"""What an announcement must hold before it goes, and how a list is known again."""

from collections.abc import Iterable
from hashlib import sha256

LONGEST_WORDS = 50_000


def stamp_of(keys: Iterable[str]) -> str:
    """Another for every other list of people: what a page showed is compared with what would go."""
    listed = sorted(keys)
    return f"{len(listed)}-{sha256(chr(10).join(listed).encode()).hexdigest()[:16]}"


def number_in(stamp: str) -> int:
    """How many people a stamp stands for; none where it is no stamp."""
    number = stamp.partition("-")[0]
    return int(number) if number.isdecimal() and len(number) < 10 else 0
