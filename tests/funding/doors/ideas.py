"""Work areas."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
