"""An organisation's assessments of itself: shown, taken, corrected."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.members.models import Organisation
from ccin.principles.forms import AssessForm
from ccin.principles.models import Assessment, Principle, Statement
from ccin.principles.operations import assess, correct_assessment


def show(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    found = Assessment.objects.visible_to(request.actor).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "assessments": found.select_related("statement").prefetch_related("answers__principle"),
        "may_change": request.actor.may(
            Permission.SELF_ASSESSMENT_CHANGE, organisation=organisation.pk
        ),
    }
    return render(request, "principles/show.html", context)


def take(request: ActorRequest, pk: int) -> HttpResponse:
    """By the version of the Statement that is in force."""
    organisation = _organisation(request, pk)
    request.actor.must(Permission.SELF_ASSESSMENT_CHANGE, organisation=organisation.pk)
    statement = Statement.objects.order_by("-number").first()
    if statement is None:
        raise Http404
    form = AssessForm(_sent(request), principles=_principles(statement))
    if form.is_valid():
        with refusals_on(form):
            day = form.cleaned_data["assessed_on"]
            assess(organisation, form.answers(), assessed_on=day, by=request.actor)
            messages.success(request, _("Your assessment is recorded; the public does not see it"))
            return redirect("principles:show", organisation.pk)
    title = _("How far has %(name)s come?") % {"name": organisation}
    return _ask(request, organisation, form, title)


def correct(request: ActorRequest, pk: int, assessment: int) -> HttpResponse:
    found = _assessment(request, pk, assessment)
    organisation = found.organisation
    request.actor.must(Permission.SELF_ASSESSMENT_CHANGE, organisation=organisation.pk)
    principles = _principles(found.statement)
    form = AssessForm(_sent(request), principles=principles, assessment=found)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"] or 0
            correct_assessment(found, form.answers(), version=version, by=request.actor)
            messages.success(request, _("You have corrected the assessment"))
            return redirect("principles:show", organisation.pk)
    return _ask(request, organisation, form, _("Correct the assessment"))


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _organisation(request: ActorRequest, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)


def _assessment(request: ActorRequest, pk: int, assessment: int) -> Assessment:
    seen = Assessment.objects.visible_to(request.actor).select_related("statement", "organisation")
    organisation = _organisation(request, pk)
    return get_object_or_404(seen, pk=assessment, organisation=organisation)


def _principles(statement: Statement) -> list[Principle]:
    return list(statement.principles.select_related("statement").order_by("position"))


def _ask(
    request: ActorRequest, organisation: Organisation, form: AssessForm, title: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": _("Save the assessment"),
        "back": reverse("principles:show", args=[organisation.pk]),
        "back_to": _("Self-assessment"),
    }
    return render(request, "design/ask.html", context)
