"""Checking, marking and moderating bids, and their presentation."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
