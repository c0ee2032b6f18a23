"""Whose people an authority covers."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """What decides whose people an authority covers."""

    key: int
    is_tiled: bool  # a lower-tier or unitary council: its area is one cell of the map
    county: int | None = None
    combined: int | None = None
    police: int | None = None


def areas_covered(key: int, bodies: Sequence[Body]) -> frozenset[int]:
    """The lower-tier and unitary councils among `bodies` whose people this body covers.

    Such a council covers its own people; a county its districts; a combined authority those of its
    constituents and, for a county, of the county's districts; a commissioner the police area.
    """
    by_key = {body.key: body for body in bodies}

    def is_under(body: Body) -> bool:
        county = by_key.get(body.county) if body.county is not None else None
        above = {body.key, body.county, body.combined, body.police}
        return key in above or (county is not None and key in {county.combined, county.police})

    return frozenset(body.key for body in bodies if body.is_tiled and is_under(body))
