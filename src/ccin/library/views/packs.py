"""Packs: for everyone as page and PDF, and the pages on which staff put them together."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.library.forms.packs import (
    ChangePackForm,
    ChosenForm,
    CoverForm,
    FindForPackForm,
    StartPackForm,
)
from ccin.library.models import Pack, PackItem
from ccin.library.operations.packs import (
    add_to_pack,
    change_pack,
    move_in_pack,
    publish_pack,
    remove_cover,
    reopen_pack,
    set_cover,
    start_pack,
    take_out_of_pack,
)
from ccin.library.reads.pack_paper import cover_of, paper_of
from ccin.library.reads.packs import places_in, studies_of, to_choose_from
from ccin.library.states.packs import PACK

A_PAGE = 50


@require_safe
def packs(request: ActorRequest) -> HttpResponse:
    found = Pack.objects.published().order_by("-published_on", "-pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    may_change = request.actor.may(Permission.PACK_CHANGE)
    return render(request, "library/packs/list.html", {"page": page, "may_change": may_change})


@require_safe
def pack(request: ActorRequest, slug: str) -> HttpResponse:
    """Staff see a draft as everybody will."""
    found = _seen(request, slug)
    return render(
        request,
        "library/packs/show.html",
        {
            "pack": found,
            "studies": studies_of(found),
            "has_cover": bool(found.cover_id),
            "may_change": request.actor.may(Permission.PACK_CHANGE),
        },
    )


@require_safe
def pack_pdf(request: ActorRequest, slug: str) -> HttpResponse:
    """No cache keeps it: what is taken down is to be gone from it at once."""
    found = _seen(request, slug)
    response = HttpResponse(paper_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.slug}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def pack_cover(request: ActorRequest, slug: str) -> HttpResponse:
    picture = cover_of(_seen(request, slug))
    if not picture:
        raise Http404
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def manage_packs(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.PACK_CHANGE)
    form = StartPackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            started = start_pack(form.cleaned_data["title"], by=request.actor)
            messages.success(request, _("You have begun a pack. Choose what it holds."))
            return redirect("library:work_pack", started.pk)
    found = Pack.objects.annotate(number=Count("items")).order_by("-pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/packs/manage.html", {"page": page, "form": form})


def work_pack(request: ActorRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    moves = PACK.open_to(request.actor, state=found.state)
    return render(
        request,
        "library/packs/work.html",
        {
            "pack": found,
            "places": places_in(found),
            "moves": moves,
            "change_url": reverse("library:change_pack", args=[pk]) if "change" in moves else "",
            "cover_url": reverse("library:cover_pack", args=[pk]) if "change" in moves else "",
        },
    )


def change(request: ActorRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    PACK.move("change", state=found.state)
    form = ChangePackForm(request.POST if request.method == "POST" else None, pack=found)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            change_pack(found, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have changed the pack"))
            return redirect("library:work_pack", pk)
    return render(request, "library/packs/change.html", {"pack": found, "form": form})


def choose(request: ActorRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    PACK.move("change", state=found.state)
    finder = FindForPackForm(request.GET)
    among = to_choose_from(found, **finder.wanted())
    form = ChosenForm(
        request.POST if request.method == "POST" else None, among=to_choose_from(found)
    )
    if form.is_valid():
        with refusals_on(form):
            number = add_to_pack(found, form.cleaned_data["chosen"], by=request.actor)
            messages.success(request, _("Added to the pack: %(number)d") % {"number": number})
            return redirect("library:work_pack", pk)
    page = Paginator(among, A_PAGE).get_page(request.GET.get("page"))
    context = {"pack": found, "finder": finder, "form": form, "page": page}
    return render(request, "library/packs/choose.html", context)


@require_POST
def move_item(request: ActorRequest, pk: int, item: int) -> HttpResponse:
    one = _item(request, pk, item)
    move_in_pack(one, up=request.POST.get("to") == "up", by=request.actor)
    messages.success(request, _("You have moved “%(title)s”") % {"title": one.resource})
    return redirect("library:work_pack", pk)


@require_POST
def take_out_item(request: ActorRequest, pk: int, item: int) -> HttpResponse:
    one = _item(request, pk, item)
    take_out_of_pack(one, by=request.actor)
    messages.success(request, _("You have taken out “%(title)s”") % {"title": one.resource})
    return redirect("library:work_pack", pk)


def cover(request: ActorRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    PACK.move("change", state=found.state)
    is_sent = request.method == "POST"
    form = CoverForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"words": found.cover_words},
    )
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            set_cover(found, given["picture"], words=given["words"], by=request.actor)
            messages.success(request, _("The pack has its cover"))
            return redirect("library:work_pack", pk)
    return render(request, "library/packs/cover.html", {"pack": found, "form": form})


@require_POST
def drop_cover(request: ActorRequest, pk: int) -> HttpResponse:
    remove_cover(_own(request, pk), by=request.actor)
    messages.success(request, _("The pack has no cover any more"))
    return redirect("library:work_pack", pk)


@require_POST
def publish(request: ActorRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    publish_pack(found, by=request.actor)
    messages.success(request, _("The pack is published"))
    return redirect(found)


@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    reopen_pack(_own(request, pk), by=request.actor)
    messages.success(request, _("The pack is open again. Its page is away until you publish it."))
    return redirect("library:work_pack", pk)


def _seen(request: ActorRequest, slug: str) -> Pack:
    seen = Pack.objects.visible_to(request.actor).select_related("cover")
    return get_object_or_404(seen, slug=slug)


def _own(request: ActorRequest, pk: int) -> Pack:
    request.actor.must(Permission.PACK_CHANGE)
    return get_object_or_404(Pack.objects.select_related("cover"), pk=pk)


def _item(request: ActorRequest, pk: int, item: int) -> PackItem:
    items = _own(request, pk).items.select_related("pack", "resource")
    return get_object_or_404(items, pk=item)
