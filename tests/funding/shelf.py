"""What came of a project, for tests."""

from django.core.files.base import ContentFile
from django.utils import timezone

from ccin.files.models import Upload
from ccin.funding.models import Output
from ccin.funding.states import OutputKind, OutputState
from tests.funding.made import ProjectFactory


def an_output(**given: object) -> Output:
    """A file that was accepted as the final report of a project."""
    upload = Upload(
        name="report.txt",
        content_type="text/plain",
        size=5,
        digest="0" * 64,
        uploaded_at=timezone.now(),
    )
    upload.file.save("report.txt", ContentFile(b"Words"), save=True)
    wanted = {"kind": OutputKind.REPORT, "title": "Report", "state": OutputState.ACCEPTED, **given}
    project = wanted.pop("project", None) or ProjectFactory()
    return Output.objects.create(project=project, upload=upload, **wanted)
