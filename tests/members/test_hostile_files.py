"""Files that are not what they say: refused in words, whatever is inside, and nothing changes."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from ccin.members.models import Organisation
from ccin.register.imports.official import LAYOUTS
from tests.actors import STAND_IN
from tests.browser import OurClient

pytestmark = pytest.mark.django_db

SHEET = "xl/worksheets/sheet1.xml"


def workbook() -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.active.append(["name", "class"])
    book.active.append(["Ashby", "full"])
    book.save(content)
    return content.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
    return content.getvalue()


def laughing_entities() -> bytes:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">'  # each ten times the one before
        for n in range(10)
    )
    sheet = f"<!DOCTYPE x [{laughs}]><worksheet><sheetData><row><c><v>&l9;</v></c></row>"
    return with_part(SHEET, sheet.encode() + b"</sheetData></worksheet>")


def without(name: str) -> bytes:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(content, "w") as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    return content.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a program": lambda: b"\x7fELF" + bytes(range(256)) * 10,
    "a NUL in a cell": lambda: b"name,class,kind\r\nAsh\x00by,affiliate,company\r\n",
    "a workbook cut in half": lambda: workbook()[: len(workbook()) // 2],
    "an archive of something else": lambda: without("xl/workbook.xml"),
    "a workbook without its sheet": lambda: without(SHEET),
    "a sheet that is no XML": lambda: with_part(SHEET, b"<worksheet><sheetData><row"),
    "a workbook that is no XML": lambda: with_part("xl/workbook.xml", b"\x00\x01"),
    "types that are no XML": lambda: with_part("[Content_Types].xml", b"<Types"),
    "an archive that unpacks to a thousand times its size": lambda: with_part(
        SHEET, b"<worksheet>" + bytes(150_000_000)
    ),
    "entities that multiply": laughing_entities,
    "50 megabytes": lambda: b"name,class\r\n" + b"Ashby,full\r\n" * 4_400_000,
    "packed rubbish": lambda: b"PK\x03\x04" + zlib.compress(bytes(1000)),
}


@pytest.fixture
def officer(client: OurClient) -> OurClient:
    client.act_as(STAND_IN)
    return client


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("door", ["members:import", "register:import"])
def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    what: str, door: str, officer: OurClient
) -> None:
    file = SimpleUploadedFile("list.xlsx", HOSTILE[what]())
    form = {"file": file, "as_at": "2026-11-23", "kind": next(iter(LAYOUTS))}

    answer = officer.post(reverse(door), form)

    assert answer.status_code == 200
    assert "ccin-error-summary" in answer.content.decode()
    assert not Organisation.objects.exists()
