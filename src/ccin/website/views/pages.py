"""The pages that staff write."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ccin.website.reads.pages import page_at


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponse:
    page = page_at(path)
    if page is None:
        raise Http404
    response: HttpResponse = page.serve(request)
    return response
