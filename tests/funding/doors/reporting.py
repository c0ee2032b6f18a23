"""Progress and claims of projects."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
