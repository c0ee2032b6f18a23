"""Reading an official table: CSV in whichever of the usual encodings, row by row, strictly."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from ccin.kernel.errors import Refused

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the person sees it in their program: the headings are row 1."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def require(self, *headings: str) -> None:
        missing = [heading for heading in headings if heading not in self.headings]
        if missing:
            raise Refused(
                f"The column “{missing[0]}” is missing. The file has: {', '.join(self.headings)}."
            )


def read_table(content: bytes) -> Table:
    """Refuses a file that is not a whole table, with the row and the reason."""
    rows = _rows(_decoded(content))
    headings = tuple(cell.strip() for cell in next(rows, (0, []))[1])
    if not any(headings):
        raise Refused("Row 1 is empty: it must hold the names of the columns.")
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise Refused(f"The column “{heading}” is there twice. Remove one of them.")
    lines = tuple(_line(number, row, headings) for number, row in rows if any(row))
    if not lines:
        raise Refused("There is no row below the names of the columns.")
    if len(lines) > MOST_ROWS:
        raise Refused(f"The file has more than {MOST_ROWS:,} rows. Split it.")
    return Table(headings, lines)


def _line(number: int, row: list[str], headings: tuple[str, ...]) -> Line:
    if len(row) != len(headings):
        raise Refused(
            f"Row {number} has {len(row)} cells and row 1 has {len(headings)} columns. "
            "A comma in a name needs quotation marks around the name."
        )
    return Line(number, {key: cell.strip() for key, cell in zip(headings, row, strict=True)})


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise Refused(f"Row {reader.line_num} cannot be read as CSV: {error}.") from None


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else Windows' Western European; ISO-8859-1's letters are
    the same there."""
    if len(content) > LARGEST:
        raise Refused("The file is larger than 20 MB. These official tables are much smaller.")
    if content.startswith(b"PK\x03\x04"):
        raise Refused("This is a spreadsheet. Save it as CSV, then choose the CSV file.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise Refused("This is not a text file. Choose the CSV file as it was published.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
