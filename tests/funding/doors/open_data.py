"""Awards as open data, and feeds."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
