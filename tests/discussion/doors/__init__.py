"""The doors of groups and topics, by what they are about."""

from tests.architecture.door import Door
from tests.discussion.doors import directory, groups

DISCUSSION: dict[str, Door] = {**groups.ROWS, **directory.ROWS}
