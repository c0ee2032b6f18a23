"""One object of JSON a line: `{"_id": "7", "title": "…", "text": "…"}`."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.library.imports.columns import OWN_NAMES
from ccin.library.imports.lines import LONGEST_CELL, Line, Listing, counted, is_told
from ccin.members.imports.tables import Cell, heading_key

FIRST = 50  # lines, of which the names are the headings


def read_json_lines(file: BinaryIO) -> Listing:
    headings: dict[str, None] = {}
    for line, _number in zip(_lines(file), range(FIRST), strict=False):
        headings |= dict.fromkeys(line.cells)
    file.seek(0)
    return Listing(tuple(headings), counted(_lines(file)))


def _lines(file: BinaryIO) -> Iterator[Line]:
    number = 0
    while raw := file.readline(LONGEST_CELL * 4):
        number += 1
        if not raw.strip():
            continue
        cells = _cells(raw, number)
        yield Line(number, cells, left_out="" if _says_something(cells) else _("It has no words."))


def _says_something(cells: Mapping[str, Cell]) -> bool:
    """Collections keep a number for documents that have lost their words; nobody could put that
    right, so such a line is named and left out, and is no fault."""
    return any(is_told(cell) for name, cell in cells.items() if name not in OWN_NAMES)


def _cells(raw: bytes, number: int) -> dict[str, Cell]:
    """Lists become words with semicolons between; what is nested deeper is not read."""
    try:
        found = json.loads(raw.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(
            _("Row %(number)d is not an object of JSON. Write one object a line.")
            % {"number": number}
        )
    return {heading_key(str(name)): _cell(value) for name, value in found.items()}


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return "; ".join(str(each) for each in value if isinstance(each, str | int | float))
    if isinstance(value, bool | dict):
        return None
    return value if isinstance(value, str | int | float) else None
