"""The doors of the outbox, by what they are about."""

from tests.architecture.door import Door
from tests.outbox.doors import stopping

OUTBOX: dict[str, Door] = {**stopping.ROWS}
