"""The doors of groups and topics, by what they are about."""

from tests.architecture.door import Door
from tests.discussion.doors import groups

DISCUSSION: dict[str, Door] = {**groups.ROWS}
