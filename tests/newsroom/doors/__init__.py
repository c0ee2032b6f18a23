"""The doors of the newsroom, by what they are about."""

from tests.architecture.door import Door
from tests.newsroom.doors import announcements, issues

NEWSROOM: dict[str, Door] = {
    **announcements.ROWS,
    **issues.ROWS,
}
