"""Doors of the library: writing. A row as in `tests/architecture/doors.py`."""

from ccin.access.permissions import P
from tests.architecture.door import At, Door
from tests.factories import ResourceFactory


def a_draft() -> At:
    made = ResourceFactory()
    return At({"pk": made.pk}, organisation=made.owner_id)


ROWS: dict[str, Door] = {
    "library:work": Door(get=P.RESOURCE_WRITE, at=a_draft),
}
