"""Rounds, their rules and the calls that everybody reads."""

from tests.architecture.door import Door

ROWS: dict[str, Door] = {}
