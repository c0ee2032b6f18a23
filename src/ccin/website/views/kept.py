"""Pages that are the same for every visitor, kept in memory until what they show changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from ccin.kernel.clock import today
from ccin.website.reads.pages import stamps_of_the_site

MOST_PAGES = 128
LARGEST = 200_000  # bytes
# Somebody signed in, or about to be told something, gets a page of their own.
OWN = (settings.SESSION_COOKIE_NAME, "messages")

View = Callable[..., HttpResponse]
_pages: OrderedDict[Hashable, tuple[bytes, str]] = OrderedDict()


def kept_for_visitors(view: View) -> View:
    """For a page that shows nothing but the membership, the register and what editors wrote: one
    query, and no rendering, while all have the stamps under which it was made. Its day ends at
    midnight."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stamps = None if _is_somebodys(request) else stamps_of_the_site()
        if stamps is None:
            return view(request, *args, **kwargs)
        place = (stamps, today(), get_language(), request.get_host(), request.get_full_path())
        response = _known(place)
        if response is None:
            response = view(request, *args, **kwargs)
            _keep(place, response)
        patch_vary_headers(response, ["Cookie"])
        return response

    return shown


def _is_somebodys(request: HttpRequest) -> bool:
    return request.method != "GET" or any(name in request.COOKIES for name in OWN)


def _known(place: Hashable) -> HttpResponse | None:
    page = _pages.pop(place, None)
    if page is None:
        return None
    _pages[place] = page  # the one longest not asked for leaves first
    return HttpResponse(page[0], content_type=page[1])


def _keep(place: Hashable, response: HttpResponse) -> None:
    if response.status_code != 200 or response.cookies or len(response.content) > LARGEST:
        return
    _pages[place] = (response.content, response["Content-Type"])
    while len(_pages) > MOST_PAGES:
        try:
            _pages.popitem(last=False)
        except KeyError:  # another thread was faster
            return
