"""Rows of a workbook's first sheet."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import repeat
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.library.imports.lines import Line, Listing, counted, is_told, refuse_doubled
from ccin.members.imports.tables import UNREADABLE, Cell, heading_key

LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes
MOST_PARTS = 5_000
WIDEST = 200  # columns
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
Row = tuple[Any, ...]


def read_sheet(file: BinaryIO) -> Listing:
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - few need it

    unreadable = (*UNREADABLE, InvalidFileException)
    try:
        _check(file)
        rows = _rows(file)
        first, _formulas = next(rows, ((), ()))
    except unreadable:
        raise _refusal() from None
    headings = tuple(heading_key(str(cell or "")) for cell in first)
    refuse_doubled(headings)
    lines = _lines(rows, headings, unreadable)
    return Listing(tuple(filter(None, headings)), counted(lines))


def _check(file: BinaryIO) -> None:
    """A small archive can unpack to more than any machine holds: ask before unpacking."""
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Refused(
                _("The file unpacks to more than a spreadsheet should hold. Save it as CSV.")
            )
    file.seek(0)


def _rows(file: BinaryIO) -> Iterator[tuple[Row, Row]]:
    """Each row as its results and as its formulas; the second only where there are any."""
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that few need

    content = io.BytesIO(file.read())
    has_formulas = _has_formulas(content)
    results = load_workbook(content, read_only=True, data_only=True).worksheets[0]
    values = results.iter_rows(values_only=True, max_col=WIDEST)
    if not has_formulas:
        yield from zip(values, repeat(()), strict=False)
        return
    written = load_workbook(content, read_only=True, data_only=False).worksheets[0]
    yield from zip(values, written.iter_rows(values_only=True, max_col=WIDEST), strict=False)


def _has_formulas(content: io.BytesIO) -> bool:
    with zipfile.ZipFile(content) as packed:
        for part in packed.namelist():
            if part.startswith("xl/worksheets/"):
                with packed.open(part) as sheet:
                    while chunk := sheet.read(1024 * 1024):
                        if b"<f>" in chunk or b"<f " in chunk:
                            return True
    return False


def _lines(
    rows: Iterator[tuple[Row, Row]], headings: tuple[str, ...], unreadable: tuple[Any, ...]
) -> Iterator[Line]:
    try:
        for number, (values, formulas) in enumerate(rows, start=2):
            if any(map(is_told, values)) or any(map(_is_formula, formulas)):
                yield _line(number, values, formulas, headings)
    except unreadable:
        raise _refusal() from None


def _line(number: int, values: Row, formulas: Row, headings: tuple[str, ...]) -> Line:
    faults = []
    for heading, value, formula in zip(
        headings, values, formulas or repeat(None, len(headings)), strict=False
    ):
        if value is None and _is_formula(formula):
            words = _("This is a formula without a result. Write the words or the number itself.")
            faults.append((heading, words))
        elif value in ERRORS:
            words = _("The spreadsheet shows the error %(error)s here. Put it right or empty it.")
            faults.append((heading, words % {"error": value}))
    cells = {
        heading: _plain(value) for heading, value in zip(headings, values, strict=False) if heading
    }
    return Line(number, cells, faults=tuple(faults))


def _is_formula(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def _plain(cell: object) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date | int | float | str):
        return cell
    return str(cell)


def _refusal() -> Refused:
    return Refused(_("The file cannot be read as XLSX. Save it again as XLSX or CSV."))
