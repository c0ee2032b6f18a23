"""Resources on the shelf for tests: indexed, with files, for one audience or another."""

from django.core.files.base import ContentFile
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.files.models import Upload
from ccin.governance.models import Body
from ccin.kernel.progress import quietly
from ccin.library.models import Resource, ResourceFile
from ccin.library.operations.indexing import index_resource
from ccin.library.states.resources import ResourceState, Visibility
from ccin.search.operations import weigh_due
from tests.factories import ResourceFactory, release_of


def shelved(**given: object) -> Resource:
    """A published resource that can be found."""
    resource: Resource = ResourceFactory(**{"published": True, **given})
    index_resource(resource)
    weigh()
    return resource


def weigh() -> None:
    weigh_due(by=Actor.command("tests"), tell=quietly)


def only_for(
    visibility: str, *, of_class: str = "", of_body: Body | None = None
) -> dict[str, object]:
    return {"visibility": visibility, "visible_class": of_class, "visible_body": of_body}


FOR_MEMBERS = only_for(Visibility.MEMBERS)


def with_a_file(resource: Resource, *, words: str = "") -> ResourceFile:
    """Attached and released; the resource is published by it if it was not."""
    upload = Upload(
        name="report.pdf",
        content_type="application/pdf",
        size=5,
        digest="0" * 64,
        uploaded_at=timezone.now(),
    )
    upload.file.save("report.pdf", ContentFile(b"%PDF-"), save=False)
    upload.save()
    kept = ResourceFile.objects.create(
        resource=resource, upload=upload, title="The report", words=words
    )
    release = release_of(resource)
    release.content["files"] = [kept.pk]
    release.save()
    if resource.state == ResourceState.DRAFT:
        resource.state, resource.published_on = ResourceState.PUBLISHED, timezone.now().date()
        resource.save()
    return kept
