"""The archive of the Members' Update: for everybody."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.newsroom.models import Issue, Item
from ccin.newsroom.reads.issue_letters import picture_address
from ccin.newsroom.reads.issues import page_of, site, social_of
from ccin.newsroom.rules.issues import month_of
from ccin.newsroom.rules.items import in_full

A_PAGE = 24


@require_safe
def updates(request: ActorRequest) -> HttpResponse:
    found = Issue.objects.published().order_by("-month")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_write": request.actor.may(Permission.UPDATE_WRITE)}
    return render(request, "newsroom/updates.html", context)


@require_safe
def issue(request: ActorRequest, month: str) -> HttpResponse:
    """Staff see one that is being put together as everybody will."""
    found = _seen(request, month)
    page = page_of(found)
    pictured = page.pictured
    context = {
        "page": page,
        "issue": found,
        "picture": in_full(picture_address(pictured), site()) if pictured else "",
        "picture_words": pictured.picture_words if pictured else "",
        "address": in_full(found.get_absolute_url(), site()),
        "may_write": request.actor.may(Permission.UPDATE_WRITE),
    }
    return render(request, "newsroom/issue.html", context)


@require_safe
def item(request: ActorRequest, month: str, slug: str) -> HttpResponse:
    found = _item(request, month, slug)
    picture = picture_address(found)
    context = {
        "issue": found.issue,
        "item": found,
        "page": page_of(found.issue),
        "corrections": list(found.corrections.all()),
        "address": in_full(found.get_absolute_url(), site()),
        "picture": in_full(picture, site()),
        "social": social_of(found),
        "may_write": request.actor.may(Permission.UPDATE_WRITE),
    }
    return render(request, "newsroom/item.html", context)


@require_safe
def item_picture(request: ActorRequest, month: str, slug: str) -> HttpResponse:
    upload = _item(request, month, slug).picture
    if upload is None:
        raise Http404
    try:
        with upload.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Security-Policy"] = "default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _seen(request: ActorRequest, month: str) -> Issue:
    return get_object_or_404(Issue.objects.visible_to(request.actor), month=month_of(month))


def _item(request: ActorRequest, month: str, slug: str) -> Item:
    """What was left out has no page, but for staff who may put it in again."""
    found = _seen(request, month)
    items = found.items.select_related("picture")
    if not request.actor.may(Permission.UPDATE_WRITE):
        items = items.filter(is_included=True)
    one = get_object_or_404(items, slug=slug)
    one.issue = found
    return one
