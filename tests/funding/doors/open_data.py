"""The feed of calls and projects."""

from tests.architecture.door import OPEN, Door

ROWS: dict[str, Door] = {
    "funding:feed": Door(get=OPEN),
}
