"""A lead's word on progress, and what it hands in; staff accept it or say what it lacks."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.files.reads import answer_with
from ccin.funding.forms.projects import BecauseForm
from ccin.funding.forms.reporting import LinkForm, OutputForm, ProgressForm
from ccin.funding.models import Output
from ccin.funding.operations.reporting import (
    accept_output,
    hand_in_again,
    hand_in_output,
    link_resource,
    report_progress,
    return_output,
)
from ccin.funding.states import OUTPUT, PROJECT
from ccin.funding.views.projects import ask, found, keep_of


def progress(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    request.actor.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    PROJECT.move("report_progress", state=project.state)
    form = ProgressForm(request.POST if request.method == "POST" else None, project=project)
    if form.is_valid():
        with refusals_on(form):
            report_progress(project, form.progress(), by=request.actor)
            messages.success(request, _("Thank you. Everybody can read how it goes."))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Say how it goes"), _("Say it"))


def give(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    request.actor.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OutputForm(*sent, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            hand_in_output(project, form.handed(), form.cleaned_data["file"], by=request.actor)
            messages.success(request, _("It is handed in. Staff will read it."))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Hand something in"), _("Hand it in"))


def output_of(request: ActorRequest, slug: str, pk: int) -> Output:
    kept = Output.objects.select_related("project__lead", "project__bid", "upload", "resource")
    return get_object_or_404(kept, pk=pk, project=found(request, slug))


def give_again(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    output = output_of(request, slug, pk)
    project = output.project
    move = OUTPUT.move("hand_in_again", state=output.state)
    request.actor.must(move.needs, organisation=project.lead_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OutputForm(*sent, actor=request.actor, output=output)
    if form.is_valid():
        with refusals_on(form):
            hand_in_again(output, form.handed(), form.cleaned_data["file"], by=request.actor)
            messages.success(request, _("It is handed in again. Staff will read it."))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Hand it in again"), _("Hand it in"), output=output)


@require_POST
def accept(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    output = output_of(request, slug, pk)
    accept_output(output, by=request.actor)
    messages.success(request, _("It is accepted, and the lead is told"))
    return redirect(keep_of(output.project))


def give_back(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    output = output_of(request, slug, pk)
    request.actor.must(OUTPUT.move("return", state=output.state).needs)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            return_output(output, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("It is sent back, and the lead is told why"))
            return redirect(keep_of(output.project))
    return ask(request, output.project, form, _("Send it back"), _("Send it back"), output=output)


@require_safe
def output_file(request: ActorRequest, slug: str, pk: int) -> FileResponse:
    """For lead and staff, before it is accepted too."""
    upload = output_of(request, slug, pk).upload
    if upload is None:
        raise Http404
    return answer_with(upload)


def link(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    request.actor.must(Permission.PROJECT_KEEP)
    form = LinkForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            link_resource(project, form.cleaned_data["resource"], by=request.actor)
            messages.success(request, _("It is linked to the project"))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Link something in the library"), _("Link it"))
