"""Memberships of one organisation: begun, changed, ended, corrected."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.fields import known_keys
from ccin.design.refusals import refusals_on
from ccin.members.forms.memberships import (
    ControlChangedForm,
    CorrectMembershipForm,
    EndMembershipForm,
    MembershipForm,
)
from ccin.members.models import Membership, Organisation
from ccin.members.operations import (
    begin_membership,
    change_class,
    control_changed,
    correct_membership,
    end_membership,
    end_memberships,
)
from ccin.members.states import MEMBERSHIP

A_PAGE = 100  # as many as the list shows, and can be chosen, at once


def begin(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    request.actor.must(Permission.MEMBERSHIP_CHANGE)
    form = MembershipForm(_sent(request), organisation=organisation)
    if form.is_valid():
        with refusals_on(form):
            begin_membership(organisation, form.details(), by=request.actor)
            messages.success(request, _("You have recorded the membership"))
            return redirect("members:organisation", organisation.pk)
    return _ask(request, organisation, form, _("Begin a membership"), _("Begin the membership"))


def change(request: ActorRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    request.actor.must(MEMBERSHIP.move("change_class", state=membership.state).needs)
    form = MembershipForm(_sent(request), organisation=membership.organisation)
    if form.is_valid():
        with refusals_on(form):
            change_class(membership, form.details(), by=request.actor)
            messages.success(request, _("You have changed the class; the old one stays on record"))
            return redirect("members:organisation", membership.organisation_id)
    title, button = _("Change the class"), _("Change the class")
    return _ask(request, membership.organisation, form, title, button)


def end(request: ActorRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    request.actor.must(MEMBERSHIP.move("end", state=membership.state).needs)
    form = EndMembershipForm(_sent(request))
    if form.is_valid():
        with refusals_on(form):
            end_membership(membership, **form.cleaned_data, by=request.actor)
            messages.success(request, _("You have recorded the end of the membership"))
            return redirect("members:organisation", membership.organisation_id)
    title, button = _("Record a leaver"), _("End the membership")
    return _ask(request, membership.organisation, form, title, button)


@require_POST
def end_many(request: ActorRequest) -> HttpResponse:
    """First whom it is about is shown, with the day and the reason to give; then they leave."""
    request.actor.must(Permission.MEMBERSHIP_CHANGE)
    keys = known_keys(request.POST.getlist("chosen")[:A_PAGE])
    chosen = Organisation.objects.kept().filter(pk__in=keys).order_by("name", "pk")
    staying = chosen.filter(memberships__ends_on=None, memberships__isnull=False)
    form = EndMembershipForm(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        with refusals_on(form):
            ended = end_memberships(staying, **form.cleaned_data, by=request.actor)
            one, many = "You have recorded that %d leaves", "You have recorded that %d leave"
            messages.success(request, ngettext(one, many, ended) % ended)
            return redirect("members:organisations")
    context = {"form": form, "staying": staying, "others": chosen.exclude(pk__in=staying)}
    return render(request, "members/leave.html", context)


def correct(request: ActorRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    request.actor.must(Permission.MEMBERSHIP_CHANGE)
    form = CorrectMembershipForm(_sent(request), membership=membership)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            correct_membership(membership, form.correction(), version=version, by=request.actor)
            messages.success(request, _("You have corrected the membership"))
            return redirect("members:organisation", membership.organisation_id)
    return _ask(request, membership.organisation, form, _("Correct a membership"), _("Save"))


def control(request: ActorRequest, pk: int) -> HttpResponse:
    """The council and a group on it change places because control of the council changed."""
    council = _organisation(request, pk)
    request.actor.must(Permission.MEMBERSHIP_CHANGE)
    form = ControlChangedForm(_sent(request), council=council)
    if form.is_valid():
        with refusals_on(form):
            group = form.cleaned_data["group"]
            control_changed(council, group, form.change(), by=request.actor)
            messages.success(request, _("You have recorded the change of control"))
            return redirect("members:organisation", council.pk)
    title, button = _("Control of the council changed"), _("Record the change")
    return _ask(request, council, form, title, button)


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _organisation(request: ActorRequest, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)


def _membership(request: ActorRequest, pk: int) -> Membership:
    seen = Organisation.objects.visible_to(request.actor)
    return get_object_or_404(
        Membership.objects.filter(organisation__in=seen).select_related("organisation"), pk=pk
    )


def _ask(
    request: ActorRequest, organisation: Organisation, form: forms.Form, title: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": f"{title}: {organisation}",
        "button": button,
        "back": reverse("members:organisation", args=[organisation.pk]),
        "back_to": str(organisation),
    }
    return render(request, "design/ask.html", context)
