"""The words of a file, in parts under its headings: bounded, so that no file keeps the worker busy.

A part without a heading is what stands before the first one. Nothing here follows a link or
fetches anything.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from xml.etree import ElementTree

MOST_PAGES = 300
MOST_CHARACTERS = 400_000
FEWEST_CHARACTERS = 20  # fewer than these are page numbers, not words
LONGEST_HEADING = 120

_NUMBERED = re.compile(r"^(\d{1,2}\.){0,3}\d{0,2}\.?\s*[A-Z]")
_HEADING = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h"
_PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_BLANKS = re.compile(r"[ \t\xa0]+")


class Read(StrEnum):
    """As `ReadState` has them."""

    WHOLE = "read"
    IN_PART = "in_part"
    NO_WORDS = "no_words"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Extract:
    read: Read
    parts: tuple[Part, ...] = ()
    pages: int | None = None

    @property
    def words(self) -> str:
        return "\n\n".join("\n\n".join(filter(None, (p.heading, p.words))) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the file has it."""

    words: str
    is_heading: bool = False


def extract(content: bytes, kind: str, *, may_go_on: Callable[[], bool]) -> Extract:
    """What can be read of it. `may_go_on` is asked before each page: the worker's patience."""
    readers: dict[str, Callable[[bytes, Callable[[], bool]], Extract]] = {
        "pdf": _of_pdf,
        "docx": _of_docx,
        "pptx": _of_pptx,
        "odt": _of_odt,
    }
    if kind not in readers:
        return Extract(Read.NO_WORDS)
    try:
        return readers[kind](content, may_go_on)
    except Exception:  # what a broken file raises in three libraries has no end
        return Extract(Read.UNREADABLE)


def parted(lines: Iterable[Line]) -> tuple[Part, ...]:
    """Lines gathered under the heading before them; a heading with nothing below it is kept."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        words = _BLANKS.sub(" ", line.words).strip()
        if not words:
            continue
        if line.is_heading:
            found.append((words[:LONGEST_HEADING], []))
        elif found:
            found[-1][1].append(words)
        else:
            found.append(("", [words]))
    return tuple(Part(heading, "\n\n".join(words)) for heading, words in found)


def title_in(parts: tuple[Part, ...]) -> str:
    """What a document calls itself: the heading it begins with, with nothing below but the next."""
    begins = parts[0] if len(parts) > 1 else Part("", "")
    return "" if begins.words.strip() else begins.heading


def looks_like_heading(line: str, after: str) -> bool:
    """Of plain words, as a PDF gives them: short, not a sentence, and something comes below it."""
    words = line.strip()
    if not 3 <= len(words) <= 80 or not after.strip() or len(words.split()) > 10:
        return False
    if words[-1] in ".,;:!?)" or not any(letter.isalpha() for letter in words):
        return False
    letters = [letter for letter in words if letter.isalpha()]
    is_loud = len(letters) > 3 and all(letter.isupper() for letter in letters)
    is_numbered = words[0].isdigit() and bool(_NUMBERED.match(words))
    return is_loud or is_numbered


def _bounded(lines: Iterator[Line], pages: int | None, may_go_on: Callable[[], bool]) -> Extract:
    kept: list[Line] = []
    characters, in_part = 0, False
    for line in lines:
        if characters >= MOST_CHARACTERS or not may_go_on():
            in_part = True
            break
        room = MOST_CHARACTERS - characters
        kept.append(Line(line.words[:room], line.is_heading))
        characters += len(line.words)
    parts = parted(kept)
    if sum(len(part.heading) + len(part.words) for part in parts) < FEWEST_CHARACTERS:
        return Extract(Read.IN_PART if in_part else Read.NO_WORDS, parts, pages)
    too_long = in_part or characters > MOST_CHARACTERS or (pages or 0) > MOST_PAGES
    return Extract(Read.IN_PART if too_long else Read.WHOLE, parts, pages)


def _of_pdf(content: bytes, may_go_on: Callable[[], bool]) -> Extract:
    from pypdf import PdfReader  # noqa: PLC0415 - a tenth of a second that few need

    reader = PdfReader(io.BytesIO(content))
    return _bounded(_lines_of_pdf(reader), len(reader.pages), may_go_on)


def _lines_of_pdf(reader: Any) -> Iterator[Line]:
    for number in range(min(len(reader.pages), MOST_PAGES)):
        lines = reader.pages[number].extract_text().splitlines()
        gathered: list[str] = []
        for line, after in zip(lines, [*lines, ""][1:], strict=True):
            is_heading = looks_like_heading(line, after)
            if is_heading or not line.strip():
                yield Line(" ".join(gathered))
                gathered = []
            if is_heading:
                yield Line(line, is_heading=True)
            elif line.strip():
                gathered.append(line.strip())
        yield Line(" ".join(gathered))


def _of_docx(content: bytes, may_go_on: Callable[[], bool]) -> Extract:
    import docx  # noqa: PLC0415 - the same

    document = docx.Document(io.BytesIO(content))
    return _bounded(_lines_of_docx(document), None, may_go_on)


def _lines_of_docx(document: Any) -> Iterator[Line]:
    from docx.table import Table  # noqa: PLC0415 - the same

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield Line(" | ".join(filter(None, cells)))
        else:
            style = (block.style.name if block.style is not None else "") or ""
            is_heading = style.lower().startswith(("heading", "title"))
            yield Line(block.text, is_heading=is_heading)


def _of_pptx(content: bytes, may_go_on: Callable[[], bool]) -> Extract:
    import pptx  # noqa: PLC0415 - the same

    slides = pptx.Presentation(io.BytesIO(content)).slides
    return _bounded(_lines_of_pptx(slides), len(slides), may_go_on)


def _lines_of_pptx(slides: Any) -> Iterator[Line]:
    """Each slide by its title, with its speaker's notes."""
    for number, slide in enumerate(slides):
        if number >= MOST_PAGES:
            return
        title = slide.shapes.title
        if title is not None:
            yield Line(title.text_frame.text.replace("\n", " "), is_heading=True)
        for shape in slide.shapes:
            if shape.has_text_frame and (title is None or shape.shape_id != title.shape_id):
                yield Line(shape.text_frame.text)
        if slide.has_notes_slide:
            yield Line(slide.notes_slide.notes_text_frame.text)


def _of_odt(content: bytes, may_go_on: Callable[[], bool]) -> Extract:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        body = packed.read("content.xml")
    if b"<!DOCTYPE" in body:  # no office program writes one; entities in it could grow without end
        return Extract(Read.UNREADABLE)
    root = ElementTree.fromstring(body)
    return _bounded(_lines_of_odt(root), None, may_go_on)


def _lines_of_odt(root: Any) -> Iterator[Line]:
    for each in root.iter():
        if each.tag in {_HEADING, _PARAGRAPH}:
            yield Line("".join(each.itertext()), is_heading=each.tag == _HEADING)
