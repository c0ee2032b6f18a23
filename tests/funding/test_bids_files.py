"""Files of a bid: which are taken, who is handed them, and what a submission names."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ccin.files.models import Upload
from ccin.files.reads import answer_with
from ccin.files.states import ScanState
from ccin.funding.models import BidFile
from ccin.funding.operations.bid_files import LARGEST, MOST_FILES, attach_file, remove_file
from ccin.funding.operations.bids import submit_bid
from ccin.funding.reads.bids import submission_shown
from ccin.kernel.errors import Refused
from tests.actors import PUBLIC, main_contact_of
from tests.funding.files import a_bid_file
from tests.funding.writing import a_draft, a_whole_bid
from tests.library import papers

pytestmark = pytest.mark.django_db


def test_a_mislabelled_and_a_far_too_large_file_are_refused_with_what_to_do() -> None:
    bid = a_draft()
    by = main_contact_of(bid.lead)
    mislabelled = SimpleUploadedFile("plan.pdf", b"MZ this is a program")
    huge = SimpleUploadedFile("plan.pdf", papers.pdf("Plan"))
    huge.size = 200 * 1024 * 1024

    for sent in [mislabelled, huge]:
        with pytest.raises(Refused):
            attach_file(bid, sent, "", is_public=False, by=by)

    assert huge.size > LARGEST
    assert not Upload.objects.exists()


def test_an_infected_file_is_handed_to_nobody() -> None:
    kept = a_bid_file(a_draft())
    Upload.objects.update(scan=ScanState.INFECTED)
    kept.upload.refresh_from_db()

    with pytest.raises(Refused, match="harmful"):
        answer_with(kept.upload)


def test_the_same_file_twice_and_too_many_are_refused() -> None:
    bid = a_draft()
    a_bid_file(bid)
    with pytest.raises(Refused, match="very file"):
        a_bid_file(bid)
    upload = Upload.objects.get()
    for number in range(MOST_FILES - 1):
        upload.pk = None
        upload.file.name = f"{number}.docx"
        upload.save()
        BidFile.objects.create(bid=bid, upload=upload, title="More")

    with pytest.raises(Refused, match="As many files"):
        a_bid_file(bid)


def test_a_submission_shows_what_was_removed_since_and_the_public_only_public_files() -> None:
    bid = a_whole_bid()
    by = main_contact_of(bid.lead)
    kept = a_bid_file(bid)
    submit_bid(bid, by=by)
    bid.state = "draft"
    bid.save()

    remove_file(kept, by=by)
    remove_file(kept, by=by)

    inside, outside = submission_shown(bid, by), submission_shown(bid, PUBLIC)
    assert inside is not None
    assert outside is not None
    assert ([each.pk for each in inside.files], outside.files) == ([kept.pk], [])
