"""What a file is, and what is wrong with it, whatever it is called."""

import io
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from ccin.files.rules import (
    CONTENT_TYPES,
    LONGEST_NAME,
    Fault,
    Kind,
    clean_name,
    fault_in,
    is_locked_or_old,
    kind_of,
)


def pdf(*, password: str = "", script: str = "", pages: int = 1) -> bytes:
    writer, content = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    if script:
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(script),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(content)
    return content.getvalue()


def picture(form: str = "PNG", *, side: int = 40) -> bytes:
    content = io.BytesIO()
    Image.effect_noise((side, side), 50).convert("RGB").save(content, form)
    return content.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            packed.writestr(name, part, compress_type=stored)
    return content.getvalue()


TYPES = {"[Content_Types].xml": b"<Types/>"}


def docx(**more: bytes) -> bytes:
    return archive({**TYPES, "word/document.xml": b"<w:document/>" * 400, **more})


def with_parts(*, parts: dict[str, bytes]) -> bytes:
    return archive({**TYPES, "word/document.xml": b"<w:document/>", **parts})


def odt(manifest: bytes = b"<manifest/>", **more: bytes) -> bytes:
    return archive(
        {
            "mimetype": CONTENT_TYPES[Kind.ODT].encode(),
            "content.xml": b"<text/>",
            "META-INF/manifest.xml": manifest,
            **more,
        }
    )


WHOLE: dict[Kind, Callable[[], bytes]] = {
    Kind.PDF: pdf,
    Kind.DOCX: docx,
    Kind.ODT: odt,
    Kind.PPTX: lambda: archive({**TYPES, "ppt/presentation.xml": b"<p/>"}),
    Kind.PNG: picture,
    Kind.JPEG: lambda: picture("JPEG"),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_file_is_known_by_its_content_and_nothing_is_wrong_with_it(kind: Kind) -> None:
    content = WHOLE[kind]()

    assert kind_of(content) is kind
    assert fault_in(content, kind) is None


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.DOCX, Kind.PPTX, Kind.ODT, Kind.PNG, Kind.JPEG])
def test_a_file_that_is_cut_off_is_damaged(kind: Kind) -> None:
    content = WHOLE[kind]()

    assert fault_in(content[: len(content) * 2 // 3], kind) is Fault.DAMAGED


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (Kind.PDF, pdf(password="secret")),
        (Kind.ODT, odt(b"<manifest:encryption-data/>")),
    ],
)
def test_a_file_with_a_password_is_named_as_that(kind: Kind, content: bytes) -> None:
    assert fault_in(content, kind) is Fault.ENCRYPTED


def test_an_archive_whose_parts_are_encrypted_is_named_as_that() -> None:
    content = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)

    assert fault_in(bytes(content), Kind.DOCX) is Fault.ENCRYPTED


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (Kind.PDF, pdf(script="app.alert('hello')")),
        (Kind.DOCX, with_parts(parts={"word/vbaProject.bin": b"macro"})),
        (Kind.DOCX, with_parts(parts={"word/activeX/activeX1.xml": b"<ax/>"})),
        (Kind.DOCX, with_parts(parts={"word/embeddings/setup.exe": b"MZ"})),
        (
            Kind.DOCX,
            archive({"[Content_Types].xml": b"x.macroEnabled.y", "word/document.xml": b"<w/>"}),
        ),
        (Kind.ODT, odt(**{"Basic/Standard/Module1.xml": b"Sub Main"})),
    ],
)
def test_a_file_that_can_run_a_program_is_refused(kind: Kind, content: bytes) -> None:
    assert fault_in(content, kind) is Fault.RUNS_PROGRAMS


def test_what_unpacks_to_a_thousand_times_its_size_is_refused_unread() -> None:
    bomb = with_parts(parts={f"word/media/{n}.bin": bytes(30_000_000) for n in range(8)})
    wide = io.BytesIO()
    Image.new("1", (20_000, 12_000)).save(wide, "PNG")

    assert fault_in(bomb, Kind.DOCX) is Fault.UNPACKS_TOO_LARGE
    assert fault_in(wide.getvalue(), Kind.PNG) is Fault.UNPACKS_TOO_LARGE


def test_a_document_without_a_page_or_with_a_flipped_byte_is_damaged() -> None:
    flipped = bytearray(docx())
    place = flipped.find(b"word/document.xml") + 20
    flipped[place] ^= 0xFF

    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as packed:
        packed.writestr("word/document.xml", b"<w:document/>")
    altered = stored.getvalue().replace(b"<w:document/>", b"<w:documenT/>")

    assert fault_in(altered, Kind.DOCX) is Fault.DAMAGED
    assert fault_in(pdf(pages=0), Kind.PDF) is Fault.DAMAGED
    assert fault_in(bytes(flipped), Kind.DOCX) is Fault.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><body>%PDF-1.7</body></html>",
        b"\x7fELF" + bytes(100),
        b"MZ" + bytes(100),
        b"GIF89a" + bytes(100),
        b"plain words",
        archive({"readme.txt": b"an archive of something else"}),
    ],
)
def test_what_is_none_of_the_kinds_has_no_kind(content: bytes) -> None:
    assert kind_of(content) is None


def test_an_old_or_locked_office_file_is_told_apart() -> None:
    assert is_locked_or_old(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert not is_locked_or_old(docx())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("C:\\Users\\me\\minutes.PDF", "minutes.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("minutes\u202efdp.exe", "minutes fdp.exe.pdf"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ('"><script>.pdf', "script.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_what_the_file_is(sent: str, kept: str) -> None:
    assert clean_name(sent, Kind.PDF) == kept


def test_a_very_long_name_is_cut_and_keeps_its_ending() -> None:
    name = clean_name("x" * 5_000 + ".jpeg", Kind.JPEG)

    assert len(name) == LONGEST_NAME
    assert name.endswith("x.jpeg")
