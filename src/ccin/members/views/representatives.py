"""Who stands for whom: appointing, ending one or many, naming the main contact."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
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
from ccin.kernel.clock import today
from ccin.members.forms.people import AppointForm, EndRepresentationForm, FindRepresentativesForm
from ccin.members.models import Organisation, Person, Representation, RepresentationQuerySet
from ccin.members.operations import (
    appoint_representative,
    end_representation,
    end_representations,
    make_primary_contact,
)
from ccin.members.states import REPRESENTATION

A_PAGE = 100


def representatives(request: ActorRequest) -> HttpResponse:
    """Everybody who stands for an organisation today; after an election, where many are ended."""
    request.actor.must(Permission.PERSON_READ_ANY)
    finder = FindRepresentativesForm(request.GET)
    finder.is_valid()
    found = _found(finder.cleaned_data).select_related("person", "organisation")
    return render(
        request,
        "members/representatives.html",
        {
            "finder": finder,
            "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
            "may_change": request.actor.may(Permission.PERSON_CHANGE),
        },
    )


def _found(wanted: dict[str, str]) -> RepresentationQuerySet:
    found = Representation.objects.current_on(today()).order_by("organisation__name", "role", "pk")
    for word in wanted.get("q", "")[:200].split()[:8]:
        found = found.filter(
            Q(person__name__icontains=word) | Q(organisation__name__icontains=word)
        )
    return found.filter(role=wanted["role"]) if wanted.get("role") else found


@require_POST
def end_many(request: ActorRequest) -> HttpResponse:
    """First what would end is shown, with the day and the reason to give; then it ends.

    Those that ended meanwhile are passed over, so that sending it twice does no harm.
    """
    request.actor.must(Permission.PERSON_CHANGE)
    keys = request.POST.getlist("chosen")[:A_PAGE]
    chosen = Representation.objects.filter(pk__in=known_keys(keys)).select_related(
        "person", "organisation"
    )
    form = EndRepresentationForm(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        with refusals_on(form):
            ended = end_representations(chosen, **form.cleaned_data, by=request.actor)
            words = ngettext("%d has stepped down", "%d have stepped down", ended) % ended
            messages.success(request, words)
            return redirect("members:representatives")
    return render(request, "members/end_many.html", {"form": form, "chosen": chosen})


def appoint(request: ActorRequest, pk: int, person: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.PERSON_CHANGE, organisation=organisation.pk)
    chosen = get_object_or_404(Person.objects.visible_to(request.actor), pk=person)
    form = AppointForm(request.POST if request.method == "POST" else None)
    names = {"person": chosen, "organisation": organisation}
    if form.is_valid():
        with refusals_on(form):
            appoint_representative(chosen, organisation, form.details(), by=request.actor)
            messages.success(request, _("%(person)s now stands for “%(organisation)s”") % names)
            return redirect("members:organisation", organisation.pk)
    context = {
        "form": form,
        "title": _("Appoint %(person)s for “%(organisation)s”") % names,
        "button": _("Appoint"),
        "back": reverse("members:organisation", args=[organisation.pk]),
        "back_to": str(organisation),
    }
    return render(request, "design/ask.html", context)


def end(request: ActorRequest, pk: int) -> HttpResponse:
    standing = _standing(request, pk)
    request.actor.must(
        REPRESENTATION.move("end", state=standing.state).needs,
        organisation=standing.organisation_id,
    )
    form = EndRepresentationForm(request.POST if request.method == "POST" else None)
    names = {"person": standing.person, "role": standing.get_role_display().lower()}
    if form.is_valid():
        with refusals_on(form):
            end_representation(standing, **form.cleaned_data, by=request.actor)
            messages.success(request, _("%(person)s has stepped down as %(role)s") % names)
            return redirect("members:organisation", standing.organisation_id)
    context = {
        "form": form,
        "title": _("%(person)s steps down as %(role)s") % names,
        "button": _("Save"),
        "back": reverse("members:organisation", args=[standing.organisation_id]),
        "back_to": str(standing.organisation),
    }
    return render(request, "design/ask.html", context)


@require_POST
def make_primary(request: ActorRequest, pk: int) -> HttpResponse:
    standing = _standing(request, pk)
    make_primary_contact(standing, by=request.actor)
    names = {"person": standing.person}
    messages.success(request, _("%(person)s is the main contact") % names)
    return redirect("members:organisation", standing.organisation_id)


def _standing(request: ActorRequest, pk: int) -> Representation:
    seen = Organisation.objects.visible_to(request.actor)
    standings = Representation.objects.filter(organisation__in=seen)
    return get_object_or_404(standings.select_related("person", "organisation"), pk=pk)
