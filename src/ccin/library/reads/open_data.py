"""The public part of the library, for feeds, search engines, spreadsheets and programs: nothing for
members alone, nothing that is invented."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, TruncDate

from ccin.library.models import Partner, Release, Resource, ResourceFile

LATEST = 50


def public_resources() -> QuerySet[Any]:
    """The newest first; each with its last release."""
    real = Resource.objects.public().filter(fictional=False).exclude(owner__fictional=True)
    last = Release.objects.filter(resource=OuterRef("pk")).order_by("-number")
    found = real.annotate(
        last_release=Subquery(last.values("pk")[:1]),
        released_at=Subquery(last.values("released_at")[:1]),
    )
    return found.exclude(last_release=None).order_by("-published_on", "-pk")


def with_all_that_is_public(found: QuerySet[Any]) -> QuerySet[Any]:
    """What a row of the open data holds, in a query for each kind of thing."""
    last = Release.objects.filter(resource=OuterRef("resource")).order_by("-number").values("pk")
    kept = ResourceFile.objects.filter(removed_on=None).select_related("upload")
    return found.select_related("owner").prefetch_related(
        "themes",
        "places__authority",
        Prefetch("releases", Release.objects.filter(pk=Subquery(last[:1])), to_attr="last"),
        Prefetch("partners", Partner.objects.select_related("organisation")),
        Prefetch("files", kept.order_by("position", "pk"), to_attr="kept_files"),
    )


def last_of(resource: Any) -> Release:
    """Its last release, where it came with all that is public."""
    release: Release = resource.last[0]
    return release


@dataclass(frozen=True, slots=True)
class Address:
    path: str
    changed_at: datetime


def addresses() -> list[Address]:
    """The pages a search engine should know: those that are not archived."""
    current = public_resources().filter(archived_on=None)
    return [Address(one.get_absolute_url(), one.released_at) for one in current]


def newest() -> list[Any]:
    """For the feed: what was released last, archived ones left out. What was only brought over is
    no news: it comes behind, by its year."""
    last = Release.objects.filter(resource=OuterRef("pk")).order_by("-number")
    brought = Q(brought_forward=True, published_on__gte=TruncDate("started_at"), last_number=1)
    current = public_resources().filter(archived_on=None)
    sorted_by_news = current.annotate(
        last_number=Subquery(last.values("number")[:1]),
        old_year=Case(When(brought, then=Coalesce("year", 0)), default=9999),
    )
    current = sorted_by_news.order_by("-old_year", "-released_at", "-pk")
    return list(with_all_that_is_public(current)[:LATEST])
