"""Leads readers of printed and linked addresses to where the thing is now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from ccin.library.reads.keeping import resource_at
from ccin.website.models import OldAddress

GetResponse = Callable[[HttpRequest], HttpResponse]
DAY = 24 * 60 * 60


def old_address_middleware(get_response: GetResponse) -> GetResponse:
    """Asks the table only where there is no page: a page always wins over an old address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        target = _target_of(request.path_info)
        if not target:
            return response
        redirect = HttpResponsePermanentRedirect(target)
        # Browsers may remember it for a day, so that staff can still change where it leads.
        redirect["Cache-Control"] = f"max-age={DAY}"
        return redirect

    return middleware


def _target_of(path: str) -> str:
    """What staff wrote wins over what a list said. A resource's own address holds its title, so
    that whoever follows is led by its number, and told only there whether they may read it."""
    old = OldAddress.objects.leading_from(path)
    if old is not None:
        return old.target
    resource = resource_at(path)
    return reverse("library:short", args=[resource.pk]) if resource else ""
