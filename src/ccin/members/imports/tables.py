"""Reading a table from a file that a person made: CSV as it comes, or the first sheet of XLSX."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ccin.kernel.errors import Refused

LARGEST = 20 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 5 * LARGEST
MOST_ROWS = 20_000
XLSX_MARK = b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What the readers of archives, of XML and of workbooks raise for files that are broken or locked.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    SyntaxError,  # of XML, whichever reader the machine has
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
)

Cell = str | date | int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the person sees it in their program: the heading is line 1."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(name: str, content: bytes) -> Table:
    """`name` is the file's own name; what the file is, its first bytes say."""
    if len(content) > LARGEST:
        raise Refused(
            "The file is larger than 20 MB. Split it, or remove pictures and other sheets."
        )
    rows = _sheet(content) if content.startswith(XLSX_MARK) else _text(content)
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(map(_told, row))]
    if len(numbered) < 2:
        raise Refused("The file needs a row of headings and at least one row below it.")
    if len(numbered) > MOST_ROWS + 1:
        raise Refused(f"The file has more than {MOST_ROWS:,} rows. Split it.")
    headings = tuple(heading_key(str(cell or "")) for cell in numbered[0][1])
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise Refused(f"The column “{twice[0]}” is there twice. Remove one of them.")
    lines = tuple(
        Line(number, dict(zip(headings, row, strict=False))) for number, row in numbered[1:]
    )
    return Table(name, tuple(filter(None, headings)), lines)


def heading_key(text: str) -> str:
    """“Starts on” and “starts_on” are the same heading."""
    return "_".join(text.strip().casefold().replace("-", " ").replace("_", " ").split())


def _told(cell: Cell) -> bool:
    return cell is not None and str(cell).strip() != ""


def _text(content: bytes) -> Iterator[list[Cell]]:
    text = _decoded(content)
    if "\x00" in text:
        raise Refused("The file is not a text. Save it as CSV or XLSX.")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield list(row)
    except csv.Error as error:
        raise Refused(f"The file cannot be read as CSV: {error}. Save it again as CSV.") from None


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else Windows' Western European, which every
    text in ISO-8859-1 also is."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _sheet(content: bytes) -> Iterable[list[Cell]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that few need
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - the same

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise Refused("The file unpacks to more than a spreadsheet should hold.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, values_only=True)
        return [[_plain(cell) for cell in row] for row in rows]
    except (*UNREADABLE, InvalidFileException):
        raise Refused("The file cannot be read as XLSX. Save it again as XLSX or CSV.") from None


def _plain(cell: object) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date | int | float | str):
        return cell
    return str(cell)
