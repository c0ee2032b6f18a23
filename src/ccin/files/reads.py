"""Handing an upload to somebody; the room that owns it has asked first who may have it."""

from io import BytesIO

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext as _

from ccin.files.models import Upload
from ccin.files.states import ScanState
from ccin.kernel.errors import Refused


def answer_with(upload: Upload) -> FileResponse:
    """The file as an attachment that no browser runs and no cache keeps.

    What a scanner found harmful is never handed out; nor, where there is a scanner, what it has not
    looked at yet.
    """
    if upload.scan == ScanState.INFECTED:
        raise Refused(
            _("The scanner found something harmful in this file, so it is not handed out.")
        )
    if settings.SCANNER and upload.scan == ScanState.NOT_SCANNED:
        raise Refused(_("This file is still to be scanned. Try again in some minutes."))
    try:
        with upload.file.open("rb") as file:
            content = BytesIO(file.read())
    except FileNotFoundError:
        raise Refused(_("The file is missing from the store. Tell the network’s staff.")) from None
    answer = FileResponse(
        content, as_attachment=True, filename=upload.name, content_type=upload.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


def is_any_to_scan() -> bool:
    return bool(settings.SCANNER) and Upload.objects.filter(scan=ScanState.NOT_SCANNED).exists()
