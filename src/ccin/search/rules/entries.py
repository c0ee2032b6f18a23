"""What rooms hand to the index, and who may see it."""

from dataclasses import dataclass
from datetime import date

from ccin.access.actor import Actor

PUBLIC, STAFF = "public", "staff"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. `also` holds words it is found by and does not show.

    `audience` are the tokens of those who may see it, `denied` of those who may not whatever else
    they hold. `dated_by_year`: of the day only the year is known, and shown.
    """

    key: str
    kind: str
    title: str
    url: str
    audience: frozenset[str]
    summary: str = ""
    body: str = ""
    also: str = ""
    denied: frozenset[str] = frozenset()
    facets: tuple[tuple[str, str], ...] = ()
    dated_on: date | None = None
    dated_by_year: bool = False
    fictional: bool = False


def tokens_of(actor: Actor) -> frozenset[str]:
    """Everything by which this actor may be let see an entry, or kept from one."""
    tokens = {PUBLIC, *(f"class:{each}" for each in actor.classes)}
    if actor.is_staff:
        tokens.add(STAFF)
    if actor.person is not None:
        tokens.add(f"person:{actor.person}")
    tokens |= {f"org:{key}" for key in actor.organisation_roles}
    tokens |= {f"body:{key}" for key in actor.body_roles}
    return frozenset(tokens)
