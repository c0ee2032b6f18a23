"""The membership list brought in, with a dry run that is looked at first, and given out."""

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.fields import known_keys
from ccin.design.refusals import refusals_on
from ccin.kernel.errors import Refused
from ccin.members.forms.exchange import ApplyImportForm, ExportForm, ImportForm
from ccin.members.imports.rows import COLUMNS, template
from ccin.members.imports.tables import read_table
from ccin.members.models import Organisation
from ccin.members.operations import export_members, import_members, plan_import

AN_HOUR = 3600
SHOWN = 200
A_PAGE = 100  # as many as the list shows, and can be chosen, at once
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def bring_in(request: ActorRequest) -> HttpResponse:
    """Upload a list and be shown what it would change. The file is kept for an hour."""
    request.actor.must(Permission.MEMBERS_IMPORT)
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        with refusals_on(form):
            name, content = form.cleaned_data["file"].name, form.cleaned_data["file"].read()
            as_at = form.cleaned_data["as_at"]
            plan = plan_import(read_table(name, content), as_at=as_at)
            kept = get_random_string(40)
            cache.set(_place(kept), (request.actor.key, name, content), AN_HOUR)
            context = {
                "plan": plan,
                "file_name": name,
                "steps": plan.steps[:SHOWN],
                "problems": plan.problems[:SHOWN],
                "form": ApplyImportForm(initial={"kept": kept, "as_at": as_at}),
            }
            return render(request, "members/import_plan.html", context)
    return render(request, "members/import.html", {"form": form, "columns": COLUMNS})


@require_POST
def apply_import(request: ActorRequest) -> HttpResponse:
    """Do what was shown: all of it, or nothing. A second time there is nothing left to do."""
    request.actor.must(Permission.MEMBERS_IMPORT)
    form = ApplyImportForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            owner, name, content = cache.get(_place(form.cleaned_data["kept"]), ("", "", b""))
            if owner != request.actor.key:
                raise Refused(_("The file is kept for an hour only. Upload it again."))
            table = read_table(name, content)
            plan = import_members(table, as_at=form.cleaned_data["as_at"], by=request.actor)
            words = _("%(name)s: %(rows)d rows read, %(steps)d changes made")
            told = {"name": name, "rows": plan.rows, "steps": len(plan.steps)}
            messages.success(request, words % told)
            return redirect("members:organisations")
    for error in form.non_field_errors() or [_("Upload the file again.")]:
        messages.error(request, str(error))
    return redirect("members:import")


def import_template(request: ActorRequest) -> HttpResponse:
    """An empty list with every column and an example row."""
    request.actor.must(Permission.MEMBERS_IMPORT)
    return _file(template(), "members-template", "csv")


def export(request: ActorRequest) -> HttpResponse:
    """All of the membership, or the organisations `chosen` in the list; giving out is recorded."""
    request.actor.must(Permission.MEMBERS_EXPORT)
    keys = known_keys(request.POST.getlist("chosen")[:A_PAGE])
    form = ExportForm(request.POST if "as_file" in request.POST else None)
    if form.is_valid():
        with refusals_on(form):
            wanted = form.wanted(keys)
            content = export_members(wanted, by=request.actor)
            return _file(content, f"members-{wanted.on:%Y-%m-%d}", wanted.as_file)
    chosen = Organisation.objects.kept().filter(pk__in=keys).order_by("name", "pk")
    return render(request, "members/export.html", {"form": form, "chosen": chosen})


def _place(kept: str) -> str:
    return f"members-import-{kept}"


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "Cache-Control": "private, no-store",
        },
    )
