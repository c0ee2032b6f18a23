"""What was funded, for everybody."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
