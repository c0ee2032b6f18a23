"""Written procedures: opening one, the page on which it is voted, stopping it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.governance.forms.procedures import OpenProcedureForm, StopForm, VoteForm
from ccin.governance.models import Matter, Procedure
from ccin.governance.operations.procedures import cast_vote, open_procedure, stop_procedure
from ccin.governance.reads.matters import POWERS, asks_for_a_sum
from ccin.governance.reads.procedures import standing_of
from ccin.governance.reads.sittings import sitting_for
from ccin.governance.states import PROCEDURE, RUNNING
from ccin.kernel.clock import today


def open_one(request: ActorRequest, pk: int) -> HttpResponse:
    matters = Matter.objects.visible_to(request.actor).select_related(*POWERS)
    matter = get_object_or_404(matters, pk=pk)
    request.actor.must(Permission.PROCEDURE_OPEN, body=matter.body.pk)
    if asks_for_a_sum(matter):
        messages.info(request, _("Open the vote from here: you are asked how much to grant"))
        return redirect(matter)
    form = OpenProcedureForm(request.POST if request.method == "POST" else None, matter=matter)
    if form.is_valid():
        with refusals_on(form):
            procedure = open_procedure(matter, form.proposal(), by=request.actor)
            messages.success(request, _("The vote is open, and everybody entitled is written to"))
            return redirect(procedure)
    sitting = sitting_for(matter, matter.power, today())
    return render(
        request,
        "governance/open_procedure.html",
        {"matter": matter, "form": form, "sitting": sitting},
    )


def procedure(request: ActorRequest, pk: int) -> HttpResponse:
    """One question on one page; while it runs its three buttons, then its result."""
    asked = _procedure(request, pk)
    form = VoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            cast_vote(
                asked,
                form.cleaned_data["choice"],
                appointment=form.cleaned_data["appointment"],
                by=request.actor,
            )
            messages.success(request, _("Your vote is recorded"))
            return redirect(asked)
    votes = asked.votes.select_related("appointment__person", "appointment__organisation")
    standing = standing_of(asked, list(votes), request.actor)
    may_stop = PROCEDURE.open_to(request.actor, state=asked.state, body=asked.body_id)
    return render(
        request,
        "governance/procedure.html",
        {
            "procedure": asked,
            "matter": asked.matter,
            "form": form,
            "standing": standing,
            "may_stop": asked.state == RUNNING and "stop" in may_stop,
            "may_declare": request.actor.may(Permission.INTEREST_DECLARE, body=asked.body_id),
        },
    )


def stop(request: ActorRequest, pk: int) -> HttpResponse:
    asked = _procedure(request, pk)
    move = PROCEDURE.move("stop", state=asked.state)
    request.actor.must(move.needs, body=asked.body_id)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            stop_procedure(asked, reason=form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The vote is stopped, and everybody entitled is told"))
            return redirect(asked)
    return render(request, "governance/stop_procedure.html", {"procedure": asked, "form": form})


def _procedure(request: ActorRequest, pk: int) -> Procedure:
    seen = Procedure.objects.filter(matter__in=Matter.objects.visible_to(request.actor))
    return get_object_or_404(seen.select_related("body", "clause__terms__body", "matter"), pk=pk)
