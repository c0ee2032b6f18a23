"""Staff's table of old addresses."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.website.forms import AddOldAddressForm, ChangeOldAddressForm
from ccin.website.models import OldAddress
from ccin.website.operations import add_old_address, change_old_address, remove_old_address

A_PAGE = 100


def browse(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.OLD_ADDRESS_CHANGE)
    page = Paginator(OldAddress.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "website/old_addresses/browse.html", {"page": page})


def add(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.OLD_ADDRESS_CHANGE)
    form = AddOldAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            address = add_old_address(form.leading(), by=request.actor)
            messages.success(request, _("%s now leads somewhere") % address)
            return redirect("website:old_addresses")
    return render(request, "website/old_addresses/add.html", {"form": form})


def change(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.OLD_ADDRESS_CHANGE)
    address = get_object_or_404(OldAddress, pk=pk)
    form = ChangeOldAddressForm(request.POST if request.method == "POST" else None, address=address)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            change_old_address(address, form.leading(), version=version, by=request.actor)
            messages.success(request, _("You have changed where %s leads") % address)
            return redirect("website:old_addresses")
    return render(request, "website/old_addresses/change.html", {"form": form, "address": address})


def remove(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.OLD_ADDRESS_CHANGE)
    address = get_object_or_404(OldAddress, pk=pk)
    if request.method == "POST":
        remove_old_address(address, by=request.actor)
        messages.success(request, _("You have removed %s") % address)
        return redirect("website:old_addresses")
    return render(request, "website/old_addresses/remove.html", {"address": address})
