"""A list of resources, line by line, from whatever kind of file it is; never whole in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.members.imports.tables import XLSX_MARK, Cell

MOST_ROWS = 250_000
LONGEST_CELL = 2_000_000  # characters
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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


def read_list(file: BinaryIO) -> Listing:
    """What the file is, its first bytes say. It is read from its beginning each time."""
    # Each reader brings a library that most requests never need.
    from ccin.library.imports.json_lines import read_json_lines  # noqa: PLC0415
    from ccin.library.imports.separated import read_separated  # noqa: PLC0415
    from ccin.library.imports.sheets import read_sheet  # noqa: PLC0415
    from ccin.library.imports.wordpress import read_wordpress  # noqa: PLC0415

    file.seek(0)
    first = file.read(4096)
    file.seek(0)
    shown = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not shown:
        raise Refused(_("The file is empty."))
    if first.startswith(XLSX_MARK):
        return read_sheet(file)
    if first.startswith(OLD_OFFICE):
        raise Refused(
            _("This is a workbook of before 2007, or one with a password. Save it as XLSX or CSV.")
        )
    if shown.startswith(b"<"):
        return read_wordpress(file)
    if shown.startswith(b"{"):
        return read_json_lines(file)
    return read_separated(file)


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
