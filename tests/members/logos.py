"""Pictures for tests, and members that show one."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ccin.access.actor import Actor
from ccin.members.models import Organisation
from ccin.members.operations import set_logo


def a_picture(
    width: int = 900,
    height: int = 300,
    kind: str = "PNG",
    *,
    name: str = "logo.png",
    **more: object,
) -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, format=kind, **more)
    return SimpleUploadedFile(name, target.getvalue())


def with_a_logo(organisation: Organisation) -> Organisation:
    set_logo(organisation, a_picture(), words="Two hands", by=Actor.command("tests"))
    return organisation
