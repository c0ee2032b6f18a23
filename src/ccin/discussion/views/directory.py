"""The directory of people, and what one’s own entry in it says."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.discussion.forms.directory import ChooseListingForm, FindPeopleInDirectoryForm
from ccin.discussion.models import Profile
from ccin.discussion.operations.directory import choose_listing
from ccin.discussion.reads.directory import (
    Wanted,
    entries,
    found_people,
    is_listed,
    may_look,
    profile_of,
)
from ccin.kernel.errors import Refused

A_PAGE = 50


def browse(request: ActorRequest) -> HttpResponse:
    _may_find(request)
    finder = FindPeopleInDirectoryForm(request.GET)
    wanted = finder.wanted()
    found = found_people(request.actor, wanted)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "finder": finder,
        "page": page,
        "people": entries(page.object_list),
        "is_narrowed": wanted != Wanted(),
        "may_look": may_look(request.actor),
        "is_listed": is_listed(request.actor),
    }
    return render(request, "discussion/directory/browse.html", context)


def own(request: ActorRequest) -> HttpResponse:
    _may_find(request)
    profile = profile_of(request.actor)
    initial = {
        "is_listed": is_listed(request.actor),
        "expertise": profile.expertise if profile else "",
        "shows_email": profile.shows_email if profile else False,
        "version": profile.version if profile else 0,
    }
    form = ChooseListingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = choose_listing(
                form.listing(), version=form.cleaned_data["version"], by=request.actor
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(made))
            return redirect("discussion:people")
    context = {"form": form, "has_person": request.actor.person is not None}
    return render(request, "discussion/directory/own.html", context)


def _said(profile: Profile) -> str:
    if profile.is_listed:
        return _("You stand in the directory of people")
    return _("You do not stand in the directory of people")


def _may_find(request: ActorRequest) -> None:
    if not request.actor.may_somewhere(Permission.PEOPLE_FIND):
        raise PermissionDenied(Permission.PEOPLE_FIND)
