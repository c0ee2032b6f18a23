"""The files that programs look for at the root of a site."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.static import serve

from ccin.kernel.clock import today
from ccin.website.reads.pages import addresses_for_programs

MONTH = 30 * 24 * 60 * 60
# Where there is nothing to find without signing in, or nothing but forms.
CLOSED = ("/accounts/", "/cms/", "/contact/enquiry/", "/desk/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    address = request.build_absolute_uri(reverse("website:sitemap"))
    return _text("\n".join([*lines, "", f"Sitemap: {address}", ""]))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    found = [
        (request.build_absolute_uri(path), changed) for path, changed in addresses_for_programs()
    ]
    context = {"found": found}
    return render(request, "website/sitemap.xml", context, content_type="application/xml")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Without an address of its own, the network is told by the enquiry form."""
    expires = datetime.combine(today() + timedelta(days=180), datetime.min.time(), UTC)
    form = request.build_absolute_uri(reverse("joining:enquire"))
    lines = [
        f"Contact: {settings.SECURITY_CONTACT or form}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return _text("\n".join([*lines, ""]))


@require_safe
def humans(request: HttpRequest) -> HttpResponse:
    return _text(
        f"{settings.NETWORK_NAME}\n"
        f"Write to us: {request.build_absolute_uri(reverse('joining:enquire'))}\n"
        "The software is free under the MIT licence; the fonts are free under the SIL Open Font"
        " Licence.\n"
    )


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture cut to size, where uploads lie in a folder; other storage gives its own address."""
    folder = str(Path(settings.MEDIA_ROOT) / "images")
    response = serve(request, path, document_root=folder)
    response["Cache-Control"] = f"max-age={MONTH}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def _text(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
