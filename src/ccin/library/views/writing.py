"""The pages on which a resource is begun and written, a section at a time."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.errors import Refused
from ccin.library.forms.starting import WAYS
from ccin.library.forms.writing import HeadingForm, SectionForm, SortForm
from ccin.library.models import Resource, Section
from ccin.library.operations.resources import (
    put_pen_down,
    save_section,
    start_resource,
    take_pen,
)
from ccin.library.operations.sorting import add_heading, sort_sections, start_from_file
from ccin.library.reads.reading import preview_of
from ccin.library.reads.working import measure_in_words, overview_of, section_line
from ccin.library.reads.writing import may_write, must_move, writing_move
from ccin.library.reasons.hints import HINTS
from ccin.library.states.resources import RESOURCE
from ccin.texts.models import Version

A_PAGE = 20


def start(request: ActorRequest) -> HttpResponse:
    _must_write_somewhere(request)
    return render(request, "library/writing/start.html")


def start_by(request: ActorRequest, way: str) -> HttpResponse:
    """From five short answers, from an address, or from a file."""
    if way not in WAYS:
        raise Http404
    _must_write_somewhere(request)
    form = WAYS[way](sent(request), request.FILES or None, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            if way == "file":
                document = form.cleaned_data["file"]
                begun = form.begun()
                resource = start_from_file(form.chosen_kind, begun, document, by=request.actor)
            else:
                resource = start_resource(form.chosen_kind, form.begun(), by=request.actor)
            messages.success(request, _("It is begun. Only your colleagues and staff see it yet"))
            to_sort = resource.sections.filter(name="").exists()
            return redirect("library:sort" if to_sort else "library:work", resource.pk)
    return render(request, f"library/writing/start_{way}.html", {"form": form})


def work(request: ActorRequest, pk: int) -> HttpResponse:
    resource = worked_on(request, pk)
    overview = overview_of(resource, request.actor)
    context = {"resource": resource, "overview": overview, "moves": overview.moves}
    return render(request, "library/writing/work.html", context)


def section(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    """Read by all who may write it; the form is there for whoever holds the pen."""
    resource = worked_on(request, pk)
    found = _section_of(resource, section)
    line = section_line(found, request.actor, timezone.now())
    may = may_write(request.actor, resource)
    form = SectionForm(sent(request), text=found.text)
    if request.method == "POST":
        must_move(
            request.actor, resource, RESOURCE.move(writing_move(resource), state=resource.state)
        )
    wants_preview = "preview" in request.POST
    if form.is_valid() and not wants_preview:
        with refusals_on(form):
            given = form.cleaned_data
            save_section(found, given["words"], version=given["version"], by=request.actor)
            messages.success(request, _("Saved: %(section)s") % {"section": line.heading})
            return _onward(request, resource, found)
    words = form.cleaned_data.get("words", "") if wants_preview and form.is_valid() else ""
    context = {
        "resource": resource,
        "line": line,
        "form": form,
        "is_written": may and (line.is_mine or form.is_bound),
        "may_write": may,
        "hint": HINTS.get(found.name, ""),
        "preview": words,
        "measure": measure_in_words(words) if words else line.measure,
        "wants_preview": wants_preview,
    }
    return render(request, "library/writing/section.html", context)


@require_POST
def take(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    resource = worked_on(request, pk)
    found = _section_of(resource, section)
    take_pen(found, by=request.actor)
    return redirect("library:section", resource.pk, found.pk)


@require_POST
def put_down(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    resource = worked_on(request, pk)
    put_pen_down(_section_of(resource, section), by=request.actor)
    return redirect("library:work", resource.pk)


def section_versions(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    """Every version with its words, newest first, and who left them."""
    resource = worked_on(request, pk)
    found = _section_of(resource, section)
    versions = Version.objects.filter(text=found.text_id).order_by("-number")
    page = Paginator(versions, A_PAGE).get_page(request.GET.get("page"))
    line = section_line(found, request.actor, timezone.now())
    context = {"resource": resource, "line": line, "page": page}
    return render(request, "library/writing/versions.html", context)


def add_section(request: ActorRequest, pk: int) -> HttpResponse:
    resource = worked_on(request, pk)
    _must_write(request, resource)
    form = HeadingForm(sent(request))
    if form.is_valid():
        with refusals_on(form):
            added = add_heading(resource, form.cleaned_data["heading"], by=request.actor)
            return redirect("library:section", resource.pk, added.pk)
    context = {"resource": resource, "form": form}
    return render(request, "library/writing/add_section.html", context)


def sort(request: ActorRequest, pk: int) -> HttpResponse:
    """Where what a file said belongs."""
    resource = worked_on(request, pk)
    _must_write(request, resource)
    form = SortForm(sent(request), resource=resource)
    if form.is_valid():
        with refusals_on(form):
            sort_sections(resource, form.places(), by=request.actor)
            messages.success(request, _("Sorted. Now read each section and shorten it"))
            return redirect("library:work", resource.pk)
    return render(request, "library/writing/sort.html", {"resource": resource, "form": form})


def preview(request: ActorRequest, pk: int) -> HttpResponse:
    """The whole as its next release would have it."""
    resource = worked_on(request, pk)
    context = {"resource": resource, "page": preview_of(resource, request.actor)}
    return render(request, "library/writing/preview.html", context)


def worked_on(request: ActorRequest, pk: int) -> Resource:
    """One whose owner, maintainers or staff this actor is among; to all others it is not there."""
    found = Resource.objects.written_by(request.actor)
    return get_object_or_404(found.select_related("owner", "contact", "visible_body"), pk=pk)


def sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _section_of(resource: Resource, key: int) -> Section:
    found = resource.sections.select_related("text", "resource__owner")
    return get_object_or_404(found, pk=key)


def _must_write_somewhere(request: ActorRequest) -> None:
    if not request.actor.may_somewhere(Permission.RESOURCE_WRITE):
        request.actor.must(Permission.RESOURCE_WRITE)


def _must_write(request: ActorRequest, resource: Resource) -> None:
    move = RESOURCE.move(writing_move(resource), state=resource.state)
    must_move(request.actor, resource, move)


def _onward(request: ActorRequest, resource: Resource, done: Section) -> HttpResponse:
    """The pen goes along to the next section, unless somebody writes there."""
    if "stay" in request.POST:
        return redirect("library:section", resource.pk, done.pk)
    put_pen_down(done, by=request.actor)
    later = resource.sections.filter(position__gt=done.position).order_by("position", "pk")
    after = later.select_related("text", "resource__owner").first()
    if "stop" in request.POST or after is None:
        return redirect("library:work", resource.pk)
    try:
        take_pen(after, by=request.actor)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("library:section", resource.pk, after.pk)
