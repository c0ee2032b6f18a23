"""What a row of `doors.py` is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

OPEN = "everyone"
SIGNED_IN = "whoever is signed in"
ALL_THE_WAY_IN = "whoever is signed in, staff with their second factor"
# OPEN, SIGNED_IN, a permission, several of which one is enough, or None: there is no such method.
Needs = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class At:
    """Where the door is: the address's arguments, and the organisation or the body whose page it
    is, if any: a role held for another organisation or in another body opens nothing there."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    organisation: int | None = None
    body: int | None = None
    application: int | None = None  # whose writers are more to it than others
    query: str = ""
    url: str = ""  # in place of the arguments, where the pattern has no names for them


@dataclass(frozen=True, slots=True)
class Door:
    get: Needs = None
    post: Needs = None
    at: Callable[[], At] = At
    data: Callable[[], Mapping[str, Any]] = dict
