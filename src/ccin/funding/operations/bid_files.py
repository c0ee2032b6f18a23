"""Files that go with a bid."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.files.operations import keep_upload
from ccin.files.rules import Kind
from ccin.funding.models import Bid, BidFile
from ccin.funding.operations.bids import lock_to_write, touch
from ccin.funding.rules.pasted import plain_line
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused

KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.PPTX, Kind.PNG, Kind.JPEG})
LARGEST = 20 * 1024 * 1024  # bytes
MOST_FILES = 10


@transaction.atomic
def attach_file(
    bid: Bid, sent: "UploadedFile[bytes]", title: str, *, is_public: bool, by: Actor
) -> BidFile:
    lock_to_write(bid, by=by)
    present = bid.files.filter(removed_on=None)
    if present.count() >= MOST_FILES:
        raise Refused(_("As many files as can be are attached already. Take one away first."))
    upload = keep_upload(sent, kinds=KINDS, largest=LARGEST, by=by)
    if present.filter(upload__digest=upload.digest).exists():
        raise Refused(_("This very file is attached already."))
    title = (plain_line(title) or upload.name)[:150]
    kept = BidFile.objects.create(bid=bid, upload=upload, title=title, is_public=is_public)
    touch(bid)
    bid.save(update_fields=["changed_at", "version"])
    record(by, "funding.bid_file_attached", bid, file=kept.pk)
    return kept


@transaction.atomic
def remove_file(kept: BidFile, *, by: Actor) -> None:
    """It stays in the store, since a submission may name it; the next one does not."""
    lock_to_write(kept.bid, by=by)
    kept.refresh_from_db()
    if kept.removed_on is not None:
        return
    kept.removed_on = today()
    kept.save(update_fields=["removed_on"])
    record(by, "funding.bid_file_removed", kept.bid, file=kept.pk)
