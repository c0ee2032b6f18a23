"""Partners: invited, confirmed, looked for."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
