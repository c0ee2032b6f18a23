"""Doors of the library: ourselves. A row as in `tests/architecture/doors.py`."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
