"""Where an item stands, and how its words become a post, a letter and plain text."""

import re
from collections.abc import Sequence

LONGEST_SOCIAL = 300  # the least that the usual places take, link and all
LONGEST_SENTENCE = 240
# What others wrote stands in our Markdown as words: it marks nothing up and leads nowhere.
MARKS = str.maketrans({**dict.fromkeys("*_`<>|\\#"), "[": "(", "]": ")"})
SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)
OWN_LINK = re.compile(r"(\]\()(/[^)\s]*)")


def place_for(ranks: Sequence[int], rank: int) -> int:
    """Where among items of these ranks a new one goes: after the last that comes no later."""
    earlier = [place for place, other in enumerate(ranks) if other <= rank]
    return earlier[-1] + 1 if earlier else 0


def as_words(words: str) -> str:
    """On one line and without marks."""
    return " ".join(words.translate(MARKS).split())


def first_sentence(words: str) -> str:
    """The first of what somebody says of themselves, cut at a word where it goes on for long."""
    line = as_words(words)
    found = SENTENCE.match(line)
    return shortened(found[1] if found else line, LONGEST_SENTENCE)


def shortened(words: str, longest: int) -> str:
    """At most so many characters, cut at a word and with an ellipsis where any is left out."""
    if len(words) <= longest:
        return words
    if longest < 1:
        return ""
    cut = words[: longest - 1]
    whole = cut.rpartition(" ")[0] if " " in cut else cut
    return whole.rstrip(" ,;:–-.") + "…"


def social_text(heading: str, words: str, address: str) -> str:
    """What may be copied to social media: the heading, as many of the words as fit, the link.

    `words` are plain. No hashtag and no name of anybody is made up: staff write them if they wish.
    """
    room = LONGEST_SOCIAL - len(address) - 1
    head = shortened(" ".join(heading.split()), room)
    stop = "" if head.endswith((".", "!", "?", "…")) else "."
    line = " ".join(words.split())
    left = room - len(head) - len(stop) - 1
    body = shortened(line, left)
    if not body or len(body) < min(len(line), 20):
        return f"{head} {address}"
    return f"{head}{stop} {body} {address}"


def with_site(words: str, site: str) -> str:
    """Markdown whose links to this site's own pages work in a letter too."""
    return OWN_LINK.sub(rf"\g<1>{site}\g<2>", words)


def in_full(address: str, site: str) -> str:
    return f"{site}{address}" if address.startswith("/") else address
