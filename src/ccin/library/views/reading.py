"""A resource as readers have it: its page, its paper, its files, its short address."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.design import pdf
from ccin.files.reads import answer_with
from ccin.library.models import Resource
from ccin.library.reads.citing import addresses_of, cited
from ccin.library.reads.described import described
from ccin.library.reads.paper import as_paper
from ccin.library.reads.reading import (
    Page,
    file_for,
    may_write,
    page_of,
    readable_by,
    tombstone_for,
)
from ccin.library.reads.syntheses import synthesis_of
from ccin.library.rules.citing import as_words
from ccin.library.states.resources import READABLE
from ccin.library.states.uses import DOWNLOADED, READ
from ccin.library.views.noting import note_use
from ccin.library.views.privacy import for_its_reader


@require_safe
@for_its_reader
def resource(request: ActorRequest, slug: str) -> HttpResponse:
    """Where it was taken down, a page says so, with the day and the reason."""
    found = readable_by(request.actor).filter(slug=slug).first()
    page = page_of(found, request.actor) if found else None
    if page is None:
        return _gone(request, slug)
    note_use(request, READ, page.resource.pk)
    return _shown(request, page)


@require_safe
@for_its_reader
def release(request: ActorRequest, slug: str, number: int) -> HttpResponse:
    """A release keeps its address for good, whatever is released after it."""
    return _shown(request, _page(request, slug, number))


@require_safe
@for_its_reader
def short(request: ActorRequest, pk: int) -> HttpResponse:
    found = Resource.objects.visible_to(request.actor).filter(pk=pk).first()
    found = found or Resource.objects.taken_down_for(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return redirect(found)


@require_safe
@for_its_reader
def paper(request: ActorRequest, slug: str) -> HttpResponse:
    page = _page(request, slug)
    note_use(request, DOWNLOADED, page.resource.pk)
    made = pdf.render("library/resource.typ", as_paper(page))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{page.resource.slug}.pdf"'
    return answer


@require_safe
@for_its_reader
def file(request: ActorRequest, slug: str, pk: int) -> HttpResponseBase:
    found = file_for(request.actor, slug, pk)
    if found is None:
        raise Http404
    answer = answer_with(found.upload)
    note_use(request, DOWNLOADED, found.resource_id)
    return answer


def _page(request: ActorRequest, slug: str, number: int | None = None) -> Page:
    found = get_object_or_404(readable_by(request.actor), slug=slug)
    page = page_of(found, request.actor, number=number)
    if page is None:
        raise Http404
    return page


def _gone(request: ActorRequest, slug: str) -> HttpResponse:
    """Nothing but that it was taken down, to those who could read it before. Who writes what is
    not published yet is led to where it is worked on."""
    stone = tombstone_for(request.actor, slug)
    if stone is not None:
        context = {"resource": stone, "tells_why": may_write(stone, request.actor)}
        return render(request, "library/tombstone.html", context, status=410)
    draft = Resource.objects.visible_to(request.actor).exclude(state__in=READABLE)
    return redirect("library:work", get_object_or_404(draft, slug=slug).pk)


def _shown(request: ActorRequest, page: Page) -> HttpResponse:
    context = {
        "page": page,
        "synthesis": synthesis_of(page.resource, request.actor),
        "citation": as_words(cited(page.resource, page.release)),
        "addresses": addresses_of(page.resource),
        "described": described(page) if page.is_public and not page.resource.fictional else "",
    }
    return render(request, "library/resource.html", context)
