"""“We are using this”: said, changed, stopped, and told of a year later."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.library.forms.adopting import AdoptForm, ChangeAdoptionForm, TellOutcomeForm
from ccin.library.models import Adoption, Resource
from ccin.library.operations.adopting import (
    adopt_resource,
    change_adoption,
    stop_adoption,
    tell_outcome,
    withdraw_adoption,
)
from ccin.library.reads.adopting import joined_on, own_adoptions
from ccin.library.states.adoptions import ADOPTION

A_PAGE = 50


def adoptions(request: ActorRequest) -> HttpResponse:
    """A member's own; for staff those of everybody."""
    _must_speak_for_somebody(request)
    found = Adoption.objects.standing().visible_to(request.actor)
    found = found.select_related("organisation", "resource")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/adopting/list.html", {"page": page})


def adopt(request: ActorRequest, slug: str) -> HttpResponse:
    readable = Resource.objects.visible_to(request.actor).readable()
    resource = get_object_or_404(readable.select_related("owner"), slug=slug)
    _must_speak_for_somebody(request)
    sent = request.POST if request.method == "POST" else None
    form = AdoptForm(sent, resource=resource, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            organisation = form.organisation_chosen()
            adoption = adopt_resource(resource, organisation, form.said(), by=request.actor)
            messages.success(request, _("It is recorded, and both sides are told"))
            _warn_of_a_day_before_joining(request, adoption)
            return redirect(resource)
    return render(
        request,
        "library/adopting/adopt.html",
        {
            "resource": resource,
            "form": form,
            "may": form.is_bound or form.organisations.exists(),
            "own": own_adoptions(request.actor, resource)[:A_PAGE],
        },
    )


def adoption(request: ActorRequest, pk: int) -> HttpResponse:
    """What is recorded, and the form that changes it while it may be changed."""
    found = _found(request, pk)
    moves = ADOPTION.open_to(request.actor, state=found.stage, organisation=found.organisation_id)
    form = ChangeAdoptionForm(request.POST if request.method == "POST" else None, adoption=found)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            change_adoption(found, form.said(), version=version, by=request.actor)
            messages.success(request, _("You have changed what is recorded"))
            _warn_of_a_day_before_joining(request, found)
            return redirect(found)
    context = {"adoption": found, "form": form, "moves": moves, "steps": found.steps.all()}
    return render(request, "library/adopting/show.html", context)


@require_POST
def stop(request: ActorRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    stop_adoption(found, by=request.actor)
    messages.success(request, _("It is recorded that you stopped. Please say what came of it."))
    return redirect("library:tell_outcome", pk=found.pk)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    withdraw_adoption(found, by=request.actor)
    messages.success(request, _("It is shown to nobody any more"))
    return redirect("library:adoptions")


def outcome(request: ActorRequest, pk: int) -> HttpResponse:
    """The short page that the question of a year later leads to."""
    found = _found(request, pk)
    ADOPTION.move("consider", state=found.stage)
    form = TellOutcomeForm(request.POST if request.method == "POST" else None, adoption=found)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            tell_outcome(found, form.told(), version=version, by=request.actor)
            messages.success(request, _("Thank you. Whoever gave it has been told."))
            return redirect(found)
    return render(request, "library/adopting/outcome.html", {"adoption": found, "form": form})


def _found(request: ActorRequest, pk: int) -> Adoption:
    known = Adoption.objects.visible_to(request.actor)
    return get_object_or_404(known.select_related("organisation", "resource", "contact"), pk=pk)


def _must_speak_for_somebody(request: ActorRequest) -> None:
    if not request.actor.may_somewhere(Permission.ADOPTION_CHANGE):
        raise PermissionDenied(Permission.ADOPTION_CHANGE)


def _warn_of_a_day_before_joining(request: ActorRequest, adoption: Adoption) -> None:
    joined = joined_on(adoption.organisation)
    if joined and adoption.since < joined:
        words = _(
            "The day you gave lies before %(name)s joined the network on %(day)s. "
            "If that is right, there is nothing to do."
        )
        day = date_format(joined, "j F Y")
        messages.warning(request, words % {"name": adoption.organisation, "day": day})
