"""Staff's pages of the register."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.register.forms import (
    AddHolidayForm,
    AddNameForm,
    ApplyImportForm,
    CorrectAuthorityForm,
    FindAuthoritiesForm,
    ImportForm,
    RecordChangeForm,
    RecordControlForm,
)
from ccin.register.imports.official import LAYOUTS, plan_import
from ccin.register.models import (
    Authority,
    AuthorityName,
    AuthorityQuerySet,
    ChangeEvent,
    ExtraHoliday,
)
from ccin.register.operations import (
    Correction,
    add_holiday,
    add_name,
    correct_authority,
    import_official,
    record_change,
    record_control,
    remove_holiday,
    remove_name,
)

A_PAGE = 100
AN_HOUR = 3600
SHOWN = 200


def authorities(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.REGISTER_READ)
    finder = FindAuthoritiesForm(request.GET)
    finder.is_valid()
    found = _found(finder.cleaned_data, today()).order_by("name", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "register/authorities.html",
        {
            "finder": finder,
            "page": page,
            "today": today(),
            "may_change": request.actor.may(Permission.REGISTER_CHANGE),
        },
    )


def _found(wanted: dict[str, Any], day: date) -> AuthorityQuerySet:
    found = Authority.objects.all()
    text = wanted.get("q", "").replace("\x00", "")[:200].strip()
    if text:
        codes = Authority.objects.filter(gss_codes__code__iexact=text)
        names = Authority.objects.filter(other_names__text__icontains=text)
        found = found.filter(
            Q(name__icontains=text)
            | Q(short_name__icontains=text)
            | Q(pk__in=codes.values("pk"))
            | Q(pk__in=names.values("pk"))
        )
    for field in ("kind", "nation", "region"):
        if wanted.get(field):
            found = found.filter(**{field: wanted[field]})
    match wanted.get("status"):
        case "current":
            return found.existing_on(day)
        case "ending":
            return found.existing_on(day).filter(valid_to__isnull=False)
        case "planned":
            return found.filter(valid_from__gt=day)
        case "abolished":
            return found.filter(valid_to__lt=day)
    return found


def authority(request: ActorRequest, key: str) -> HttpResponse:
    request.actor.must(Permission.REGISTER_READ)
    found = _authority(key)
    return render(
        request,
        "register/authority.html",
        {
            "authority": found,
            "today": today(),
            "exists": found.exists_on(today()),
            "codes": found.gss_codes.order_by("valid_from", "code"),
            "names": found.other_names.order_by("kind", "text"),
            "measures": found.measures.order_by("kind", "-year"),
            "controls": found.controls.all(),
            "into": found.successions_from.select_related("event", "successor"),
            "out_of": found.successions_to.select_related("event", "predecessor"),
            "districts": found.districts.order_by("name"),
            "constituents": found.constituents.order_by("name"),
            "may_change": request.actor.may(Permission.REGISTER_CHANGE),
        },
    )


def _authority(key: str) -> Authority:
    linked = Authority.objects.select_related("parent", "combined_authority", "police_area")
    return get_object_or_404(linked, key=key)


def _ask(
    request: ActorRequest, form: forms.Form, title: str, button: str, back: tuple[str, str]
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back[0],
        "back_to": back[1],
    }
    return render(request, "design/ask.html", context)


def _page_of(found: Authority) -> tuple[str, str]:
    return found.get_absolute_url(), str(found)


def correct(request: ActorRequest, key: str) -> HttpResponse:
    request.actor.must(Permission.REGISTER_CHANGE)
    found = _authority(key)
    initial = {name: getattr(found, name) for name in Correction.__dataclass_fields__}
    form = CorrectAuthorityForm(
        request.POST if request.method == "POST" else None,
        initial={**initial, "version": found.version},
    )
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            correct_authority(found, form.correction, version=version, by=request.actor)
            messages.success(request, _("The entry is corrected"))
            return redirect(found)
    title = _("Correct %(name)s") % {"name": found}
    return _ask(request, form, title, _("Save"), _page_of(found))


def name_it(request: ActorRequest, key: str) -> HttpResponse:
    request.actor.must(Permission.REGISTER_CHANGE)
    found = _authority(key)
    form = AddNameForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            add_name(found, form.record, by=request.actor)
            messages.success(request, _("The name is added"))
            return redirect(found)
    title = _("Add a name for %(name)s") % {"name": found}
    return _ask(request, form, title, _("Add the name"), _page_of(found))


@require_POST
def forget_name(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.REGISTER_CHANGE)
    name = get_object_or_404(AuthorityName.objects.select_related("authority"), pk=pk)
    remove_name(name, by=request.actor)
    messages.success(request, _("The name is removed"))
    return redirect(name.authority)


def control(request: ActorRequest, key: str) -> HttpResponse:
    request.actor.must(Permission.REGISTER_CHANGE)
    found = _authority(key)
    form = RecordControlForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        record_control(found, form.record, by=request.actor)
        messages.success(request, _("Political control is recorded"))
        return redirect(found)
    title = _("Political control of %(name)s") % {"name": found}
    return _ask(request, form, title, _("Record it"), _page_of(found))


def changes(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.REGISTER_READ)
    events = ChangeEvent.objects.order_by("-happens_on", "title").prefetch_related(
        "successions__predecessor", "successions__successor"
    )
    page = Paginator(events, A_PAGE).get_page(request.GET.get("page"))
    may_change = request.actor.may(Permission.REGISTER_CHANGE)
    context = {"page": page, "today": today(), "may_change": may_change}
    return render(request, "register/changes.html", context)


def add_change(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.REGISTER_CHANGE)
    form = RecordChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            record_change(form.details, form.links, by=request.actor)
            messages.success(request, _("The change is recorded"))
            return redirect("register:changes")
    title = _("Record a change of councils")
    back = (reverse("register:changes"), _("Reorganisation"))
    return _ask(request, form, title, _("Record the change"), back)


def holidays(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.REGISTER_READ)
    may_change = request.actor.may(Permission.REGISTER_CHANGE)
    context = {"holidays": ExtraHoliday.objects.order_by("-day", "pk"), "may_change": may_change}
    return render(request, "register/holidays.html", context)


def add_day(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.REGISTER_CHANGE)
    form = AddHolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            add_holiday(form.record, by=request.actor)
            messages.success(request, _("The bank holiday is added"))
            return redirect("register:holidays")
    title = _("Add a bank holiday")
    back = (reverse("register:holidays"), _("Bank holidays"))
    return _ask(request, form, title, _("Add it"), back)


@require_POST
def remove_day(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.REGISTER_CHANGE)
    remove_holiday(get_object_or_404(ExtraHoliday, pk=pk), by=request.actor)
    messages.success(request, _("The bank holiday is removed"))
    return redirect("register:holidays")


def bring_in(request: ActorRequest) -> HttpResponse:
    """Upload an official file and be shown what it would change. It is kept for an hour."""
    request.actor.must(Permission.REGISTER_CHANGE)
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        with refusals_on(form):
            kind, upload = form.cleaned_data["kind"], form.cleaned_data["file"]
            content = upload.read()
            plan = plan_import(kind, content)
            kept = get_random_string(40)
            cache.set(f"register-import-{kept}", (request.actor.key, kind, content), AN_HOUR)
            context = {
                "plan": plan,
                "file_name": upload.name,
                "layout": LAYOUTS[kind],
                "changes": plan.changes[:SHOWN],
                "faults": plan.faults[:SHOWN],
                "left_out": plan.left_out[:SHOWN],
                "form": ApplyImportForm(initial={"kept": kept, "digest": plan.digest}),
            }
            return render(request, "register/import_plan.html", context)
    return render(request, "register/import.html", {"form": form, "layouts": LAYOUTS})


@require_POST
def apply_import(request: ActorRequest) -> HttpResponse:
    """Do what was shown: all of it, or nothing."""
    request.actor.must(Permission.REGISTER_CHANGE)
    form = ApplyImportForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            place = f"register-import-{form.cleaned_data['kept']}"
            owner, kind, content = cache.get(place, ("", "", b""))
            if owner != request.actor.key:
                raise Refused(_("The file is kept for an hour only. Upload it again."))
            digest = form.cleaned_data["digest"]
            plan = import_official(kind, content, digest=digest, by=request.actor)
            messages.success(request, _("%(number)d changes made") % {"number": len(plan.changes)})
            return redirect("register:authorities")
    for error in form.non_field_errors() or [_("Upload the file again.")]:
        messages.error(request, str(error))
    return redirect("register:import")
