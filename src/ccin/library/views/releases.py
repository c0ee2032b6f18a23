"""Releases for readers: all of them with what changed and who contributed, and two side by side."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.library.models import Release, Resource
from ccin.library.reads.citing import cited
from ccin.library.reads.reading import readable_by
from ccin.library.reads.releases import comparison_of, releases_of
from ccin.library.rules.citing import as_words
from ccin.library.views.privacy import for_its_reader


@require_safe
@for_its_reader
def releases(request: ActorRequest, slug: str) -> HttpResponse:
    resource = _readable(request, slug)
    lines = releases_of(resource, request.actor)
    latest = resource.releases.order_by("-number").first()
    return render(
        request,
        "library/together/releases.html",
        {
            "resource": resource,
            "title": latest.content["title"] if latest else "",
            "lines": lines,
            "citation": as_words(cited(resource, latest)) if latest else "",
            "numbers": [line.release.number for line in lines],
        },
    )


@require_safe
@for_its_reader
def compare(request: ActorRequest, slug: str) -> HttpResponse:
    """`?from=1&to=2`; without them the last two. The earlier one is always read first."""
    resource = _readable(request, slug)
    lines = releases_of(resource, request.actor)
    numbers = [line.release.number for line in reversed(lines)]
    if len(numbers) < 2:
        raise Http404
    asked = sorted(
        _number(request.GET.get(name, ""), numbers, default=numbers[place])
        for name, place in (("from", -2), ("to", -1))
    )
    before, after = (_release(resource, number) for number in asked)
    return render(
        request,
        "library/together/compare.html",
        {
            "resource": resource,
            "title": _release(resource, numbers[-1]).content["title"],
            "before": before,
            "after": after,
            "numbers": numbers,
            "sections": comparison_of(before, after),
        },
    )


def _readable(request: ActorRequest, slug: str) -> Resource:
    return get_object_or_404(readable_by(request.actor), slug=slug)


def _release(resource: Resource, number: int) -> Release:
    return get_object_or_404(resource.releases, number=number)


def _number(text: str, known: list[int], *, default: int) -> int:
    return int(text) if text.isdecimal() and int(text[:9]) in known else default
