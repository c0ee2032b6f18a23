"""Concerns and complaints: raised by anybody with a part in the network, read by few."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.governance.forms.concerns import RaiseForm, SayOnConcernForm, VotedForm
from ccin.governance.models import Concern, Matter, Procedure
from ccin.governance.operations.concerns import (
    acknowledge_concern,
    act_on_procedure,
    decide_concern,
    raise_concern,
    recommend_on_concern,
)
from ccin.governance.reads.concerns import concerns_for, own_concerns
from ccin.governance.reads.matters import POWERS, record_of
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.rules.answering import acknowledge_by, answer_by
from ccin.governance.states import MATTER

A_PAGE = 50


def concerns(request: ActorRequest) -> HttpResponse:
    """One's own, and those entrusted to whoever looks."""
    entrusted = concerns_for(request.actor).select_related("about", "matter")
    return render(
        request,
        "governance/concerns.html",
        {
            "own": own_concerns(request.actor).select_related("matter")[:A_PAGE],
            "page": Paginator(entrusted, A_PAGE).get_page(request.GET.get("page")),
            "may_raise": request.actor.may_somewhere(Permission.CONCERN_RAISE),
        },
    )


def raise_one(request: ActorRequest) -> HttpResponse:
    if not request.actor.may_somewhere(Permission.CONCERN_RAISE):
        raise PermissionDenied(Permission.CONCERN_RAISE)
    form = RaiseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            made = raise_concern(form.details(), by=request.actor)
            messages.success(request, _("We have received it. Only few people can read it."))
            return redirect(made)
    return render(request, "governance/raise_concern.html", {"form": form})


def concern(request: ActorRequest, pk: int) -> HttpResponse:
    """Whoever raised it reads their words and the answer; those entrusted read it all."""
    related = "about", "raised_by", *(f"matter__{power}" for power in POWERS)
    entrusted = concerns_for(request.actor).select_related(*related).filter(pk=pk).first()
    if entrusted is None:
        own = get_object_or_404(own_concerns(request.actor).select_related(*related), pk=pk)
        return render(request, "governance/own_concern.html", _dates(own))
    matter = entrusted.matter
    context = {
        **_dates(entrusted),
        "record": record_of(matter, request.actor) if matter else None,
        "moves": _moves(request, matter) if matter else frozenset(),
    }
    return render(request, "governance/concern.html", context)


def _dates(found: Concern) -> dict[str, Any]:
    raised_on = timezone.localtime(found.raised_at).date()
    dates = {"acknowledge_by": acknowledge_by(raised_on), "answer_by": answer_by(raised_on)}
    return {"concern": found, **dates}


def _moves(request: ActorRequest, matter: Matter) -> frozenset[str]:
    return MATTER.open_to(request.actor, state=matter.state, body=matter.body.pk)


def _entrusted(request: ActorRequest, pk: int) -> Concern:
    return get_object_or_404(concerns_for(request.actor).select_related("matter"), pk=pk)


@require_POST
def acknowledge(request: ActorRequest, pk: int) -> HttpResponse:
    found = _entrusted(request, pk)
    acknowledge_concern(found, by=request.actor)
    messages.success(request, _("Acknowledged. It is now before the body that has the power."))
    return redirect(found)


def recommend(request: ActorRequest, pk: int) -> HttpResponse:
    return _say(request, pk, "recommend")


def decide(request: ActorRequest, pk: int) -> HttpResponse:
    return _say(request, pk, "decide")


def _say(request: ActorRequest, pk: int, move: str) -> HttpResponse:
    """What the body whose step it is made of it."""
    found = _entrusted(request, pk)
    matter = found.matter
    if matter is None:
        raise Http404
    request.actor.must(MATTER.move(move, state=matter.state).needs, body=matter.body.pk)
    sent = request.POST if request.method == "POST" else None
    voted = awaiting_decision(matter.kind).filter(matter=matter).first()
    if voted is not None:
        return _carry_out(request, found, voted, VotedForm(sent, procedure=voted))
    form = SayOnConcernForm(sent, matter=matter, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            if move == "recommend":
                recommend_on_concern(found, form.saying(), by=request.actor)
            else:
                answer = form.cleaned_data["answer"]
                decide_concern(found, form.saying(), answer=answer, by=request.actor)
            messages.success(request, _("It is on the record"))
            return redirect("governance:concerns")
    context = {"concern": found, "form": form, "body": matter.body, "move": move}
    return render(request, "governance/say_on_concern.html", context)


def _carry_out(
    request: ActorRequest, found: Concern, voted: Procedure, form: VotedForm
) -> HttpResponse:
    """What a written procedure carried is put on the record as it was voted."""
    if form.is_valid():
        with refusals_on(form):
            act_on_procedure(voted, answer=form.cleaned_data.get("answer", ""), by=request.actor)
            messages.success(request, _("It is on the record"))
            return redirect("governance:concerns")
    context = {"concern": found, "form": form, "body": voted.body, "move": voted.step}
    return render(request, "governance/say_on_concern.html", {**context, "voted": voted})
