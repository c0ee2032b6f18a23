"""Files of a resource: attached, taken away, and read for their words by the worker."""

import time

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.files.models import Upload
from ccin.files.operations import keep_upload
from ccin.files.rules import CONTENT_TYPES, Kind
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.progress import Tell, quietly
from ccin.library.models import Resource, ResourceFile
from ccin.library.operations.indexing import index_resource
from ccin.library.operations.resources import lock_to_write
from ccin.library.reads.editing import files_to_read
from ccin.library.rules.extraction import MOST_CHARACTERS, Extract, extract
from ccin.library.states.resources import ReadState

KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.PPTX, Kind.PNG, Kind.JPEG})
LARGEST = 40 * 1024 * 1024  # bytes
MOST_FILES = 20
PATIENCE = 60.0  # seconds the worker gives one file
A_BATCH = 20


@transaction.atomic
def attach_file(
    resource: Resource, sent: "UploadedFile[bytes]", title: str, *, by: Actor
) -> ResourceFile:
    """Keep a file with it. Readers of a published one see it with the next release."""
    lock_to_write(resource, by=by)
    present = resource.files.filter(removed_on=None)
    if present.count() >= MOST_FILES:
        raise Refused(_("As many files as can be are attached already. Take one away first."))
    upload = keep_upload(sent, kinds=KINDS, largest=LARGEST, by=by)
    if present.filter(upload__digest=upload.digest).exists():
        raise Refused(_("This very file is attached already."))
    kept = ResourceFile.objects.create(
        resource=resource,
        upload=upload,
        title=(" ".join(title.split()) or upload.name)[:150],
        position=resource.files.count(),
    )
    record(by, "library.file_attached", resource, file=kept.pk)
    return kept


@transaction.atomic
def rename_file(kept: ResourceFile, title: str, *, by: Actor) -> None:
    lock_to_write(kept.resource, by=by)
    kept.title = (" ".join(title.split()) or kept.upload.name)[:150]
    kept.save(update_fields=["title"])
    record(by, "library.file_renamed", kept.resource, file=kept.pk)


@transaction.atomic
def remove_file(kept: ResourceFile, *, by: Actor) -> None:
    """It stays in the store, since an earlier release may name it; nobody is offered it, and its
    words are found no more."""
    lock_to_write(kept.resource, by=by)
    kept.refresh_from_db(from_queryset=ResourceFile.objects.select_for_update())
    if kept.removed_on is not None:
        return
    kept.removed_on = today()
    kept.save(update_fields=["removed_on"])
    record(by, "library.file_removed", kept.resource, file=kept.pk)
    if kept.resource.is_readable:
        index_resource(kept.resource)


def read_words(*, by: Actor, tell: Tell = quietly) -> int:
    """Read the words of every file that waits for it, each once: one that breaks its reader is
    marked so and never tried again. Outside a transaction, since a long one takes a minute."""
    by.must(Permission.FILE_WORDS_READ)
    done = 0
    for kept in list(files_to_read()[:A_BATCH]):
        note_words(kept, words_of(kept.upload), by=by)
        done += 1
        tell(done)
    return done


def words_of(upload: Upload, *, patience: float = PATIENCE) -> Extract:
    """The words of an upload; one that is missing from the store has none that can be read."""
    kinds = {mime: kind for kind, mime in CONTENT_TYPES.items()}
    try:
        with upload.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    ends = time.monotonic() + patience
    kind = kinds.get(upload.content_type, "")
    return extract(content, kind, may_go_on=lambda: time.monotonic() < ends)


@transaction.atomic
def note_words(kept: ResourceFile, found: Extract, *, by: Actor) -> None:
    Resource.objects.select_for_update().get(pk=kept.resource_id)
    kept.refresh_from_db(from_queryset=ResourceFile.objects.select_for_update())
    kept.read = ReadState(found.read)
    kept.words = found.words.replace("\x00", "")[:MOST_CHARACTERS]
    kept.pages = found.pages
    kept.save(update_fields=["read", "words", "pages"])
    Resource.objects.filter(pk=kept.resource_id).update(index_due=True)
    record(by, "library.file_read", kept.resource, file=kept.pk, found=found.read)
