"""A resource's citation, for reference managers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.library.reads.citing import citation_for
from ccin.library.reads.reading import readable_by
from ccin.library.rules.citing import Cited, as_bibtex, as_ris
from ccin.library.views.privacy import for_its_reader


@require_safe
@for_its_reader
def bibtex(request: ActorRequest, slug: str) -> HttpResponse:
    return _answer(as_bibtex(_cited(request, slug)), "application/x-bibtex", f"{slug}.bib")


@require_safe
@for_its_reader
def ris(request: ActorRequest, slug: str) -> HttpResponse:
    kind = "application/x-research-info-systems"
    return _answer(as_ris(_cited(request, slug)), kind, f"{slug}.ris")


def _cited(request: ActorRequest, slug: str) -> Cited:
    found = citation_for(get_object_or_404(readable_by(request.actor), slug=slug))
    if found is None:
        raise Http404
    return found


def _answer(words: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(words, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
