"""The doors of the newsroom, by what they are about."""

from tests.architecture.door import Door
from tests.newsroom.doors import issues

NEWSROOM: dict[str, Door] = {
    **issues.ROWS,
}
