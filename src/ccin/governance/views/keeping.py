"""Keeping bodies up to date: terms, powers, seats, and who sits there."""

from collections.abc import Callable
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
from ccin.governance.forms.bodies import (
    AppointForm,
    BodyForm,
    ClauseForm,
    EndAppointmentForm,
    FindPersonForm,
    LastDayForm,
    OfficeForm,
    PowerForm,
    SeatForm,
    TermsForm,
)
from ccin.governance.models import Appointment, Body, Clause, Power, Seat
from ccin.governance.operations.appointments import appoint as appoint_to
from ccin.governance.operations.appointments import change_office as change_office_of
from ccin.governance.operations.appointments import end_appointment as end_appointment_of
from ccin.governance.operations.bodies import add_body as add
from ccin.governance.operations.bodies import adopt_terms as adopt
from ccin.governance.operations.bodies import correct_body as correct
from ccin.governance.operations.bodies import correct_clause as put_right
from ccin.governance.operations.powers import end_power as end_this_power
from ccin.governance.operations.powers import give_power as give
from ccin.governance.operations.seats import add_seat as add_one
from ccin.governance.operations.seats import end_seat as end_this_seat
from ccin.governance.reads.bodies import rules_of, seats_of
from ccin.governance.reads.gaps import gaps_in, undecided_kinds
from ccin.kernel.clock import today
from ccin.members.models import Person

A_PAGE = 50


def keep_body(request: ActorRequest, slug: str) -> HttpResponse:
    request.actor.must(Permission.APPOINTMENT_CHANGE)
    body = get_object_or_404(Body, slug=slug)
    lines = seats_of(body, today(), request.actor)
    to_come = Appointment.objects.filter(seat__body=body, starts_on__gt=today())
    return render(
        request,
        "governance/keep_body.html",
        {
            "body": body,
            "seats": lines,
            "gaps": gaps_in(lines, today()),
            "undecided": undecided_kinds(today()),
            "rules": rules_of(body, today()),
            "to_come": to_come.select_related("person", "seat__body", "organisation"),
        },
    )


def _ask(
    request: ActorRequest, body: Body, form: Any, words: tuple[str, str], act: Callable[[], str]
) -> HttpResponse:
    """One question about a body: `act` does what was asked for and says so."""
    if form.is_valid():
        with refusals_on(form):
            messages.success(request, act())
            return redirect("governance:keep_body", body.slug)
    context = {
        "form": form,
        "title": words[0],
        "button": words[1],
        "back": reverse("governance:keep_body", args=[body.slug]),
        "back_to": str(body),
    }
    return render(request, "design/ask.html", context)


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def add_body(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    form = BodyForm(_sent(request))
    if form.is_valid():
        with refusals_on(form):
            body = add(form.details(), by=request.actor)
            messages.success(request, _("You have added “%(body)s”") % {"body": body})
            return redirect("governance:keep_body", body.slug)
    context = {
        "form": form,
        "title": _("Add a body"),
        "button": _("Add the body"),
        "back": reverse("governance:bodies"),
        "back_to": _("Who decides"),
    }
    return render(request, "design/ask.html", context)


def correct_body(request: ActorRequest, slug: str) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    body = get_object_or_404(Body, slug=slug)
    form = BodyForm(_sent(request), body=body)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        correct(body, form.details(), version=version, by=request.actor)
        return _("You have corrected “%(body)s”") % {"body": body}

    return _ask(request, body, form, (_("Correct “%s”") % body, _("Save")), act)


def adopt_terms(request: ActorRequest, slug: str) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    body = get_object_or_404(Body, slug=slug)
    form = TermsForm(_sent(request), terms=body.terms.order_by("-number").first())

    def act() -> str:
        terms = adopt(body, form.details(), by=request.actor)
        return _("Version %(number)d of the terms is recorded") % {"number": terms.number}

    words = (_("New terms of reference of “%s”") % body, _("Record this version"))
    return _ask(request, body, form, words, act)


def correct_clause(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    clause = get_object_or_404(Clause.objects.select_related("terms__body"), pk=pk)
    initial = {name: getattr(clause, name) for name in ("words", "source", "is_proposal")}
    form = ClauseForm(_sent(request), initial=initial)

    def act() -> str:
        put_right(clause, form.details(clause), by=request.actor)
        return _("Clause %(number)s is corrected") % {"number": clause.number}

    words = (_("Correct how clause %s is written down") % clause.number, _("Save"))
    return _ask(request, clause.terms.body, form, words, act)


def give_power(request: ActorRequest, slug: str) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    body = get_object_or_404(Body, slug=slug)
    form = PowerForm(_sent(request), body=body)

    def act() -> str:
        power = give(form.cleaned_data["clause"], form.details(), by=request.actor)
        return _("Recorded: %(power)s") % {"power": power}

    words = (_("What “%s” recommends or decides") % body, _("Record the power"))
    return _ask(request, body, form, words, act)


def end_power(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    power = get_object_or_404(Power.objects.select_related("clause__terms__body"), pk=pk)
    form = LastDayForm(_sent(request))

    def act() -> str:
        end_this_power(power, **form.cleaned_data, by=request.actor)
        return _("The last day of the power is recorded")

    return _ask(request, power.body, form, (_("End: %s") % power, _("End the power")), act)


def add_seat(request: ActorRequest, slug: str) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    body = get_object_or_404(Body, slug=slug)
    form = SeatForm(_sent(request), body=body)

    def act() -> str:
        seat = add_one(body, form.details(), by=request.actor)
        return _("You have added the seat “%(seat)s”") % {"seat": seat.name}

    return _ask(request, body, form, (_("Add a seat to “%s”") % body, _("Add the seat")), act)


def end_seat(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.BODY_CHANGE)
    seat = _seat(pk)
    form = LastDayForm(_sent(request))

    def act() -> str:
        end_this_seat(seat, **form.cleaned_data, by=request.actor)
        return _("The last day of the seat is recorded")

    return _ask(request, seat.body, form, (_("End the seat “%s”") % seat.name, _("End it")), act)


def _seat(pk: int) -> Seat:
    return get_object_or_404(Seat.objects.select_related("body"), pk=pk)


def fill_seat(request: ActorRequest, pk: int) -> HttpResponse:
    """Choosing who shall hold a seat."""
    request.actor.must(Permission.APPOINTMENT_CHANGE)
    seat = _seat(pk)
    finder = FindPersonForm(request.GET)
    finder.is_valid()
    found = Person.objects.kept()
    for word in finder.cleaned_data.get("q", "")[:200].split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"seat": seat, "finder": finder, "page": page}
    return render(request, "governance/fill_seat.html", context)


def appoint(request: ActorRequest, pk: int, person: int) -> HttpResponse:
    request.actor.must(Permission.APPOINTMENT_CHANGE)
    seat, chosen = _seat(pk), get_object_or_404(Person.objects.kept(), pk=person)
    form = AppointForm(_sent(request), seat=seat)
    names = {"person": chosen, "seat": seat.name}

    def act() -> str:
        appoint_to(seat, chosen, form.details(), by=request.actor)
        return _("%(person)s holds the seat “%(seat)s”") % names

    words = (_("Appoint %(person)s to “%(seat)s”") % names, _("Appoint"))
    return _ask(request, seat.body, form, words, act)


def _appointment(pk: int) -> Appointment:
    related = Appointment.objects.select_related("seat__body", "person", "organisation")
    return get_object_or_404(related, pk=pk)


def end_appointment(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.APPOINTMENT_CHANGE)
    held = _appointment(pk)
    form = EndAppointmentForm(_sent(request))

    def act() -> str:
        end_appointment_of(held, **form.cleaned_data, by=request.actor)
        return _("The appointment of %(person)s ends") % {"person": held.person}

    words = (_("End the appointment of %s") % held.person, _("End it"))
    return _ask(request, held.seat.body, form, words, act)


def change_office(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.APPOINTMENT_CHANGE)
    held = _appointment(pk)
    form = OfficeForm(_sent(request), initial={"office": held.office})

    def act() -> str:
        change_office_of(held, **form.cleaned_data, by=request.actor)
        return _("The office of %(person)s is recorded") % {"person": held.person}

    words = (_("Chair or vice-chair: %s") % held.person, _("Save"))
    return _ask(request, held.seat.body, form, words, act)
