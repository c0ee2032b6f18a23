"""Recommending and deciding on bids."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
