"""Where something of an earlier site is now, and what there is to do for lists and themes."""

from django.db.models import Count, QuerySet

from ccin.library.models import FormerAddress, Import, Resource, Theme
from ccin.library.rules.addresses import former_path
from ccin.library.states.resources import READABLE, ResourceState


def resource_at(path: str) -> Resource | None:
    """What stood at this path of an earlier site and can be led to: nothing that is still a draft.

    Whoever leads somebody there without knowing who may read it, leads to its short address: that
    tells nobody a title.
    """
    if "\x00" in path:
        return None
    kept = FormerAddress.objects.filter(
        path=former_path(path), resource__state__in=READABLE | {ResourceState.TAKEN_DOWN}
    )
    found = kept.select_related("resource").first()
    return found.resource if found else None


def is_any_import_due() -> bool:
    return Import.objects.due().exists()


def themes_with_counts() -> QuerySet[Theme]:
    """The themes there are, each with how many resources and synonyms it has."""
    return (
        Theme.objects.kept()
        .annotate(
            resource_count=Count("resources", distinct=True),
            synonym_count=Count("synonyms", distinct=True),
        )
        .order_by("name")
    )
