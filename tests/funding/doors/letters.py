"""Letters about what was decided."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
