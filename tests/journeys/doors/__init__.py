"""The doors of the journeys, by what they are about."""

from tests.architecture.door import Door
from tests.journeys.doors import post_office, rights

JOURNEYS: dict[str, Door] = {**rights.ROWS, **post_office.ROWS}
