"""Lists as people send them, for tests of bringing them into the library."""

import io
import json
from collections.abc import Sequence

from openpyxl import Workbook

from ccin.library.imports.columns import Headings, Row, read_line
from ccin.library.imports.lists import read_list
from ccin.library.models import Import
from ccin.library.operations.import_plan import Plan, Wishes, plan_import
from ccin.library.operations.imports import bring_in, start_import_from_disk
from tests.actors import EDITOR

WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><link>https://old.example</link>{items}</channel></rss>"""


def separated(*rows: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\r\n".join(rows).encode(encoding, errors="surrogateescape"))


def json_lines(*objects: object) -> io.BytesIO:
    return io.BytesIO("\n".join(map(json.dumps, objects)).encode())


def sheet(*rows: Sequence[object]) -> io.BytesIO:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    out.seek(0)
    return out


def wordpress(*items: str) -> io.BytesIO:
    return io.BytesIO(WORDPRESS.format(items="".join(items)).encode())


def post(number: int, title: str, *, kind: str = "case-study", more: str = "") -> str:
    status = "" if "wp:status" in more else "<wp:status>publish</wp:status>"
    return (
        f"<item><title>{title}</title><link>https://old.example/{kind}/{number}/</link>"
        f"<content:encoded><![CDATA[<p>What we did in <b>{title}</b>.</p>]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>2021-07-31 10:00:00</wp:post_date>"
        f"<wp:post_type>{kind}</wp:post_type>{status}{more}</item>"
    )


def rows_of(file: io.BytesIO) -> list[Row]:
    """Its rows; one with a fault is its problems."""
    listing = read_list(file)
    headings = Headings(listing.headings)
    return [read_line(line, headings) for line in listing.lines if not line.left_out]


def planned(file: io.BytesIO, **wishes: object) -> Plan:
    return plan_import(file, Wishes("Our list", **wishes))


def brought(file: io.BytesIO, *, by=EDITOR, **wishes: object) -> Import:
    """All of it, as the command does it."""
    begun = start_import_from_disk("list.csv", Wishes("Our list", **wishes), by=by)
    bring_in(begun, file, by=by)
    begun.refresh_from_db()
    return begun
