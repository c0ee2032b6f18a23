"""Files as officers send them: Word, slides, OpenDocument, PDF; whole, long, empty, broken."""

import io
import zipfile

import docx
import pptx
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

ODT = "application/vnd.oasis.opendocument.text"
REPORT = (("Background", "Things were thrown away."), ("What we did", "Volunteers mended them."))


def sent(name: str, content: bytes) -> "SimpleUploadedFile":
    return SimpleUploadedFile(name, content)


def word(*parts: tuple[str, str]) -> bytes:
    document = docx.Document()
    for heading, words in parts or REPORT:
        document.add_heading(heading)
        document.add_paragraph(words)
    return _kept(document)


def word_with_table() -> bytes:
    document = docx.Document()
    document.add_paragraph("Before any heading.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Year", "Things mended"
    return _kept(document)


def slides() -> bytes:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text_frame.text = "Repair cafés"
    slide.placeholders[1].text_frame.text = "Eleven libraries took part."
    slide.notes_slide.notes_text_frame.text = "Thank the volunteers."
    made.slides.add_slide(made.slide_layouts[6])
    return _kept(made)


def open_document(*, body: str = "", head: str = "") -> bytes:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = body or "<t:h>Background</t:h><t:p>Things were thrown away.</t:p>"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("mimetype", ODT)
        packed.writestr("content.xml", f'{head}<d xmlns:t="{text}">{body}</d>')
    return kept.getvalue()


def pdf(*pages: str) -> bytes:
    """A page for each text, its lines below each other; an empty text is a page of pictures."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    for words in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        lines = "".join(f"({line}) Tj 0 -16 Td " for line in words.split("\n"))
        drawn = DecodedStreamObject()
        drawn.set_data(f"BT /F1 12 Tf 50 800 Td {lines} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(drawn)
    return _written(writer)


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret")
    return _written(writer)


def with_macros() -> bytes:
    kept = io.BytesIO(word())
    with zipfile.ZipFile(kept, "a") as packed:
        packed.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    return kept.getvalue()


def _kept(document: object) -> bytes:
    kept = io.BytesIO()
    document.save(kept)  # type: ignore[attr-defined]
    return kept.getvalue()


def _written(writer: PdfWriter) -> bytes:
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()
