"""Two records of one body or one person become one: find the other, see both, confirm."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.journeys.forms.reorganising import ConfirmForm, FindOtherForm
from ccin.journeys.operations.merge_organisations import merge_organisations
from ccin.journeys.operations.merge_people import merge_people
from ccin.members.models import (
    Organisation,
    OrganisationQuerySet,
    Person,
    PersonQuerySet,
)

SHOWN = 50


def find_organisation(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_MERGE)
    kept = get_object_or_404(_organisations(request), pk=pk)
    finder = FindOtherForm(request.GET)
    words = finder.cleaned_data.get("q", "") if finder.is_valid() else ""
    found = _organisations(request).exclude(pk=kept.pk)
    for word in (words or kept.name)[:200].split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(authority__short_name__icontains=word))
    context = {"kept": kept, "finder": finder, "found": found[:SHOWN], "searched": bool(words)}
    return render(request, "journeys/find_organisation.html", context)


def merge_organisation(request: ActorRequest, pk: int, other: int) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_MERGE)
    kept = get_object_or_404(_organisations(request), pk=pk)
    given_up = get_object_or_404(_organisations(request), pk=other)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            merge_organisations(kept, given_up, by=request.actor)
            words = _("“%(other)s” is now part of “%(kept)s”")
            messages.success(request, words % {"other": given_up, "kept": kept})
            return redirect("members:organisation", kept.pk)
    context = {"kept": kept, "other": given_up, "form": form}
    return render(request, "journeys/merge_organisation.html", context)


def _organisations(request: ActorRequest) -> OrganisationQuerySet:
    seen = Organisation.objects.kept().visible_to(request.actor)
    return seen.select_related("authority", "parish", "principal_council")


def find_person(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_MERGE)
    kept = get_object_or_404(_people(request), pk=pk)
    finder = FindOtherForm(request.GET)
    words = finder.cleaned_data.get("q", "") if finder.is_valid() else ""
    found = _people(request).exclude(pk=kept.pk)
    for word in (words or kept.name)[:200].split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    context = {"kept": kept, "finder": finder, "found": found[:SHOWN], "searched": bool(words)}
    return render(request, "journeys/find_person.html", context)


def merge_person(request: ActorRequest, pk: int, other: int) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_MERGE)
    kept = get_object_or_404(_people(request), pk=pk)
    given_up = get_object_or_404(_people(request), pk=other)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            merge_people(kept, given_up, by=request.actor)
            messages.success(request, _("Both records of %(name)s are one") % {"name": kept})
            return redirect("members:person", kept.pk)
    context = {"kept": kept, "other": given_up, "form": form}
    return render(request, "journeys/merge_person.html", context)


def _people(request: ActorRequest) -> PersonQuerySet:
    return Person.objects.kept().visible_to(request.actor)
