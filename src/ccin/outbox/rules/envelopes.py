"""What may stand on an envelope, and when an answer of the mail server is final."""

from collections.abc import Iterable
from datetime import timedelta

from ccin.kernel.errors import Refused

LONGEST_SUBJECT = 200
IN_FLIGHT_FOR = timedelta(minutes=10)  # after that, whoever was sending it is gone
LATE_AFTER = timedelta(minutes=5)  # due so long and still not tried: something is in the way
A_BATCH = 200  # letters a pass, so that other work comes between


def one_line(words: str, *, what: str) -> str:
    """The words, or Refused: whoever may put in a line break may write headers of their own."""
    if any(
        ord(character) < 32 or ord(character) in {127, 0x85, 0x2028, 0x2029} for character in words
    ):
        raise Refused(f"The {what} of a letter must be one line of text.")
    return words.strip()


def subject_line(words: str) -> str:
    line = one_line(words, what="subject")
    if not line:
        raise Refused("A letter needs a subject.")
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def is_final(codes: Iterable[int]) -> bool:
    """Whether the server will answer the same next time: SMTP's replies from 500 on."""
    found = list(codes)
    return bool(found) and all(code >= 500 for code in found)
