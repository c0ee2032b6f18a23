"""Whom a letter is for: a description in plain values, kept as JSON, worked out anew each day.

Conditions of different kinds must all hold; of one kind, any. Conditions on an organisation and on
a role hold of one and the same place: a leader of one member who is an officer of another is no
officer of the first.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

# A condition of these kinds names a code; of the others, the key of a record.
CODES = ("classes", "sub_kinds", "nations", "regions", "roles", "unanswered")
MOST = 500  # of one kind: nobody ticks more, and no database is asked for more
LARGEST_KEY = 2**63 - 1

MAIN_CONTACT = "main_contact"  # beside the roles: whoever it is, in whatever role
CONTACTS, WELCOME, ASSESSMENT, QUESTION = "contacts", "welcome", "assessment", "question"
OF_ORGANISATIONS = (CONTACTS, WELCOME, ASSESSMENT)
UNANSWERED = (*OF_ORGANISATIONS, QUESTION)


class NoSegment(ValueError):
    """It describes nobody in words that are understood."""


@dataclass(frozen=True, slots=True)
class Segment:
    classes: tuple[str, ...] = ()
    sub_kinds: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()  # with the regions one kind: where
    regions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # of a representation, and MAIN_CONTACT
    themes: tuple[int, ...] = ()  # published, adopted or asked on one of them
    groups: tuple[int, ...] = ()  # belongs to one
    bodies: tuple[int, ...] = ()  # sits in one
    organisations: tuple[int, ...] = ()
    unanswered: tuple[str, ...] = ()  # one of UNANSWERED
    missed: tuple[int, ...] = ()  # announcements that were not sent to them

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen yet: that is nobody, never everybody."""
        return not self.as_json()

    def as_json(self) -> dict[str, list[str] | list[int]]:
        found = {field.name: list(getattr(self, field.name)) for field in fields(self)}
        return {name: values for name, values in found.items() if values}


def read_segment(data: object, codes: Mapping[str, Collection[str]]) -> Segment:
    """Of what was kept or sent; `codes` are those there are, by the kind of condition."""
    if not isinstance(data, Mapping):
        raise NoSegment("A segment is a table of conditions.")
    known = {field.name for field in fields(Segment)}
    strange = sorted(str(name) for name in data if name not in known)
    if strange:
        raise NoSegment(f"A segment knows no condition called {', '.join(strange)}.")
    return Segment(**{name: _read(name, values, codes) for name, values in data.items()})


def _read(name: str, values: object, codes: Mapping[str, Collection[str]]) -> Any:
    if not isinstance(values, list | tuple) or len(values) > MOST:
        raise NoSegment(f"The condition {name} is a list of at most {MOST}.")
    understood: Callable[[object], bool] = _is_key
    if name in CODES:
        understood = set(codes.get(name, ())).__contains__
    if not all(isinstance(value, str | int) and understood(value) for value in values):
        raise NoSegment(f"The condition {name} holds something unknown.")
    return tuple(dict.fromkeys(values))


def _is_key(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY
