"""The doors of the journeys, by what they are about."""

from tests.architecture.door import Door
from tests.journeys.doors import rights

JOURNEYS: dict[str, Door] = {**rights.ROWS}
