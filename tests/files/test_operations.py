import shlex
import sys
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.files.models import Upload
from ccin.files.operations import ScannerFailed, keep_upload, scan_waiting
from ccin.files.reads import answer_with, is_any_to_scan
from ccin.files.rules import DOCUMENTS, PICTURES
from ccin.files.states import ScanState
from ccin.files.tasks import scan
from ccin.kernel.errors import Refused
from ccin.kernel.progress import quietly
from tests.actors import OFFICER, STRANGER, WORKER
from tests.files.test_rules import docx, pdf, picture

pytestmark = pytest.mark.django_db

LARGEST = 1024 * 1024


def kept(content: bytes, name: str = "minutes.pdf", *, largest: int = LARGEST) -> Upload:
    sent = SimpleUploadedFile(name, content)
    return keep_upload(sent, kinds=DOCUMENTS, largest=largest, by=STRANGER)


def scanner(code: int) -> str:
    program = f"import sys; sys.exit({code} if sys.stdin.buffer.read() else 9)"
    return shlex.join([sys.executable, "-c", program])


def test_an_upload_is_kept_as_it_was_sent_under_a_name_nobody_can_guess() -> None:
    content = pdf()

    upload = kept(content, "Minutes of 3 May.docx")

    assert (upload.name, upload.content_type) == ("Minutes of 3 May.docx.pdf", "application/pdf")
    assert (upload.size, upload.scan) == (len(content), ScanState.NOT_SCANNED)
    assert len(upload.digest) == 64
    assert "Minutes" not in upload.file.name
    with upload.file.open("rb") as file:
        assert file.read() == content
    [entry] = Entry.objects.about(upload)
    assert "Minutes" not in str(entry.values)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "is empty"),
        (lambda: b"<svg><script/></svg>", "is not one of these by its content: PDF, Word"),
        (lambda: pdf()[:300], "may be cut off"),
        (lambda: docx()[:-40], "may be cut off"),
        (lambda: pdf(password="x"), "protected by a password"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "in an old format"),
        (lambda: pdf(script="app.alert(1)"), "holds macros, a script or a program"),
        (lambda: bytes(LARGEST + 1), "is larger than 1 MB"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_in_words_and_not_kept(
    make: Callable[[], bytes], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        kept(make())

    assert not Upload.objects.exists()
    assert not Entry.objects.exists()


def test_the_limit_is_said_in_the_size_it_has() -> None:
    with pytest.raises(Refused, match="larger than 2 kB"):
        kept(bytes(3000), largest=2048)


def test_a_document_is_no_picture() -> None:
    with pytest.raises(Refused, match="PNG or JPEG"):
        keep_upload(
            SimpleUploadedFile("logo.png", pdf()), kinds=PICTURES, largest=LARGEST, by=STRANGER
        )


def test_an_upload_is_handed_out_as_an_attachment_that_nothing_runs_or_keeps() -> None:
    answer = answer_with(kept(picture(), "plan.png"))

    assert answer["Content-Disposition"] == 'attachment; filename="plan.png"'
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    answer.close()


def test_a_file_that_is_missing_from_the_store_is_said_to_be() -> None:
    upload = kept(pdf())
    upload.file.storage.delete(upload.file.name)

    with pytest.raises(Refused, match="missing from the store"):
        answer_with(upload)


def test_without_a_scanner_nothing_is_claimed() -> None:
    upload = kept(pdf())

    assert not is_any_to_scan()
    assert scan(WORKER, quietly) == ""

    upload.refresh_from_db()
    assert upload.scan == ScanState.NOT_SCANNED
    answer_with(upload).close()


@override_settings(SCANNER=scanner(0))
def test_a_file_waits_for_the_scanner_and_is_handed_out_when_nothing_was_found() -> None:
    upload = kept(pdf())
    with pytest.raises(Refused, match="still to be scanned"):
        answer_with(upload)
    assert is_any_to_scan()

    assert scan(WORKER, quietly) == "Files scanned: 1"

    upload.refresh_from_db()
    assert upload.scan == ScanState.CLEAN
    assert not is_any_to_scan()
    answer_with(upload).close()


@override_settings(SCANNER=scanner(1))
def test_an_infected_file_is_never_handed_out() -> None:
    upload = kept(pdf())

    scan_waiting(by=WORKER)

    upload.refresh_from_db()
    assert upload.scan == ScanState.INFECTED
    with pytest.raises(Refused, match="something harmful"):
        answer_with(upload)
    assert Entry.objects.about(upload).filter(event="files.upload_scanned").exists()


@override_settings(SCANNER=scanner(2))
def test_a_scanner_that_fails_leaves_the_file_unscanned_and_says_so() -> None:
    upload = kept(pdf())

    with pytest.raises(ScannerFailed, match="ended with 2"):
        scan_waiting(by=WORKER)

    upload.refresh_from_db()
    assert upload.scan == ScanState.NOT_SCANNED


def test_only_the_worker_scans() -> None:
    for stranger in [STRANGER, OFFICER, Actor.public()]:
        with pytest.raises(PermissionDenied):
            scan_waiting(by=stranger)
