"""The library's front: one box, and what is found by it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.library.models import FormerSlug, Theme
from ccin.library.reads.finding import finding
from ccin.library.rules.finding import sought
from ccin.library.states.uses import NOT_FOUND, SEARCHED
from ccin.library.views.noting import note_use
from ccin.library.views.privacy import for_its_reader


@require_safe
@for_its_reader
def search(request: ActorRequest) -> HttpResponse:
    found = finding(sought(dict(request.GET.lists())), request.actor)
    asked = found.sought
    if asked.words and not asked.chosen and asked.page == 1:
        note_use(request, SEARCHED if found.found.total else NOT_FOUND, asked.words)
    template = "library/front.html" if asked.is_front else "library/search.html"
    return render(request, template, {"finding": found})


@require_safe
def theme(request: ActorRequest, slug: str) -> HttpResponse:
    """A theme's own address, also under a name it had before."""
    former = FormerSlug.objects.filter(slug=slug).values("theme")
    found = Theme.objects.filter(slug=slug).first() or get_object_or_404(Theme, pk__in=former)
    while found.merged_into is not None:
        found = found.merged_into
    return redirect(found, permanent=True)
