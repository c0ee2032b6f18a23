"""Doors of the library: keeping. A row as in `tests/architecture/doors.py`."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
