"""Doors of the directory of people."""

from ccin.access.permissions import P
from tests.architecture.door import Door

ROWS: dict[str, Door] = {
    "discussion:people": Door(P.PEOPLE_FIND),
    "discussion:own_profile": Door(P.PEOPLE_FIND, P.PEOPLE_FIND),
}
