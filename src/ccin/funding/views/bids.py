"""A bid begun, shown, handed in, opened again and taken back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.files.reads import answer_with
from ccin.funding.forms.bids import StartBidForm, SubmitBidForm, WithdrawBidForm
from ccin.funding.models import Bid, BidFile
from ccin.funding.models.bids import BidQuerySet
from ccin.funding.operations.bids import reopen_bid, start_bid, submit_bid, withdraw_bid
from ccin.funding.reads.bid_page import bid_page, bids_of, handed_in_before
from ccin.funding.reads.bids import shown, submission_shown
from ccin.funding.reads.partners import seeking_partners
from ccin.funding.states import BID
from ccin.funding.views.rounds import seen_round

A_PAGE = 25


@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    must_bid_somewhere(request)
    page = Paginator(bids_of(request.actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "funding/bids/mine.html", {"page": page})


def start(request: ActorRequest, slug: str) -> HttpResponse:
    call = seen_round(request, slug)
    must_bid_somewhere(request)
    form = StartBidForm(sent(request), call=call, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            bid = start_bid(form.begun(), by=request.actor)
            messages.success(request, _("Your bid is begun. Nobody outside it sees it yet"))
            return redirect(bid)
    context = {"round": call, "form": form, "is_open": call.is_open(timezone.now())}
    return render(request, "funding/bids/start.html", context)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """For everybody who may see it; a member who reads that it looks for partners goes there."""
    if not Bid.objects.visible_to(request.actor).filter(pk=pk).exists():
        get_object_or_404(seeking_partners(request.actor), pk=pk)
        return redirect("funding:offer_partnership", pk)
    bid = seen_bid(request, pk)
    return render(
        request, "funding/bids/show.html", {"bid": bid, "page": bid_page(bid, request.actor)}
    )


def submit(request: ActorRequest, pk: int) -> HttpResponse:
    bid = own_bid(request, pk)
    request.actor.must(Permission.BID_SUBMIT, organisation=bid.lead_id)
    if request.method == "POST" and bid.state == "submitted":
        return redirect(bid)
    BID.move("submit", state=bid.state)
    form = SubmitBidForm(sent(request))
    if form.is_valid():
        with refusals_on(form):
            submission = submit_bid(bid, by=request.actor)
            words = _("Handed in: %(reference)s, submission %(number)s. The receipt is on its way")
            given = {"reference": bid.reference, "number": submission.number}
            messages.success(request, words % given)
            return redirect(bid)
    context = {"bid": bid, "form": form, "page": bid_page(bid, request.actor)}
    return render(request, "funding/bids/submit.html", context)


@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    bid = own_bid(request, pk)
    reopen_bid(bid, by=request.actor)
    messages.success(
        request, _("Opened again. What you handed in stands until you hand it in anew")
    )
    return redirect(bid)


def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    bid = own_bid(request, pk)
    move = BID.move("withdraw", state=bid.state)
    request.actor.must(move.needs, organisation=bid.lead_id)
    form = WithdrawBidForm(sent(request))
    if form.is_valid():
        with refusals_on(form):
            withdraw_bid(bid, form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The bid is withdrawn"))
            return redirect(bid)
    return render(request, "funding/bids/withdraw.html", {"bid": bid, "form": form})


@require_safe
def submissions(request: ActorRequest, pk: int) -> HttpResponse:
    bid = own_bid(request, pk)
    context = {"bid": bid, "submissions": handed_in_before(bid)}
    return render(request, "funding/bids/submissions.html", context)


@require_safe
def submission(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    """As it was handed in under that number, for those who write it."""
    bid = own_bid(request, pk)
    found = get_object_or_404(bid.submissions, number=number)
    context = {"bid": bid, "submission": found, "shown": shown(found, is_whole=True)}
    return render(request, "funding/bids/submission.html", context)


@require_safe
def open_file(request: ActorRequest, pk: int, file: int) -> HttpResponseBase:
    """Of what was handed in last, for whoever may read it; for its writers also what is new."""
    bid = seen_bid(request, pk)
    page = submission_shown(bid, request.actor)
    readable = {each.pk for each in page.files} if page else set()
    if Bid.objects.written_by(request.actor).filter(pk=bid.pk).exists():
        readable |= set(bid.files.values_list("pk", flat=True))
    found = BidFile.objects.filter(bid=bid, pk__in=readable).select_related("upload")
    return answer_with(get_object_or_404(found, pk=file).upload)


def seen_bid(request: ActorRequest, pk: int) -> Bid:
    return get_object_or_404(_whole(Bid.objects.visible_to(request.actor)), pk=pk)


def own_bid(request: ActorRequest, pk: int) -> Bid:
    """One of the actor's own organisations, as lead or partner; to all others it is not there."""
    return get_object_or_404(_whole(Bid.objects.written_by(request.actor)), pk=pk)


def must_bid_somewhere(request: ActorRequest) -> None:
    if not request.actor.may_somewhere(Permission.BID_WRITE):
        request.actor.must(Permission.BID_WRITE)


def sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _whole(bids: BidQuerySet) -> BidQuerySet:
    return bids.select_related("lead", "round", "strand", "theme", "matter", "contact", "follows")
