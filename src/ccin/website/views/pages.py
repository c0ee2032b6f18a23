"""The pages that staff write."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ccin.website.reads.pages import page_at
from ccin.website.views.kept import kept_for_visitors


@require_safe
@kept_for_visitors
def serve(request: HttpRequest, path: str) -> HttpResponse:
    page = page_at(path)
    if page is None:
        raise Http404
    response: HttpResponse = page.serve(request).render()
    return response
