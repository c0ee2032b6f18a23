"""Writing and submitting bids."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
