"""Looking at bids after closing: taken in, or ruled out with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.assessing import AnswerForm, RuleOutForm
from ccin.funding.models import Bid, Round
from ccin.funding.operations.assessing import rule_out, take_in
from ccin.funding.operations.bid_questions import answer_for_bid
from ccin.funding.states import BidState
from ccin.governance.models import Question


@require_safe
def check_bids(request: ActorRequest, slug: str) -> HttpResponse:
    request.actor.must(Permission.BID_CHECK)
    round = get_object_or_404(Round.objects.visible_to(request.actor), slug=slug)
    bids = round.bids.exclude(state=BidState.DRAFT).select_related("lead", "strand")
    context = {
        "round": round,
        "waiting": list(bids.filter(state=BidState.SUBMITTED).order_by("reference", "pk")),
        "done": list(bids.exclude(state=BidState.SUBMITTED).order_by("reference", "pk")),
    }
    return render(request, "funding/assessing/check.html", context)


@require_POST
def take_bid_in(request: ActorRequest, pk: int) -> HttpResponse:
    bid = _bid(request, pk)
    take_in(bid, by=request.actor)
    messages.success(request, _("“%(bid)s” is before the body that recommends") % {"bid": bid})
    return redirect("funding:check_bids", bid.round.slug)


def rule_bid_out(request: ActorRequest, pk: int) -> HttpResponse:
    bid = _bid(request, pk)
    form = RuleOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            rule_out(bid, form.cleaned_data["words"], by=request.actor)
            messages.success(
                request, _("“%(bid)s” is ruled out, and its writers are told") % {"bid": bid}
            )
            return redirect("funding:check_bids", bid.round.slug)
    context = {
        "form": form,
        "title": _("Rule “%(bid)s” out") % {"bid": bid},
        "button": _("Rule it out"),
        "back": reverse("funding:check_bids", args=[bid.round.slug]),
        "back_to": str(bid.round),
    }
    return render(request, "design/ask.html", context)


def _bid(request: ActorRequest, pk: int) -> Bid:
    request.actor.must(Permission.BID_CHECK)
    seen = Bid.objects.visible_to(request.actor).select_related("round", "strand", "lead")
    return get_object_or_404(seen, pk=pk)


def answer_question(request: ActorRequest, pk: int, question: int) -> HttpResponse:
    """By somebody who writes bids for the lead."""
    bid = get_object_or_404(Bid.objects.written_by(request.actor).select_related("lead"), pk=pk)
    request.actor.must(Permission.BID_WRITE, organisation=bid.lead_id)
    asked = get_object_or_404(Question, pk=question, matter=bid.matter_id or 0)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            answer_for_bid(bid, asked, form.cleaned_data["answer"], by=request.actor)
            messages.success(request, _("Your answer is on the record"))
            return redirect(bid)
    context = {"bid": bid, "question": asked, "form": form}
    return render(request, "funding/assessing/answer.html", context)
