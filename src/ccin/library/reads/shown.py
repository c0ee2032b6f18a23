"""What of a resource a release shows."""

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from ccin.library.models import Release, ResourceFile


def released_files(release: Release) -> list[ResourceFile]:
    """The files that were released and are kept still: what was added since waits for the next
    release, as words do."""
    keys = release.content.get("files")
    if not keys:
        return []
    kept = ResourceFile.objects.filter(pk__in=keys, removed_on=None)
    mine = kept.filter(resource=release.resource_id)
    return list(mine.select_related("upload").order_by("position", "pk"))


def released_title(of: str, field: str = "title") -> Subquery:
    """The title as the last release has it, for a list: `of` is the field that holds the key."""
    releases = Release.objects.filter(resource=OuterRef(of)).order_by("-number")
    said = Cast(KT(f"content__{field}"), CharField())
    return Subquery(releases.values(said=said)[:1])
