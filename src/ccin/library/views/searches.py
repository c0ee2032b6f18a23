"""Saved searches: saved from the search, listed, run again, renamed, stopped."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.errors import Refused
from ccin.library.forms.searches import RenameSearchForm
from ccin.library.models import SavedSearch
from ccin.library.operations.searches import (
    Searched,
    look_at_search,
    rename_search,
    save_search,
    stop_search,
)
from ccin.library.reads.searches import address_of, kept_by, searches_of
from ccin.library.rules.searches import MOST_AN_ACCOUNT


def searches(request: ActorRequest) -> HttpResponse:
    if not request.actor.may_somewhere(Permission.SEARCH_SAVE):
        raise PermissionDenied(Permission.SEARCH_SAVE)
    context = {"kept": kept_by(request.actor), "most": MOST_AN_ACCOUNT}
    return render(request, "library/searches/list.html", context)


@require_POST
def save(request: ActorRequest) -> HttpResponse:
    """From the page of a search: `q` and the values chosen of each facet."""
    given = dict(request.POST.lists())
    try:
        save_search(Searched(request.POST.get("q", ""), given), by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The search is saved. We write when something new fits it."))
    return redirect("library:searches")


@require_POST
def run(request: ActorRequest, pk: int) -> HttpResponse:
    search = _own(request, pk)
    look_at_search(search, by=request.actor)
    return redirect(address_of(search))


def rename(request: ActorRequest, pk: int) -> HttpResponse:
    search = _own(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = RenameSearchForm(sent, initial={"name": search.name})
    if form.is_valid():
        with refusals_on(form):
            rename_search(search, name=form.cleaned_data["name"], by=request.actor)
            messages.success(request, _("The search has a new name"))
            return redirect("library:searches")
    return render(request, "library/searches/rename.html", {"search": search, "form": form})


@require_POST
def stop(request: ActorRequest, pk: int) -> HttpResponse:
    stop_search(_own(request, pk), by=request.actor)
    messages.success(request, _("The search is saved no more"))
    return redirect("library:searches")


def _own(request: ActorRequest, pk: int) -> SavedSearch:
    return get_object_or_404(searches_of(request.actor), pk=pk)
