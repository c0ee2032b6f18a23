"""A logo as it was sent, drawn again: bounded in size, without what else the file carried."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps

from ccin.files.reasons import fault_in_words
from ccin.files.rules import PICTURES, Fault, fault_in, kind_of
from ccin.kernel.errors import Refused

LARGEST = 4 * 1024 * 1024  # bytes, as sent
WIDEST, TALLEST = 400, 200  # pixels, as kept
SMALLEST = 32
MOST_PIXELS = 40_000_000


def redrawn(sent: "UploadedFile[bytes]") -> "UploadedFile[bytes]":
    """As PNG. Whatever was hidden in the file, where it was taken or by whom, is left behind."""
    name = (sent.name or "")[-150:]
    content = b"" if (sent.size or 0) > LARGEST else sent.read()
    fault = Fault.TOO_LARGE if (sent.size or 0) > LARGEST else _fault_in(content)
    if fault:
        raise Refused(fault_in_words(fault, name=name, kinds=PICTURES, largest=LARGEST))
    with Image.open(io.BytesIO(content)) as picture:
        if min(picture.size) < SMALLEST or picture.width * picture.height > MOST_PIXELS:
            raise Refused(
                f"The picture measures {picture.width} by {picture.height} dots. "
                f"Send one of at least {SMALLEST} by {SMALLEST}; a thousand dots are plenty."
            )
        drawn = ImageOps.exif_transpose(picture).convert("RGBA")
    drawn.thumbnail((WIDEST, TALLEST))
    target = io.BytesIO()
    drawn.save(target, format="PNG", optimize=True)
    return SimpleUploadedFile("logo.png", target.getvalue(), content_type="image/png")


def _fault_in(content: bytes) -> str:
    if not content:
        return Fault.EMPTY
    kind = kind_of(content)
    if kind not in PICTURES or kind is None:
        return Fault.WRONG_KIND
    return fault_in(content, kind) or ""
