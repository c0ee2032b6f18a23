"""Doors of the library: writing. A row as in `tests/architecture/doors.py`."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
