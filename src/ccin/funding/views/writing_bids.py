"""The pages on which a bid is written."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.design.refusals import refusals_on
from ccin.funding.forms.bids import (
    AnswerForm,
    AttachBidFileForm,
    BidPrinciplesForm,
    DescribeBidForm,
)
from ccin.funding.forms.budget import BudgetForm
from ccin.funding.models import Answer, Bid
from ccin.funding.operations.bid_answers import put_pen_down, save_answer, take_pen
from ccin.funding.operations.bid_files import attach_file, remove_file
from ccin.funding.operations.bid_parts import name_principles, set_budget
from ccin.funding.operations.bids import describe_bid
from ccin.funding.reads.bid_page import answer_line, bid_page
from ccin.funding.reads.bids import must_write
from ccin.funding.states import BID
from ccin.funding.views.bids import own_bid, sent
from ccin.kernel.errors import Refused

A_PAGE = 20


def describe(request: ActorRequest, pk: int) -> HttpResponse:
    bid = written_bid(request, pk)
    form = DescribeBidForm(sent(request), bid=bid)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            describe_bid(bid, form.given(), version=version, by=request.actor)
            messages.success(request, _("Saved: what it is about"))
            return redirect(bid)
    return _page(request, "describe", bid, form=form)


def principles(request: ActorRequest, pk: int) -> HttpResponse:
    bid = written_bid(request, pk)
    form = BidPrinciplesForm(sent(request), bid=bid)
    if form.is_valid():
        with refusals_on(form):
            name_principles(bid, form.sentences(), by=request.actor)
            messages.success(request, _("Saved: the principles it lives by"))
            return redirect(bid)
    return _page(request, "principles", bid, form=form)


def budget(request: ActorRequest, pk: int) -> HttpResponse:
    """Saved whether or not it adds up; the page says what is amiss."""
    bid = written_bid(request, pk)
    form = BudgetForm(sent(request), bid=bid)
    if form.is_valid():
        with refusals_on(form):
            set_budget(bid, form.plan(), version=form.cleaned_data["version"], by=request.actor)
            messages.success(request, _("Saved: the budget"))
            return (
                redirect("funding:bid_budget", bid.pk) if "stay" in request.POST else redirect(bid)
            )
    return _page(request, "budget", bid, form=form)


def files(request: ActorRequest, pk: int) -> HttpResponse:
    bid = written_bid(request, pk)
    form = AttachBidFileForm(sent(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            is_public = given["is_public"]
            attach_file(bid, given["file"], given["title"], is_public=is_public, by=request.actor)
            messages.success(request, _("The file is attached"))
            return redirect("funding:bid_files", bid.pk)
    present = bid.files.filter(removed_on=None).select_related("upload")
    return _page(request, "files", bid, form=form, files=present)


@require_POST
def take_away(request: ActorRequest, pk: int, file: int) -> HttpResponse:
    bid = own_bid(request, pk)
    remove_file(get_object_or_404(bid.files.select_related("bid"), pk=file), by=request.actor)
    messages.success(request, _("The file is taken away"))
    return redirect("funding:bid_files", bid.pk)


def answer(request: ActorRequest, pk: int, answer: int) -> HttpResponse:
    """Read by all who may write it; the form is there for whoever holds the pen."""
    bid = own_bid(request, pk)
    found = _answer_of(bid, answer)
    form = AnswerForm(sent(request), text=found.text)
    if request.method == "POST":
        must_write(bid, request.actor)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            save_answer(found, given["words"], version=given["version"], by=request.actor)
            messages.success(request, _("Saved: your answer"))
            return _onward(request, bid, found)
    line = answer_line(found, request.actor, timezone.now())
    is_written = line.is_mine or form.is_bound
    return _page(request, "answer", bid, form=form, line=line, is_written=is_written)


@require_POST
def take(request: ActorRequest, pk: int, answer: int) -> HttpResponse:
    bid = own_bid(request, pk)
    take_pen(_answer_of(bid, answer), by=request.actor)
    return redirect("funding:bid_answer", bid.pk, answer)


@require_POST
def put_down(request: ActorRequest, pk: int, answer: int) -> HttpResponse:
    bid = own_bid(request, pk)
    put_pen_down(_answer_of(bid, answer), by=request.actor)
    return redirect(bid)


@require_safe
def versions(request: ActorRequest, pk: int, answer: int) -> HttpResponse:
    """Every version with its words, newest first, and who left them."""
    bid = own_bid(request, pk)
    found = _answer_of(bid, answer)
    written = found.text.versions.order_by("-number")
    page = Paginator(written, A_PAGE).get_page(request.GET.get("page"))
    context = {"bid": bid, "answer": found, "page": page}
    return render(request, "funding/bids/versions.html", context)


def written_bid(request: ActorRequest, pk: int) -> Bid:
    """A draft that this actor may write, whatever the clock says: the operation asks it."""
    bid = own_bid(request, pk)
    must_write(bid, request.actor)
    BID.move("write", state=bid.state)
    return bid


def _answer_of(bid: Bid, key: int) -> Answer:
    found = bid.answers.select_related("text", "question", "bid__lead", "bid__round")
    return get_object_or_404(found, pk=key)


def _page(request: ActorRequest, name: str, bid: Bid, **more: object) -> HttpResponse:
    context = {"bid": bid, "page": bid_page(bid, request.actor), **more}
    return render(request, f"funding/bids/{name}.html", context)


def _onward(request: ActorRequest, bid: Bid, done: Answer) -> HttpResponse:
    """The pen goes along to the next question, unless somebody writes there."""
    if "stay" in request.POST:
        return redirect("funding:bid_answer", bid.pk, done.pk)
    put_pen_down(done, by=request.actor)
    later = bid.answers.filter(question__position__gt=done.question.position)
    after = later.select_related("text", "bid__lead").order_by("question__position", "pk").first()
    if "stop" in request.POST or after is None:
        return redirect(bid)
    try:
        take_pen(after, by=request.actor)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("funding:bid_answer", bid.pk, after.pk)
