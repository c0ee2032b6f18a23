"""People: the list, the page of each, adding and correcting."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.members.forms.people import FindPeopleForm, PersonForm
from ccin.members.models import Organisation, Person, PersonQuerySet
from ccin.members.operations import add_person, correct_person

A_PAGE = 100


def people(request: ActorRequest) -> HttpResponse:
    """With `?organisation=7`, choosing somebody to stand for that organisation."""
    request.actor.must(Permission.PERSON_READ_ANY)
    finder = FindPeopleForm(request.GET)
    finder.is_valid()
    found = _found(finder.cleaned_data.get("q", "")).prefetch_related(
        "representations__organisation"
    )
    return render(
        request,
        "members/people.html",
        {
            "finder": finder,
            "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
            "today": today(),
            "appointing": _appointing(request),
            "may_change": request.actor.may(Permission.PERSON_CHANGE),
        },
    )


def _found(words: str) -> PersonQuerySet:
    found = Person.objects.kept()
    for word in words[:200].split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found


def _appointing(request: ActorRequest) -> Organisation | None:
    finder = FindPeopleForm(request.GET)
    key = finder.cleaned_data.get("organisation") if finder.is_valid() else None
    if key is None:
        return None
    return Organisation.objects.kept().visible_to(request.actor).filter(pk=key).first()


def person(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    is_open = found.erased_on is None and found.merged_into_id is None
    return render(
        request,
        "members/person.html",
        {
            "person": found,
            "standings": found.representations.select_related("organisation"),
            "may": {
                "correct": is_open and request.actor.may(Permission.PERSON_CHANGE),
                "account": is_open and request.actor.may(Permission.ACCOUNT_MAKE),
                "merge": is_open and request.actor.may(Permission.ORGANISATION_MERGE),
                "erase": is_open and request.actor.may(Permission.PERSON_ERASE),
                "staff": request.actor.may(Permission.PERSON_READ_ANY),
                "history": request.actor.may(Permission.HISTORY_READ),
            },
        },
    )


def add(request: ActorRequest) -> HttpResponse:
    """With `?organisation=7`, goes on to appoint the new person for that organisation."""
    request.actor.must(Permission.PERSON_CHANGE)
    appointing = _appointing(request)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            made = add_person(form.details(), by=request.actor)
            messages.success(request, _("You have added %(name)s") % {"name": made})
            if appointing:
                return redirect("members:appoint", appointing.pk, made.pk)
            return redirect("members:person", made.pk)
    back = (reverse("members:people"), _("People"))
    return _ask(request, form, _("Add a person"), _("Add the person"), back)


def correct(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.PERSON_CHANGE)
    form = PersonForm(request.POST if request.method == "POST" else None, person=found)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"] or 0
            correct_person(found, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have corrected %(name)s") % {"name": found})
            return redirect("members:person", found.pk)
    back = (reverse("members:person", args=[found.pk]), str(found))
    return _ask(request, form, _("Correct %(name)s") % {"name": found}, _("Save"), back)


def _ask(
    request: ActorRequest, form: Any, title: str, button: str, back: tuple[str, str]
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back[0],
        "back_to": back[1],
    }
    return render(request, "design/ask.html", context)
