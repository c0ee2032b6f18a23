"""What a file is by its content, what is wrong with it, and what it is called from then on."""

import io
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Any

import filetype


class Kind(StrEnum):
    """The kinds of file the network takes; drawings that can hold a script are none of them."""

    PDF = auto()
    DOCX = auto()
    ODT = auto()
    PPTX = auto()
    PNG = auto()
    JPEG = auto()


class Fault(StrEnum):
    """Why a file is not taken; the sentences are in `reasons.py`."""

    EMPTY = auto()
    TOO_LARGE = auto()
    WRONG_KIND = auto()
    DAMAGED = auto()
    ENCRYPTED = auto()
    RUNS_PROGRAMS = auto()
    UNPACKS_TOO_LARGE = auto()


DOCUMENTS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.PNG, Kind.JPEG})
PICTURES = frozenset({Kind.PNG, Kind.JPEG})

CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
}
ENDINGS = {Kind.JPEG: ("jpg", "jpeg")}
LONGEST_NAME = 150

# In which part of the archive each kind of office document keeps its text.
_OFFICE_PARTS = {"word/document.xml": Kind.DOCX, "ppt/presentation.xml": Kind.PPTX}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of old office documents and of locked new ones
_PROGRAMS = (".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".js", ".vbs", ".ps1", ".jar", ".msi")
_UNPACKED = 200 * 1024 * 1024  # bytes
_MOST_PARTS = 5_000
_END_OF_A_PDF = 2_048  # bytes in which its last mark must be
# What the readers of archives, of PDF and of pictures raise for files that are broken.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    SyntaxError,
    RuntimeError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    NotImplementedError,
    MemoryError,
)


def kind_of(content: bytes) -> Kind | None:
    """What the content is, whatever the file's name says."""
    guessed = filetype.guess(content[:8192])
    mime = guessed.mime if guessed else ""
    simple = {"application/pdf": Kind.PDF, "image/png": Kind.PNG, "image/jpeg": Kind.JPEG}
    if mime in simple:
        return simple[mime]
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def fault_in(content: bytes, kind: Kind) -> Fault | None:
    """What is wrong with a file of this kind, found by reading it to its end."""
    try:
        if kind is Kind.PDF:
            return _fault_in_pdf(content)
        if kind in PICTURES:
            return _fault_in_picture(content)
        return _fault_in_archive(content)
    except _UNREADABLE:
        return Fault.DAMAGED


def is_locked_or_old(content: bytes) -> bool:
    """A Word or PowerPoint file of before 2007, or one that a password protects."""
    return content.startswith(_COMPOUND)


def clean_name(name: str, kind: Kind) -> str:
    """The file's own name without folders, controls or marks that turn the reading direction,
    with the ending of what it is."""
    own = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(
        " " if each in '"<>|:*?' or unicodedata.category(each)[0] in "CZ" else each for each in own
    )
    stem = " ".join(shown.split()).strip(". ")
    ending = next(iter(ENDINGS.get(kind, (kind.value,))))
    for known in ENDINGS.get(kind, (kind.value,)):
        if stem.lower().endswith(f".{known}"):
            stem, ending = stem[: -len(known) - 1], known
            break
    stem = stem[: LONGEST_NAME - len(ending) - 1].strip(". ")
    return f"{stem or 'document'}.{ending}"


def _office_kind(content: bytes) -> Kind | None:
    """Of an archive. One that is cut off cannot say, and counts as what its beginning names."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except _UNREADABLE:
        names = {part for part in _OFFICE_PARTS if part.encode() in content}
        is_office = b"[Content_Types].xml" in content[:8192]
        names |= {"word/document.xml"} if is_office and not names else set()
    for part, kind in _OFFICE_PARTS.items():
        if part in names:
            return kind
    return Kind.ODT if b"mimetype" + CONTENT_TYPES[Kind.ODT].encode() in content[:200] else None


def _fault_in_archive(content: bytes) -> Fault | None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            return Fault.UNPACKS_TOO_LARGE
        if any(part.flag_bits & 1 for part in parts):
            return Fault.ENCRYPTED
        if packed.testzip() is not None:
            return Fault.DAMAGED
        if any(_is_a_program(part.filename) for part in parts):
            return Fault.RUNS_PROGRAMS
        return _fault_it_declares(packed)


def _fault_it_declares(packed: zipfile.ZipFile) -> Fault | None:
    """What the list of its own parts says: that it has macros, or that they are encrypted."""
    declared = {
        "[Content_Types].xml": (b"macroEnabled", Fault.RUNS_PROGRAMS),
        "META-INF/manifest.xml": (b"encryption-data", Fault.ENCRYPTED),
    }
    for part, (mark, fault) in declared.items():
        if part in packed.namelist() and mark in packed.read(part):
            return fault
    return None


def _is_a_program(part: str) -> bool:
    """Macros as Microsoft's and as OpenDocument programs keep them, and programs packed in."""
    name = part.lower()
    return (
        "vbaproject" in name
        or name.startswith(("basic/", "scripts/"))
        or name.endswith(_PROGRAMS)
        or "activex/" in name
    )


def _fault_in_pdf(content: bytes) -> Fault | None:
    from pypdf import PdfReader  # noqa: PLC0415 - a tenth of a second that few need
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return Fault.ENCRYPTED
        if b"%%EOF" not in content[-_END_OF_A_PDF:] or not len(reader.pages):
            return Fault.DAMAGED
        return Fault.RUNS_PROGRAMS if _pdf_acts(reader.root_object) else None
    except PyPdfError:
        return Fault.DAMAGED


def _pdf_acts(root: Mapping[str, Any]) -> bool:
    """Whether opening it starts a script or a program."""
    names = root.get("/Names")
    names = names.get_object() if names is not None else {}
    action = root.get("/OpenAction")
    action = action.get_object() if action is not None else {}
    starts = isinstance(action, dict) and action.get("/S") in {"/JavaScript", "/Launch"}
    return starts or (isinstance(names, dict) and "/JavaScript" in names) or "/AA" in root


def _fault_in_picture(content: bytes) -> Fault | None:
    from PIL import Image  # noqa: PLC0415 - the same

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture:
                picture.verify()
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture:
                picture.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            return Fault.UNPACKS_TOO_LARGE
    return None
