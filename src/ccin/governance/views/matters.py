"""Matters: the list, asking about one, interests and dispensations."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.governance.forms.matters import (
    AskForm,
    DeclareForm,
    DeclareStandingForm,
    DispensationForm,
    FindMattersForm,
)
from ccin.governance.models import Interest, Matter
from ccin.governance.operations.interests import (
    body_where,
    declare_interest,
    declare_standing_interest,
    record_dispensation,
    withdraw_interest,
)
from ccin.governance.operations.questions import ask_question
from ccin.governance.reads.interests import interest_of, people_kept_out, people_on_the_route
from ccin.governance.reads.matters import POWERS, matching
from ccin.kernel.clock import today

A_PAGE = 50


def matters(request: ActorRequest) -> HttpResponse:
    """What waits for which body since when: for staff, and for whoever sits in a body."""
    actor = request.actor
    if not (actor.may(Permission.MATTER_READ_ANY) or actor.bodies_where(Permission.MATTER_READ)):
        raise PermissionDenied(Permission.MATTER_READ)
    finder = FindMattersForm(request.GET or {"state": "open"})
    finder.is_valid()
    found = matching(Matter.objects.visible_to(actor), finder.cleaned_data)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "governance/matters.html", {"finder": finder, "page": page})


def ask(request: ActorRequest, pk: int) -> HttpResponse:
    matter = _matter(request, pk)
    body_where(matter, Permission.MATTER_ASK, by=request.actor)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            ask_question(matter, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("Your question is on the record"))
            return redirect(matter)
    return render(request, "governance/ask.html", {"matter": matter, "form": form})


def declare(request: ActorRequest, pk: int) -> HttpResponse:
    """One's own; the clerk may choose somebody else. Who has declared sees the matter no more."""
    matter = _matter(request, pk)
    body_where(matter, Permission.INTEREST_DECLARE, by=request.actor)
    others = people_on_the_route(matter, request.actor)
    form = DeclareForm(request.POST if request.method == "POST" else None, others=others)
    if form.is_valid():
        with refusals_on(form):
            declare_interest(
                matter,
                form.cleaned_data["words"],
                person=form.cleaned_data.get("person"),
                by=request.actor,
            )
            messages.success(request, _("The interest is on the record"))
            return redirect("governance:interests")
    own = interest_of(request.actor.person, matter, today())
    return render(
        request, "governance/declare.html", {"matter": matter, "form": form, "already": own}
    )


def dispensation(request: ActorRequest, pk: int) -> HttpResponse:
    matter = _matter(request, pk)
    body_where(matter, Permission.INTEREST_RECORD, by=request.actor)
    kept_out = people_kept_out(matter, today())
    form = DispensationForm(
        request.POST if request.method == "POST" else None, kept_out=list(kept_out)
    )
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            record_dispensation(matter, given["person"], given["reference"], by=request.actor)
            messages.success(request, _("The dispensation is on the record"))
            return redirect(matter)
    return render(
        request,
        "governance/dispensation.html",
        {"matter": matter, "form": form, "kept_out": kept_out.values()},
    )


def interests(request: ActorRequest) -> HttpResponse:
    """One's own declarations, and a form for a standing one."""
    actor = request.actor
    if not actor.bodies_where(Permission.INTEREST_DECLARE):
        raise PermissionDenied(Permission.INTEREST_DECLARE)
    form = DeclareStandingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            declare_standing_interest(given["organisation"], given["words"], by=actor)
            messages.success(request, _("The interest is on the record"))
            return redirect("governance:interests")
    own = Interest.objects.filter(person=actor.person).select_related("organisation", "matter")
    page = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "governance/interests.html", {"form": form, "page": page})


@require_POST
def take_back_interest(request: ActorRequest, pk: int) -> HttpResponse:
    own = Interest.objects.filter(person=request.actor.person or 0)
    interest = get_object_or_404(own, pk=pk)
    withdraw_interest(interest, by=request.actor)
    messages.success(request, _("The declaration is taken back; it stays on the record"))
    return redirect("governance:interests")


def _matter(request: ActorRequest, pk: int) -> Matter:
    seen = Matter.objects.visible_to(request.actor).select_related(*POWERS)
    return get_object_or_404(seen, pk=pk)
