"""The pages that say what a resource is: facts, principles, files, partners."""

from dataclasses import replace

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.design.refusals import refusals_on
from ccin.files.reads import answer_with
from ccin.library.forms.writing import (
    AttachFileForm,
    DescribeResourceForm,
    PartnerForm,
    PrinciplesForm,
    RenameFileForm,
)
from ccin.library.models import Resource
from ccin.library.operations.files import attach_file, remove_file, rename_file
from ccin.library.operations.resources import (
    describe_resource,
    details_of,
    show_principles,
)
from ccin.library.reads.working import file_lines
from ccin.library.reads.writing import must_move, writing_move
from ccin.library.states.resources import RESOURCE
from ccin.library.views.writing import sent, worked_on


def describe(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _written(request, pk)
    form = DescribeResourceForm(sent(request), resource=resource, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            describe_resource(resource, form.given(), version=version, by=request.actor)
            messages.success(request, _("Saved: what is said about it"))
            return redirect("library:work", resource.pk)
    return render(request, "library/writing/describe.html", {"resource": resource, "form": form})


def principles(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _written(request, pk)
    form = PrinciplesForm(sent(request), resource=resource)
    if form.is_valid():
        with refusals_on(form):
            show_principles(resource, form.sentences(), by=request.actor)
            messages.success(request, _("Saved: the principles it shows"))
            return redirect("library:work", resource.pk)
    context = {"resource": resource, "form": form}
    return render(request, "library/writing/principles.html", context)


def files(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _written(request, pk)
    form = AttachFileForm(sent(request), request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            attach_file(resource, given["file"], given["title"], by=request.actor)
            messages.success(request, _("The file is attached"))
            return redirect("library:files", resource.pk)
    context = {"resource": resource, "form": form, "files": file_lines(resource)}
    return render(request, "library/writing/files.html", context)


def rename(request: ActorRequest, pk: int, file: int) -> HttpResponse:
    resource = _written(request, pk)
    kept = get_object_or_404(resource.files.filter(removed_on=None), pk=file)
    form = RenameFileForm(sent(request), initial={"title": kept.title})
    if form.is_valid():
        rename_file(kept, form.cleaned_data["title"], by=request.actor)
        return redirect("library:files", resource.pk)
    context = {"resource": resource, "form": form, "file": kept}
    return render(request, "library/writing/rename_file.html", context)


@require_POST
def take_away(request: ActorRequest, pk: int, file: int) -> HttpResponse:
    resource = worked_on(request, pk)
    kept = get_object_or_404(resource.files.select_related("resource"), pk=file)
    remove_file(kept, by=request.actor)
    messages.success(request, _("The file is taken away"))
    return redirect("library:files", resource.pk)


def open_file(request: ActorRequest, pk: int, file: int) -> FileResponse:
    """For those who write it; readers have the address of the release."""
    resource = worked_on(request, pk)
    return answer_with(get_object_or_404(resource.files.select_related("upload"), pk=file).upload)


def partners(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _written(request, pk)
    form = PartnerForm(sent(request), actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            details, given = details_of(resource), form.cleaned_data
            added = (*details.partners, (given["organisation"], given["role"]))
            changed = replace(details, partners=added)
            describe_resource(resource, changed, version=resource.version, by=request.actor)
            messages.success(request, _("Added: %(name)s") % {"name": given["organisation"]})
            return redirect("library:partners", resource.pk)
    present = resource.partners.took_part().select_related("organisation").order_by("role", "pk")
    context = {"resource": resource, "form": form, "partners": present}
    return render(request, "library/writing/partners.html", context)


@require_POST
def drop_partner(request: ActorRequest, pk: int, partner: int) -> HttpResponse:
    resource = worked_on(request, pk)
    dropped = get_object_or_404(resource.partners.took_part(), pk=partner)
    details = details_of(resource)
    kept = tuple(
        (organisation, role)
        for organisation, role in details.partners
        if (organisation.pk, role) != (dropped.organisation_id, dropped.role)
    )
    changed = replace(details, partners=kept)
    describe_resource(resource, changed, version=resource.version, by=request.actor)
    return redirect("library:partners", resource.pk)


def _written(request: ActorRequest, pk: int) -> Resource:
    resource = worked_on(request, pk)
    move = RESOURCE.move(writing_move(resource), state=resource.state)
    must_move(request.actor, resource, move)
    return resource
