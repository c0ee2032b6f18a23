"""Who is in membership: the searchable list, and a page for each member."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.members.forms.own_page import MemberPageForm
from ccin.members.models import Organisation
from ccin.website.forms import FilterDirectoryForm
from ccin.website.reads.directory import directory, places
from ccin.website.reads.member import PLACES, member_page
from ccin.website.reads.network import network_on, records_begin_after
from ccin.website.views.kept import kept_for_visitors

FOLDED_AWAY = ("kind", "nation", "region", "size", "on")


@kept_for_visitors
def members(request: HttpRequest) -> HttpResponse:
    network = network_on(today())
    form = FilterDirectoryForm(request.GET or None, places=places(network))
    form.full_clean()
    wanted = form.cleaned_data if form.is_bound else {}
    if wanted.get("on"):
        network = network_on(wanted["on"])
    found = directory(network, wanted, number=request.GET.get("page", "1"))
    context = {
        "form": form,
        "directory": found,
        "begins": None if found.members else records_begin_after(network.on),
        "filtered": bool(request.GET),
        "narrowed": any(
            request.GET.get(name) for name in ("kind", "nation", "region", "size", "on")
        ),
    }
    return render(request, "website/directory.html", context)


@kept_for_visitors
def member(request: HttpRequest, slug: str) -> HttpResponse:
    """A record that was merged leads to the one that took it over."""
    known = Organisation.objects.select_related("merged_into", *PLACES)
    found = get_object_or_404(known, slug=slug)
    if found.merged_into:
        return redirect(found.merged_into, permanent=True)
    page = member_page(found, on=today())
    if page is None:
        raise Http404
    return render(request, "website/member.html", {"page": page})


@require_POST
def preview(request: ActorRequest, slug: str) -> HttpResponse:
    """The page as it would be with the words in the form; nothing is saved."""
    seen = Organisation.objects.kept().visible_to(request.actor)
    found = get_object_or_404(seen.select_related(*PLACES), slug=slug)
    request.actor.must(Permission.MEMBER_PAGE_CHANGE, organisation=found.pk)
    form = MemberPageForm(request.POST, organisation=found)
    form.full_clean()
    for name, words in asdict(form.details()).items():
        setattr(found, name, words)
    page = member_page(found, on=today())
    if page is None:
        raise Http404
    return render(request, "website/member.html", {"page": page, "preview": form})
