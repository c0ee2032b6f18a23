"""Preferences beside an assessment: put through a rule, matched, shown. It is advice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.preferences import MatchForm, PreferencesForm
from ccin.funding.models import PreferenceRun, Round
from ccin.funding.operations.preferences import (
    match_projects,
    run_preferences,
    show_preferences,
)
from ccin.funding.reads.preferences import outcome_of, runs_for


def browse(request: ActorRequest, slug: str) -> HttpResponse:
    """What was run so far; staff put another file through a rule."""
    found = get_object_or_404(Round.objects.visible_to(request.actor), slug=slug)
    runs = runs_for(found, request.actor)
    may_run = request.actor.may(Permission.PREFERENCES_RUN)
    if not may_run and not runs.exists():
        request.actor.must(Permission.PREFERENCES_RUN)
    form = None
    if may_run:
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = PreferencesForm(*sent, strands=found.strands.all())
        if form.is_valid():
            with refusals_on(form):
                run = run_preferences(
                    form.cleaned_data["strand"], form.preferences(), by=request.actor
                )
                return redirect("funding:preference_run", run.pk)
    context = {"round": found, "runs": runs, "form": form}
    return render(request, "funding/preferences/browse.html", context)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    run = _seen(request, pk)
    context = {
        "run": run,
        "round": run.strand.round,
        "outcome": outcome_of(run, request.actor),
        "may_run": request.actor.may(Permission.PREFERENCES_RUN),
    }
    return render(request, "funding/preferences/show.html", context)


def match(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.PREFERENCES_RUN)
    run = _seen(request, pk)
    form = MatchForm(request.POST if request.method == "POST" else None, run=run)
    if form.is_valid():
        with refusals_on(form):
            match_projects(run, form.names(), by=request.actor)
            messages.success(request, _("The projects are matched."))
            return redirect("funding:preference_run", run.pk)
    context = {"run": run, "round": run.strand.round, "form": form}
    return render(request, "funding/preferences/match.html", context)


@require_POST
def reveal(request: ActorRequest, pk: int) -> HttpResponse:
    """Shows it to the bodies, or to staff alone again: the button says which."""
    request.actor.must(Permission.PREFERENCES_RUN)
    run = _seen(request, pk)
    show_preferences(run, shown=request.POST.get("shown") == "yes", by=request.actor)
    return redirect("funding:preference_run", run.pk)


def _seen(request: ActorRequest, pk: int) -> PreferenceRun:
    run = get_object_or_404(PreferenceRun.objects.select_related("strand__round"), pk=pk)
    visible = get_object_or_404(Round.objects.visible_to(request.actor), pk=run.strand.round_id)
    return get_object_or_404(runs_for(visible, request.actor), pk=run.pk)
