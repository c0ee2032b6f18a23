"""Preferences put through a rule of allocation, as advice."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
