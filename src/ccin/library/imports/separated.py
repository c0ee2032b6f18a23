"""Rows of a CSV file: comma, semicolon or tab; UTF-8 or Windows' Western European."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.library.imports.lines import LONGEST_CELL, Line, Listing, counted, is_told, refuse_doubled
from ccin.members.imports.tables import UTF_16, Cell, heading_key

CHUNK = 1024 * 1024


def read_separated(file: BinaryIO) -> Listing:
    csv.field_size_limit(LONGEST_CELL)
    rows = _rows(file, encoding_of(file))
    headings = tuple(heading_key(cell) for cell in next(rows, []))
    refuse_doubled(headings)
    return Listing(tuple(filter(None, headings)), counted(_lines(rows, headings)))


def encoding_of(file: BinaryIO) -> str:
    """By reading it to its end: what is UTF-8 for a million rows may not be so in the last."""
    beginning = file.read(2)
    file.seek(0)
    if beginning in UTF_16:
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def _rows(file: BinaryIO, encoding: str) -> Iterator[list[str]]:
    """The file stays open for whoever opened it."""
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        delimiter = _delimiter(text)
        yield from csv.reader(text, delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Refused(
            _("The file cannot be read as CSV: %(error)s. Save it again as CSV.") % {"error": error}
        ) from None
    finally:
        if not file.closed:
            text.detach()


def _delimiter(text: io.TextIOWrapper) -> str:
    first = text.read(CHUNK)
    text.seek(0)
    if "\x00" in first:
        raise Refused(
            _("The file is not a list. Save it as CSV, XLSX, JSON lines or a WordPress export.")
        )
    return max(",;\t", key=first.split("\n", 1)[0].count)


def _lines(rows: Iterator[list[str]], headings: tuple[str, ...]) -> Iterator[Line]:
    """Rows as a spreadsheet numbers them, even where a cell runs over several lines of the file."""
    for number, row in enumerate(rows, start=2):
        if any(map(is_told, row)):
            cells: dict[str, Cell] = dict(zip(headings, row, strict=False))
            yield Line(number, cells)
