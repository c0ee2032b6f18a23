"""What a pack holds and shows: each study as its last public release has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from ccin.library.models import Pack, PackItem, Release, Resource
from ccin.library.models.resources import ResourceQuerySet
from ccin.library.states.resources import EvidenceLevel, ResourceKind


@dataclass(frozen=True, slots=True)
class Study:
    """One resource of a pack, as everybody may read it."""

    resource: Resource
    title: str
    summary: str
    by: str
    evidence: str
    sections: Sequence[tuple[str, str]]  # heading and words
    principles: Sequence[tuple[str, str]]  # name and sentence
    released_on: date


def last_releases(resources: QuerySet[Resource]) -> dict[int, Release]:
    """By resource; in one query."""
    newest = Release.objects.filter(resource=OuterRef("resource")).order_by("-number")
    found = (
        Release.objects.filter(resource__in=resources.order_by().values("pk"))
        .alias(newest=Subquery(newest.values("number")[:1]))
        .filter(number=F("newest"))
    )
    return {release.resource_id: release for release in found}


def shown_in(pack: Pack) -> ResourceQuerySet:
    """What of it everybody may read today, in its order: whatever was taken down or kept for
    members meanwhile is not there."""
    place = PackItem.objects.filter(pack=pack, resource=OuterRef("pk"))
    return (
        Resource.objects.public()
        .filter(pk__in=PackItem.objects.filter(pack=pack).values("resource"))
        .filter(Exists(Release.objects.filter(resource=OuterRef("pk"))))
        .alias(place=Subquery(place.values("position")[:1]))
        .order_by("place", "pk")
    )


def studies_of(pack: Pack) -> list[Study]:
    """In two queries, however many there are."""
    resources = shown_in(pack)
    releases = last_releases(resources)
    return [
        study_of(each, releases[each.pk])
        for each in resources.select_related("owner")
        if each.pk in releases
    ]


def study_of(resource: Resource, release: Release) -> Study:
    content = release.content
    level = content.get("evidence_level", "")
    return Study(
        resource=resource,
        title=content["title"],
        summary=content.get("summary", ""),
        by=resource.owner.name if resource.owner else "",
        evidence=str(EvidenceLevel(level).label) if level in EvidenceLevel.values else "",
        sections=tuple((heading, words) for _, heading, words in content.get("sections", [])),
        principles=tuple((name, said) for name, said in content.get("principles", [])),
        released_on=timezone.localtime(release.released_at).date(),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a pack's list as staff see it, and whether everybody may still read it."""

    item: PackItem
    is_shown: bool
    is_first: bool
    is_last: bool


def places_in(pack: Pack) -> list[Place]:
    items = list(pack.items.select_related("resource__owner").order_by("position", "pk"))
    shown = set(shown_in(pack).values_list("pk", flat=True))
    return [
        Place(item, item.resource_id in shown, number == 0, number == len(items) - 1)
        for number, item in enumerate(items)
    ]


def to_choose_from(pack: Pack, *, words: str = "", kind: str = "", theme: str = "") -> Any:
    """What everybody may read and the pack does not hold yet, newest first."""
    found = Resource.objects.public().exclude(releases=None)
    found = found.exclude(pk__in=PackItem.objects.filter(pack=pack).values("resource"))
    for word in words.split()[:8]:
        found = found.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(owner__name__icontains=word)
        )
    found = found.filter(kind=kind) if kind in ResourceKind.values else found
    found = found.filter(themes__slug=theme) if theme else found
    return found.select_related("owner").order_by("-published_on", "-pk").distinct()
