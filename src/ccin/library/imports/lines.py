"""One line of a list, and a list as its lines; never whole in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.members.imports.tables import Cell

MOST_ROWS = 250_000
LONGEST_CELL = 2_000_000  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """`number` as the person sees it in their program; the headings are line 1.

    `left_out` says why a line is no resource: a draft of the old site, an empty row in between.
    `faults` are cells that cannot be read, by heading.
    """

    number: int
    cells: Mapping[str, Cell]
    left_out: str = ""
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """`keyed` names the place from which the lines' own keys come, where the file says so."""

    headings: tuple[str, ...]
    lines: Iterator[Line]
    keyed: str = ""


def counted(lines: Iterator[Line]) -> Iterator[Line]:
    """No more of them than a list may have."""
    for number, line in enumerate(lines, start=1):
        if number > MOST_ROWS:
            raise Refused(
                _("The file has more than %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"}
            )
        yield line


def is_told(cell: Cell) -> bool:
    return cell is not None and str(cell).strip() != ""


def refuse_doubled(headings: tuple[str, ...]) -> None:
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise Refused(
                _("The column “%(name)s” is there twice. Remove one of them.") % {"name": heading}
            )
