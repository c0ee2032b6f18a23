"""Pictures that are shown on pages, drawn again so that nothing but the picture is kept."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ccin.files.reasons import fault_in_words
from ccin.files.rules import PICTURES, Fault, fault_in, kind_of
from ccin.kernel.errors import Refused

WIDEST = 1600  # dots, as kept
SMALLEST = 200
MOST_PIXELS = 60_000_000


def redrawn(sent: "UploadedFile[bytes]", *, largest: int, name: str) -> "UploadedFile[bytes]":
    """The picture alone, upright, no larger than a page needs: whatever was hidden in the file,
    where it was taken or by whom, is left behind. `name` is what it is called from then on."""
    own_name = (sent.name or "")[-150:]
    content = b"" if (sent.size or 0) > largest else sent.read()
    fault = Fault.TOO_LARGE if (sent.size or 0) > largest else _fault_in(content)
    if fault:
        raise Refused(fault_in_words(fault, name=own_name, kinds=PICTURES, largest=largest))
    with Image.open(io.BytesIO(content)) as picture:
        if min(picture.size) < SMALLEST or picture.width * picture.height > MOST_PIXELS:
            raise Refused(
                _(
                    "The picture measures %(width)s by %(height)s dots. Send one of at least "
                    "%(smallest)s each way; two thousand are plenty."
                )
                % {"width": picture.width, "height": picture.height, "smallest": SMALLEST}
            )
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((WIDEST, WIDEST))
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright.getchannel("A"))
    target = io.BytesIO()
    drawn.save(target, format="JPEG", quality=82, optimize=True)
    return SimpleUploadedFile(name, target.getvalue(), content_type="image/jpeg")


def _fault_in(content: bytes) -> str:
    if not content:
        return Fault.EMPTY
    kind = kind_of(content)
    if kind not in PICTURES or kind is None:
        return Fault.WRONG_KIND
    return fault_in(content, kind) or ""
