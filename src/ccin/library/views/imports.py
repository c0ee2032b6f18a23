"""A list is sent, looked at, and brought into the library."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.library.forms.imports import BeginImportForm, SendListForm
from ccin.library.imports.columns import COLUMNS, template
from ccin.library.models import Import
from ccin.library.operations.imports import (
    begin_import,
    carry_on,
    give_up_import,
    look_again,
    look_through,
    start_import,
)
from ccin.library.reasons.importing import OUTCOME_WORDS
from ccin.library.states.imports import SHOWN

A_PAGE = 20
SHOWN_AT_ONCE = 50
AT_ONCE_BYTES = 512 * 1024  # a list so short is looked through while its sender waits
AT_ONCE_ROWS = 200


def bring_in(request: ActorRequest) -> HttpResponse:
    """Send a list, and see those sent before."""
    request.actor.must(Permission.LIBRARY_IMPORT)
    posted = request.method == "POST"
    form = SendListForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        with refusals_on(form):
            brought = start_import(form.cleaned_data["file"], form.wishes(), by=request.actor)
            if brought.file.size <= AT_ONCE_BYTES:
                look_through(brought, by=request.actor)
            return redirect(brought)
    page = Paginator(Import.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "columns": COLUMNS, "page": page}
    return render(request, "library/imports/send.html", context)


def shown(request: ActorRequest, pk: int) -> HttpResponse:
    """What it would change, and the choice; once it is begun, how far it is."""
    request.actor.must(Permission.LIBRARY_IMPORT)
    brought = get_object_or_404(Import, pk=pk)
    form = None
    if brought.state == SHOWN or request.method == "POST":
        form = BeginImportForm(request.POST if request.method == "POST" else None, brought=brought)
    if form is not None and form.is_valid():
        with refusals_on(form):
            _go_on(request, brought, form)
            return redirect(brought)
    counts = brought.counts or brought.found.get("counts", {})
    context = {
        "brought": brought,
        "form": form,
        "counts": [(OUTCOME_WORDS[name], count) for name, count in counts.items()],
        "problems": brought.found.get("problems", [])[:SHOWN_AT_ONCE],
        "remarks": brought.found.get("remarks", [])[:SHOWN_AT_ONCE],
        "examples": [
            (line, OUTCOME_WORDS[outcome], title)
            for line, outcome, title in brought.found.get("examples", [])[:SHOWN_AT_ONCE]
        ],
    }
    return render(request, "library/imports/shown.html", context)


@require_POST
def give_up(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.LIBRARY_IMPORT)
    brought = get_object_or_404(Import, pk=pk)
    give_up_import(brought, by=request.actor)
    messages.success(request, _("You have given up %s") % brought)
    return redirect("library:import")


def list_template(request: ActorRequest) -> HttpResponse:
    """An empty list with every column and an example row."""
    request.actor.must(Permission.LIBRARY_IMPORT)
    return HttpResponse(
        template(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="library-template.csv"'},
    )


def _go_on(request: ActorRequest, brought: Import, form: BeginImportForm) -> None:
    by, is_short = request.actor, brought.rows <= AT_ONCE_ROWS
    if request.POST.get("then") == "look_again":
        look_again(brought, form.choices(), by=by)
        if is_short:
            look_through(brought, by=by)
        return
    begin_import(brought, form.choices(), by=by)
    if is_short:
        carry_on(brought, by=by)
