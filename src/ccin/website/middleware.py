"""Leads readers of printed and linked addresses to where the thing is now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from ccin.website.models import OldAddress

GetResponse = Callable[[HttpRequest], HttpResponse]
DAY = 24 * 60 * 60


def old_address_middleware(get_response: GetResponse) -> GetResponse:
    """Asks the table only where there is no page: a page always wins over an old address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        old = OldAddress.objects.leading_from(request.path_info)
        if old is None:
            return response
        redirect = HttpResponsePermanentRedirect(old.target)
        # Browsers may remember it for a day, so that staff can still change where it leads.
        redirect["Cache-Control"] = f"max-age={DAY}"
        return redirect

    return middleware
