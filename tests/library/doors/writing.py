"""Doors of the library: writing. A row as in `tests/architecture/doors.py`."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from ccin.access.permissions import P
from ccin.files.models import Upload
from ccin.library.models import Partner, Resource, ResourceFile
from ccin.library.states.resources import ResourceState
from tests.architecture.door import At, Door
from tests.factories import OrganisationFactory, ResourceFactory


def at(made: Resource, **more: Any) -> At:
    return At({"pk": made.pk, **more}, organisation=made.owner_id)


def a_draft() -> At:
    return at(ResourceFactory())


def a_submitted_one() -> At:
    return at(ResourceFactory(state=ResourceState.SUBMITTED, submitted_at=timezone.now()))


def a_published_one() -> At:
    return at(ResourceFactory(published=True))


def a_changed_one() -> At:
    made = ResourceFactory(published=True)
    made.summary = "Something else."
    made.save()
    return at(made)


def a_section() -> At:
    made = ResourceFactory()
    return at(made, section=made.sections.first().pk)


def an_upload(resource: Resource, *, content: bytes = b"%PDF-1.4") -> ResourceFile:
    upload = Upload(
        name="report.pdf",
        content_type="application/pdf",
        size=len(content),
        digest="0" * 64,
        uploaded_at=timezone.now(),
    )
    upload.file.save("report.pdf", ContentFile(content), save=True)
    return ResourceFile.objects.create(resource=resource, upload=upload, title="The report")


def a_file() -> At:
    made = ResourceFactory()
    return at(made, file=an_upload(made).pk)


def a_partner() -> At:
    made = ResourceFactory()
    partner = Partner.objects.create(resource=made, organisation=OrganisationFactory())
    return at(made, partner=partner.pk)


def words() -> Mapping[str, Any]:
    return {"words": "Say what it cost.", "version": "1"}


WRITE = P.RESOURCE_WRITE
# An editor's own steps: whoever writes it finds its page, and is told that they may not.
PUBLISH = P.RESOURCE_PUBLISH

ROWS: dict[str, Door] = {
    "library:resources": Door(get=WRITE),
    "library:start": Door(get=WRITE),
    "library:start_by": Door(get=WRITE, post=WRITE, at=lambda: At({"way": "answers"})),
    "library:work": Door(get=WRITE, at=a_draft),
    "library:add_section": Door(
        get=WRITE, post=WRITE, at=a_draft, data=lambda: {"heading": "What came next"}
    ),
    "library:sort": Door(get=WRITE, post=WRITE, at=a_draft),
    "library:section": Door(get=WRITE, post=WRITE, at=a_section, data=words),
    "library:take_pen": Door(post=WRITE, at=a_section),
    "library:put_down": Door(post=WRITE, at=a_section),
    "library:versions": Door(get=WRITE, at=a_section),
    "library:describe": Door(
        get=WRITE,
        post=WRITE,
        at=a_draft,
        data=lambda: {
            "title": "Repair cafés",
            "licence": "ogl-3",
            "visibility": "public",
            "version": "1",
        },
    ),
    "library:principles": Door(get=WRITE, post=WRITE, at=a_draft),
    "library:files": Door(get=WRITE, post=WRITE, at=a_draft),
    "library:open_file": Door(get=WRITE, at=a_file),
    "library:rename_file": Door(
        get=WRITE, post=WRITE, at=a_file, data=lambda: {"title": "The evaluation"}
    ),
    "library:remove_file": Door(post=WRITE, at=a_file),
    "library:partners": Door(get=WRITE, post=WRITE, at=a_draft),
    "library:drop_partner": Door(post=WRITE, at=a_partner),
    "library:preview": Door(get=WRITE, at=a_draft),
    "library:submit": Door(post=WRITE, at=a_draft),
    "library:give_back": Door(get=PUBLISH, post=PUBLISH, at=a_submitted_one, data=words),
    "library:note": Door(get=WRITE, post=WRITE, at=a_draft, data=words),
    "library:check": Door(get=PUBLISH, post=PUBLISH, at=a_draft),
    "library:publish": Door(get=PUBLISH, post=PUBLISH, at=a_draft),
    "library:offer_changes": Door(post=WRITE, at=a_changed_one),
    "library:review": Door(post=WRITE, at=a_published_one),
    "library:archive": Door(post=PUBLISH, at=a_published_one),
    "library:take_down": Door(
        get=P.RESOURCE_TAKE_DOWN,
        post=P.RESOURCE_TAKE_DOWN,
        at=a_published_one,
        data=lambda: {"reason": "Its owner asked for it."},
    ),
    "library:discard": Door(post=WRITE, at=a_draft),
}
