"""Dated snapshots of published figures, class terms, and the count of individual supporters."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.members.forms.published import SnapshotForm, TallyForm, TermsForm
from ccin.members.models import ClassTerms, Snapshot, SupporterTally
from ccin.members.operations import (
    correct_snapshot,
    record_supporter_tally,
    set_class_terms,
    take_snapshot,
)


def snapshots(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_READ_ANY)
    context = {
        "snapshots": Snapshot.objects.all(),
        "tallies": SupporterTally.objects.all(),
        "may_change": request.actor.may(Permission.SNAPSHOT_CHANGE),
        "may_count": request.actor.may(Permission.MEMBERSHIP_CHANGE),
    }
    return render(request, "members/snapshots.html", context)


def add_snapshot(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.SNAPSHOT_CHANGE)
    form = SnapshotForm(_sent(request))
    if form.is_valid():
        with refusals_on(form):
            take_snapshot(form.details(), by=request.actor)
            messages.success(request, _("You have added the published figures"))
            return redirect("members:snapshots")
    return _ask(request, form, _("Add published figures"), _("Add the figures"))


def correct_published(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.SNAPSHOT_CHANGE)
    snapshot = get_object_or_404(Snapshot, pk=pk)
    form = SnapshotForm(_sent(request), snapshot=snapshot)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"] or 0
            correct_snapshot(snapshot, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have corrected the published figures"))
            return redirect("members:snapshots")
    return _ask(request, form, _("Correct published figures"), _("Save"))


def tally(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.MEMBERSHIP_CHANGE)
    form = TallyForm(_sent(request))
    if form.is_valid():
        with refusals_on(form):
            record_supporter_tally(form.details(), by=request.actor)
            messages.success(request, _("You have recorded the number of individual supporters"))
            return redirect("members:snapshots")
    return _ask(request, form, _("Count individual supporters"), _("Save"))


def terms(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_READ_ANY)
    context = {
        "terms": ClassTerms.objects.all(),
        "today": today(),
        "may_change": request.actor.may(Permission.MEMBERSHIP_CHANGE),
    }
    return render(request, "members/terms.html", context)


def set_terms(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.MEMBERSHIP_CHANGE)
    form = TermsForm(_sent(request))
    if form.is_valid():
        with refusals_on(form):
            set_class_terms(form.details(), by=request.actor)
            messages.success(request, _("You have set the terms; those before end the day before"))
            return redirect("members:terms")
    title, button = _("Set the terms of a class"), _("Set the terms")
    return _ask(request, form, title, button, back="members:terms", back_to=_("Terms"))


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _ask(request: ActorRequest, form: Any, title: str, button: str, **back: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": reverse(back.get("back", "members:snapshots")),
        "back_to": back.get("back_to", _("Published figures")),
    }
    return render(request, "design/ask.html", context)
