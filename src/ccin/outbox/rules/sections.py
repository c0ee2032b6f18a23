"""Sections: the kinds of e-mail that somebody may want or not."""

from dataclasses import dataclass

DIGEST = "digest"  # the choice of how often; whoever stops this section gets no digest at all
LIBRARY, QUESTIONS, MEMBERSHIP = "library", "questions", "membership"
WORK = "work"
FUNDING = "funding"
ANNOUNCEMENTS, UPDATE = "announcements", "update"

# In which order a digest and the page of choices have what is neither group nor body.
ORDER = (WORK, QUESTIONS, LIBRARY, MEMBERSHIP, FUNDING, ANNOUNCEMENTS, UPDATE)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a digest, and what its reader may stop: one group, one body, the library.

    Its notices may come at once, as letters of their own, only where `at_once_allowed`, and then
    only to those who chose so.
    """

    key: str  # group:7, body:2, library
    title: str  # as it stands in the digest
    at_once_allowed: bool = False


def place_of(section: str) -> tuple[int, str]:
    """Where a section stands: groups, then bodies, then the rest in their order."""
    kind = section.partition(":")[0]
    if kind in {"group", "body"}:
        return ({"group": 0, "body": 1}[kind], "")
    return (2 + ORDER.index(section), "") if section in ORDER else (2 + len(ORDER), section)
