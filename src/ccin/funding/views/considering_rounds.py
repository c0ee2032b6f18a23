"""The body that decides on a round: its word is recorded here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.rounds import DecideRoundForm
from ccin.funding.operations.considering_rounds import decide_round
from ccin.funding.reads.rounds import may_decide
from ccin.funding.states import ROUND
from ccin.funding.views.rounds import seen_round
from ccin.governance.models import Matter


def decide(request: ActorRequest, slug: str) -> HttpResponse:
    seen = seen_round(request, slug)
    if not may_decide(seen, request.actor):
        _refuse_strangers(request, seen.matter)
        ROUND.move("agree", state=seen.state)
    assert seen.matter is not None
    form = DecideRoundForm(
        request.POST if request.method == "POST" else None, matter=seen.matter, actor=request.actor
    )
    if form.is_valid():
        with refusals_on(form):
            said = decide_round(seen, form.saying(), by=request.actor)
            words = _("Decision %(number)s is on the record") % {"number": said.number}
            messages.success(request, words)
            return redirect(seen)
    context = {"round": seen, "form": form, "power": seen.matter.power}
    return render(request, "funding/rounds/decide.html", context)


def _refuse_strangers(request: ActorRequest, matter: Matter | None) -> None:
    """Who came too late is told how it stands; who could never decide is refused."""
    power = matter.decided_under if matter else None
    delegated = request.actor.may(Permission.MATTER_DECIDE_DELEGATED)
    if not (power and power.is_delegated and delegated):
        request.actor.must(Permission.MATTER_DECIDE, body=power.body.pk if power else None)
