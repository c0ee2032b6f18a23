"""Noting that somebody used the library: not who, and no program that visits every page."""

from ccin.access.actor import ActorRequest
from ccin.library.operations.uses import count_use
from ccin.library.rules.reading import is_robot


def note_use(request: ActorRequest, kind: str, key: str | int) -> None:
    """Of somebody who stands for several organisations, none is noted."""
    if request.method != "GET" or is_robot(request.headers.get("User-Agent", "")):
        return
    organisations = list(request.actor.organisation_roles)
    count_use(kind, key, organisation=organisations[0] if len(organisations) == 1 else None)
