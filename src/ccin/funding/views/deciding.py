"""Pages on which bodies recommend, vote and decide on bids, and the sheet of a whole meeting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.deciding import DecideBidForm, VoteOnBidForm
from ccin.funding.models import Bid, Round
from ccin.funding.operations.deciding import decide_bid, open_vote_on_bid, recommend_on_bid
from ccin.funding.reads.deciding import (
    decisions_of,
    last_said,
    may_read_decisions,
    purse_of,
    says_on,
)
from ccin.governance.forms.matters import SayForm
from ccin.governance.models import Matter
from ccin.governance.reads.interests import route_of
from ccin.governance.reads.matters import POWERS
from ccin.governance.reads.sittings import sitting_for
from ccin.kernel.clock import today
from ccin.kernel.lifecycle import MoveNotAllowed


@require_safe
def decisions(request: ActorRequest, slug: str) -> HttpResponse:
    """One meeting, bid by bid, with what is left of each strand."""
    seen = get_object_or_404(Round.objects.visible_to(request.actor), slug=slug)
    if not may_read_decisions(request.actor):
        raise PermissionDenied(Permission.MATTER_READ)
    strands = decisions_of(seen, request.actor)
    context = {"round": seen, "strands": [each for each in strands if each.lines]}
    return render(request, "funding/deciding/decisions.html", context)


def recommend(request: ActorRequest, pk: int) -> HttpResponse:
    bid, matter = found(request, pk)
    if "recommend" not in says_on(bid, matter, request.actor):
        return _not_now(request, bid, matter, Permission.MATTER_RECOMMEND)
    form = SayForm(_sent(request), matter=matter, actor=request.actor)
    _as_before(form, bid)
    if form.is_valid():
        with refusals_on(form):
            try:
                recommend_on_bid(bid, form.saying(), by=request.actor)
            except MoveNotAllowed:
                return _too_late(request, pk)
            messages.success(request, _("The recommendation is on the record"))
            return _on(request, bid)
    return _say(request, bid, matter, form, _("Record what is recommended"))


def decide(request: ActorRequest, pk: int) -> HttpResponse:
    bid, matter = found(request, pk)
    if "decide" not in says_on(bid, matter, request.actor):
        return _not_now(request, bid, matter, Permission.MATTER_DECIDE)
    form = DecideBidForm(_sent(request), bid=bid, matter=matter, actor=request.actor)
    _as_before(form, bid)
    if form.is_valid():
        with refusals_on(form):
            try:
                said = decide_bid(bid, form.saying(), form.awarding(), by=request.actor)
            except MoveNotAllowed:
                return _too_late(request, pk)
            words = _("Decision %(number)s is on the record. Nobody outside is told yet")
            messages.success(request, words % {"number": said.number})
            return _on(request, bid)
    return _say(request, bid, matter, form, _("Record what is decided"))


def vote(request: ActorRequest, pk: int) -> HttpResponse:
    """A written procedure of the body that decides, with the sum that is put to it."""
    bid, matter = found(request, pk)
    if "vote" not in says_on(bid, matter, request.actor):
        return _not_now(request, bid, matter, Permission.PROCEDURE_OPEN)
    form = VoteOnBidForm(_sent(request), bid=bid, matter=matter)
    if form.is_valid():
        with refusals_on(form):
            try:
                asked = open_vote_on_bid(bid, form.proposal(), form.awarding(), by=request.actor)
            except MoveNotAllowed:
                return _too_late(request, pk)
            messages.success(request, _("The vote is open, and everybody entitled is written to"))
            return redirect(asked)
    sitting = sitting_for(matter, matter.power, today())
    context = {"bid": bid, "matter": matter, "form": form, "sitting": sitting}
    context["purse"] = purse_of(bid.strand)
    return render(request, "funding/deciding/vote.html", context)


def found(request: ActorRequest, pk: int) -> tuple[Bid, Matter]:
    """A bid before a body, for those who may read its matter."""
    seen = Bid.objects.filter(matter__in=Matter.objects.visible_to(request.actor))
    powers = [f"matter__{power}" for power in POWERS]
    bid = get_object_or_404(seen.select_related("lead", "strand", "round", *powers), pk=pk)
    assert bid.matter is not None
    return bid, bid.matter


def _sent(request: ActorRequest) -> object:
    return request.POST if request.method == "POST" else None


def _as_before(form: SayForm, bid: Bid) -> None:
    """What the meeting said of the bid before is where this one starts."""
    last = None if form.is_bound else last_said(bid)
    if last is None:
        return
    field = form.fields["present"]
    offered = [str(key) for key, _label in getattr(field, "choices", [])]
    form.initial.update(
        made_on=last.made_on, reference=last.reference, present=last.present(offered)
    )


def _on(request: ActorRequest, bid: Bid) -> HttpResponse:
    """Back to where it was begun: the sheet of the meeting, or the bid."""
    if request.GET.get("from") == "sheet":
        return redirect("funding:decisions", bid.round.slug)
    return redirect(bid)


def _say(request: ActorRequest, bid: Bid, matter: Matter, form: Form, title: str) -> HttpResponse:
    context = {"bid": bid, "matter": matter, "form": form, "title": title}
    context["purse"] = purse_of(bid.strand)
    return render(request, "funding/deciding/say.html", context)


def _not_now(
    request: ActorRequest, bid: Bid, matter: Matter, permission: Permission
) -> HttpResponse:
    """Who could never do this is refused; who came too late, or too early, is told how it is."""
    if any(request.actor.may(permission, body=power.body.pk) for power in route_of(matter)):
        return _too_late(request, bid.pk)
    raise PermissionDenied(permission)


def _too_late(request: ActorRequest, pk: int) -> HttpResponse:
    """It was decided, returned or withdrawn meanwhile; what was typed is given back."""
    bid, matter = found(request, pk)
    labels = (("reasons", _("Reasons")), ("amount", _("Amount")), ("conditions", _("Conditions")))
    typed = [
        (label, request.POST[name]) for name, label in labels if request.POST.get(name, "").strip()
    ]
    context = {"bid": bid, "matter": matter, "sent": typed}
    return render(request, "funding/deciding/too_late.html", context, status=409)
