"""The desk, the search, and the year ahead."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.desk.forms import DeadlineForm, MarkDoneForm
from ccin.desk.models import Deadline
from ccin.desk.operations import add_deadline, correct_deadline, mark_done, mark_not_done
from ccin.desk.reads.home import desk_of
from ccin.desk.reads.search import search as search_for
from ccin.desk.reads.year_ahead import year_ahead as year_from
from ccin.kernel.clock import today


def home(request: ActorRequest) -> HttpResponse:
    """Everybody who signs in has a desk, if only to find that nothing waits on it."""
    context = {
        "desk": desk_of(request.actor),
        "today": today(),
        "may": {
            "search": request.actor.may(Permission.ORGANISATION_READ_ANY),
            "year_ahead": request.actor.may(Permission.YEAR_AHEAD_READ),
            "history": request.actor.may(Permission.HISTORY_READ),
            "letters": request.actor.may(Permission.LETTER_READ),
            "jobs": request.actor.may(Permission.JOB_READ),
        },
    }
    return render(request, "desk/home.html", context)


def search(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_READ_ANY)
    text = request.GET.get("q", "")
    return render(
        request,
        "desk/search.html",
        {
            "text": text[:200],
            "found": search_for(text, request.actor),
            "may_add": request.actor.may(Permission.ORGANISATION_CHANGE),
        },
    )


def year_ahead(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.YEAR_AHEAD_READ)
    context = {
        "year": year_from(today()),
        "today": today(),
        "may_change": request.actor.may(Permission.YEAR_AHEAD_CHANGE),
    }
    return render(request, "desk/year_ahead.html", context)


def done(request: ActorRequest, pk: int) -> HttpResponse:
    """Mark a date as done, with a note; `fell_on` says which time it was."""
    request.actor.must(Permission.YEAR_AHEAD_CHANGE)
    deadline = get_object_or_404(Deadline, pk=pk)
    first = {"fell_on": request.GET.get("fell_on", "")}
    form = MarkDoneForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        with refusals_on(form):
            mark_done(deadline, **form.cleaned_data, by=request.actor)
            messages.success(request, _("“%(title)s” is done") % {"title": deadline})
            return redirect("desk:year_ahead")
    return _ask(request, form, _("Done: %(title)s") % {"title": deadline}, _("Mark as done"))


@require_POST
def not_done(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.YEAR_AHEAD_CHANGE)
    deadline = get_object_or_404(Deadline, pk=pk)
    form = MarkDoneForm(request.POST)
    if form.is_valid():
        mark_not_done(deadline, fell_on=form.cleaned_data["fell_on"], by=request.actor)
        messages.success(request, _("“%(title)s” is to be done again") % {"title": deadline})
    return redirect("desk:year_ahead")


def deadlines(request: ActorRequest) -> HttpResponse:
    """The dated settings themselves, each with its source."""
    request.actor.must(Permission.YEAR_AHEAD_READ)
    context = {
        "deadlines": Deadline.objects.select_related("anchor"),
        "may_change": request.actor.may(Permission.YEAR_AHEAD_CHANGE),
    }
    return render(request, "desk/deadlines.html", context)


def add(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.YEAR_AHEAD_CHANGE)
    form = DeadlineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            made = add_deadline(form.details(), by=request.actor)
            messages.success(request, _("You have added “%(title)s”") % {"title": made})
            return redirect("desk:deadlines")
    return _ask(request, form, _("Add a date to the year"), _("Add the date"))


def correct(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.YEAR_AHEAD_CHANGE)
    deadline = get_object_or_404(Deadline, pk=pk)
    form = DeadlineForm(request.POST if request.method == "POST" else None, deadline=deadline)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"] or 0
            correct_deadline(deadline, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have changed “%(title)s”") % {"title": deadline})
            return redirect("desk:deadlines")
    return _ask(request, form, _("Change “%(title)s”") % {"title": deadline}, _("Save"))


def _ask(request: ActorRequest, form: Any, title: str, button: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": reverse("desk:year_ahead"),
        "back_to": _("Year ahead"),
    }
    return render(request, "design/ask.html", context)
