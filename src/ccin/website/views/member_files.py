"""What other sites and pages show of a member: its logo, and the badge that says it is one."""

from textwrap import wrap

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ccin.files.states import ScanState
from ccin.kernel.clock import today
from ccin.members.models import Organisation
from ccin.website.reads.member import badge_of

DAY, HOUR = 24 * 60 * 60, 60 * 60
LINE = 24  # characters of the network's name that fit beside the mark


@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """For members and supporters of today; whoever left is not shown by its logo."""
    found = get_object_or_404(
        Organisation.objects.kept().filter(logo__isnull=False).select_related("logo"), slug=slug
    )
    upload = found.logo
    if upload is None or upload.scan == ScanState.INFECTED:
        raise Http404
    if not found.memberships.held_on(today()).exists():
        raise Http404
    etag = f'"{upload.digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            with upload.file.open("rb") as file:
                response = HttpResponse(file.read(), content_type=upload.content_type)
        except FileNotFoundError:
            raise Http404 from None
    response["ETag"] = etag
    return _for_everybody(response, DAY)


@require_safe
def badge(request: HttpRequest, slug: str) -> HttpResponse:
    """Stands on other sites, so that it must say by itself when a membership has ended."""
    badge = badge_of(get_object_or_404(Organisation.objects.kept(), slug=slug), on=today())
    if badge is None:
        raise Http404
    context = {"badge": badge, "lines": wrap(settings.NETWORK_NAME, LINE)[:2]}
    response = render(request, "website/badge.svg", context, content_type="image/svg+xml")
    return _for_everybody(response, HOUR)


def _for_everybody(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={seconds}"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response
