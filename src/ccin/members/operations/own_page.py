"""What a member says of itself on its public page: its words and its logo."""

from dataclasses import dataclass, fields

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.files.operations import keep_upload
from ccin.files.rules import Kind
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Edition, Organisation
from ccin.members.operations.logos import LARGEST, redrawn


@dataclass(frozen=True, slots=True)
class MemberPageDetails:
    """All that a main contact may change; the record's other fields belong to staff."""

    website: str = ""
    summary: str = ""
    offers: str = ""
    seeks: str = ""
    public_contact: str = ""

    @classmethod
    def of(cls, organisation: Organisation) -> "MemberPageDetails":
        return cls(**{field.name: getattr(organisation, field.name) for field in fields(cls)})


@transaction.atomic
def change_member_page(
    organisation: Organisation, details: MemberPageDetails, *, version: int, by: Actor
) -> None:
    _lock(organisation)
    by.must(Permission.MEMBER_PAGE_CHANGE, organisation=organisation.pk)
    _refuse_merged(organisation)
    if organisation.version != version:
        raise Stale
    before = MemberPageDetails.of(organisation)
    changes = {
        field.name: [getattr(before, field.name), getattr(details, field.name)]
        for field in fields(details)
        if getattr(before, field.name) != getattr(details, field.name)
    }
    for name, (_old, new) in changes.items():
        setattr(organisation, name, new)
    organisation.version += 1
    organisation.save(update_fields=[*changes, "version"])
    record(by, "members.page_changed", organisation, changes=changes)


def set_logo(
    organisation: Organisation, sent: "UploadedFile[bytes]", *, words: str, by: Actor
) -> None:
    """Keep the logo, drawn again; `words` are read out to whoever cannot see it.

    Drawing takes a moment, so that it happens before anything is locked.
    """
    by.must(Permission.MEMBER_PAGE_CHANGE, organisation=organisation.pk)
    if not words.strip():
        raise Refused("Say in words what the logo shows, such as the organisation’s name.")
    picture = redrawn(sent)
    with transaction.atomic():
        _lock(organisation)
        _refuse_merged(organisation)
        organisation.logo = keep_upload(picture, kinds={Kind.PNG}, largest=LARGEST, by=by)
        organisation.logo_words = words.strip()
        organisation.version += 1
        organisation.save(update_fields=["logo", "logo_words", "version"])
        record(by, "members.logo_set", organisation, words=organisation.logo_words)


@transaction.atomic
def remove_logo(organisation: Organisation, *, by: Actor) -> None:
    """Nobody is shown it any more. Removing it twice is as good as once."""
    _lock(organisation)
    by.must(Permission.MEMBER_PAGE_CHANGE, organisation=organisation.pk)
    if organisation.logo_id is None:
        return
    organisation.logo, organisation.logo_words = None, ""
    organisation.version += 1
    organisation.save(update_fields=["logo", "logo_words", "version"])
    record(by, "members.logo_removed", organisation)


def _lock(organisation: Organisation) -> None:
    Edition.objects.stamp_anew()
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())


def _refuse_merged(organisation: Organisation) -> None:
    if organisation.merged_into_id:
        raise Refused(f"{organisation} was merged. Open the record it was merged into.")
