"""The doors of the library, by what they are about."""

from tests.architecture.door import Door
from tests.library.doors import (
    adopting,
    asking,
    keeping,
    ourselves,
    reading,
    together,
    writing,
)

LIBRARY: dict[str, Door] = {
    **reading.ROWS,
    **writing.ROWS,
    **adopting.ROWS,
    **asking.ROWS,
    **keeping.ROWS,
    **together.ROWS,
    **ourselves.ROWS,
}
