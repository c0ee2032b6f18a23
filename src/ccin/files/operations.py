"""Taking an upload in after reading it to its end, and having it scanned."""

import hashlib
import io
import secrets
import shlex
import subprocess
from collections.abc import Collection

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.files.models import Upload
from ccin.files.reasons import fault_in_words
from ccin.files.rules import (
    CONTENT_TYPES,
    PICTURES,
    Fault,
    Kind,
    clean_name,
    fault_in,
    is_locked_or_old,
    kind_of,
)
from ccin.files.states import ScanState
from ccin.kernel.errors import Refused

SCAN_WITHIN = 120  # seconds for one file
CLEAN, FOUND = 0, 1  # what ClamAV's programs return
WIDEST = 1600  # dots of a picture drawn again
SMALLEST = 200
MOST_PIXELS = 60_000_000


class ScannerFailed(Exception):
    """The scanner could not say whether a file is harmful."""


@transaction.atomic
def keep_upload(
    sent: "UploadedFile[bytes]", *, kinds: Collection[str], largest: int, by: Actor
) -> Upload:
    """Keep what was sent if it is whole, harmless and one of `kinds` by its content.

    The operation of the room that will own it has permitted it. In the store it has a name that
    nobody can guess; the sender's own name, cleaned, is only ever shown.
    """
    name = (sent.name or "")[-150:]
    if (sent.size or 0) > largest:
        raise Refused(fault_in_words(Fault.TOO_LARGE, name=name, kinds=kinds, largest=largest))
    content = sent.read()
    kind, fault = _looked_at(content, kinds)
    if fault or kind is None:
        raise Refused(fault_in_words(fault, name=name, kinds=kinds, largest=largest))
    upload = Upload(
        name=clean_name(name, kind),
        content_type=CONTENT_TYPES[kind],
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        uploaded_at=timezone.now(),
    )
    upload.file.save(f"{secrets.token_hex(20)}.{kind}", ContentFile(content), save=False)
    upload.save()
    record(by, "files.upload_kept", upload, size=upload.size, digest=upload.digest)
    return upload


@transaction.atomic
def forget_upload(upload: Upload, *, by: Actor) -> None:
    """Take it out of the store for good, as a part of an operation that has permitted and that no
    longer names it. The content goes once the transaction is through."""
    record(by, "files.upload_forgotten", upload)
    store, name = upload.file.storage, str(upload.file.name)
    upload.delete()
    transaction.on_commit(lambda: store.delete(name))


def redrawn(sent: "UploadedFile[bytes]", *, largest: int, name: str) -> "UploadedFile[bytes]":
    """The picture alone, upright, no larger than a page needs: whatever was hidden in the file,
    where it was taken or by whom, is left behind. `name` is what it is called from then on."""
    own_name = (sent.name or "")[-150:]
    content = b"" if (sent.size or 0) > largest else sent.read()
    fault = Fault.TOO_LARGE if (sent.size or 0) > largest else _fault_in_picture(content)
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


def scan_waiting(*, by: Actor) -> int:
    """Ask the scanner about every upload that it has not seen; outside a transaction, since one
    file may take a minute. Without a scanner nothing is claimed: uploads stay “not scanned”."""
    by.must(Permission.FILE_SCAN)
    waiting = Upload.objects.filter(scan=ScanState.NOT_SCANNED) if settings.SCANNER else []
    done = 0
    for upload in waiting:
        _note_scan(upload, _ask_scanner(upload), by=by)
        done += 1
    return done


def _fault_in_picture(content: bytes) -> str:
    if not content:
        return Fault.EMPTY
    kind = kind_of(content)
    if kind not in PICTURES or kind is None:
        return Fault.WRONG_KIND
    return fault_in(content, kind) or ""


def _looked_at(content: bytes, kinds: Collection[str]) -> tuple[Kind | None, str]:
    """What it is, and what is wrong with it, in the order in which a person would want to know."""
    if not content:
        return None, Fault.EMPTY
    if is_locked_or_old(content):
        return None, "locked_or_old"
    kind = kind_of(content)
    if kind is None or kind not in kinds:
        return None, Fault.WRONG_KIND
    return kind, fault_in(content, kind) or ""


def _ask_scanner(upload: Upload) -> ScanState:
    """The content goes to the program's standard input, so that it may be in any store."""
    with upload.file.open("rb") as file:
        content = file.read()
    done = subprocess.run(
        shlex.split(settings.SCANNER),
        input=content,
        capture_output=True,
        timeout=SCAN_WITHIN,
        check=False,
    )
    if done.returncode not in {CLEAN, FOUND}:
        said = done.stderr.decode(errors="replace")[:200].strip()
        raise ScannerFailed(f"The scanner ended with {done.returncode}: {said}")
    return ScanState.INFECTED if done.returncode == FOUND else ScanState.CLEAN


@transaction.atomic
def _note_scan(upload: Upload, found: ScanState, *, by: Actor) -> None:
    upload.refresh_from_db(from_queryset=Upload.objects.select_for_update())
    upload.scan = found
    upload.save(update_fields=["scan"])
    record(by, "files.upload_scanned", upload, found=found)
