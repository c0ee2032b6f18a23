"""Pages on which a board declares its interests, marks bids, and agrees on marks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.exports import ranking_rows
from ccin.funding.forms.assessing import (
    AgreeForm,
    DeclareForm,
    MarkForm,
    OpenMarksForm,
    initial_of,
)
from ccin.funding.models import Assessment, Bid, Round
from ccin.funding.operations.marking import declare, hand_in, reopen_marks, save_marks
from ccin.funding.operations.moderating import agree_marks, open_marks_early
from ccin.funding.reads.assessing import agreed_version, before_the_boards_of, covers, not_closed_to
from ccin.funding.reads.interests import marking_body
from ccin.funding.reads.marking import assessors_page, sheet_of
from ccin.funding.reads.ranking import may_read_sheet, ranking
from ccin.funding.states import AssessmentState
from ccin.members.exports import as_csv


def _round(request: ActorRequest, slug: str) -> Round:
    found = get_object_or_404(Round, slug=slug)
    if not may_read_sheet(found, request.actor):
        raise Http404
    return found


def _bid(request: ActorRequest, pk: int) -> Bid:
    """One that nothing keeps the reader from."""
    seen = not_closed_to(request.actor).select_related("round", "strand", "lead", "matter")
    return get_object_or_404(seen, pk=pk)


@require_safe
def assess_round(request: ActorRequest, slug: str) -> HttpResponse:
    page = assessors_page(_round(request, slug), request.actor)
    return render(request, "funding/assessing/round.html", {"page": page, "round": page.round})


def declare_interests(request: ActorRequest, slug: str) -> HttpResponse:
    round = _round(request, slug)
    page = assessors_page(round, request.actor)
    if not page.marks_here:
        raise PermissionDenied(Permission.BID_ASSESS)
    bids = list(
        before_the_boards_of(round, request.actor).prefetch_related("partners__organisation")
    )
    found = {each.bid.pk: each.closed_because for each in page.lines if each.closed_because}
    data = request.POST if request.method == "POST" else None
    form = DeclareForm(data, bids=bids, found=found)
    if form.is_valid():
        with refusals_on(form):
            declare(round, form.interests(), by=request.actor)
            messages.success(request, _("What you declared is on the record"))
            return redirect("funding:assess_round", round.slug)
    context = {"round": round, "bids": bids, "found": found, "form": form, "lines": page.lines}
    return render(request, "funding/assessing/declare.html", context)


def mark_bid(request: ActorRequest, pk: int) -> HttpResponse:
    """One's own assessment, and nobody else's."""
    bid = _bid(request, pk)
    own = get_object_or_404(Assessment, bid=bid, person=request.actor.person or 0)
    own.bid = bid
    if not covers(bid, request.actor):
        return redirect("funding:declare_interests", bid.round.slug)
    initial = initial_of(own.marks.all(), own.version, own.comment)
    data = request.POST if request.method == "POST" else None
    form = MarkForm(data, criteria=bid.strand.criteria.all(), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            if "hand_in" in request.POST:
                hand_in(own, form.marking(), by=request.actor)
                messages.success(request, _("Your marks for “%(bid)s” are in") % {"bid": bid})
            else:
                save_marks(own, form.marking(), by=request.actor)
                messages.success(request, _("Your marks are kept; hand them in when all are given"))
            return redirect("funding:assess_round", bid.round.slug)
    is_open = own.state == AssessmentState.OPEN
    context = {"bid": bid, "own": own, "form": form, "is_open": is_open}
    return render(request, "funding/assessing/mark.html", context)


@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(Assessment, bid=_bid(request, pk), person=request.actor.person or 0)
    reopen_marks(own, by=request.actor)
    messages.success(request, _("You can change your marks until all are in"))
    return redirect("funding:mark_bid", pk)


@require_safe
def marks(request: ActorRequest, pk: int) -> HttpResponse:
    sheet = sheet_of(_bid(request, pk), request.actor)
    return render(request, "funding/assessing/sheet.html", {"sheet": sheet, "bid": sheet.bid})


def agree(request: ActorRequest, pk: int) -> HttpResponse:
    bid = _bid(request, pk)
    request.actor.must(Permission.BID_MODERATE, body=marking_body(bid).pk)
    sheet = sheet_of(bid, request.actor)
    if sheet.result is None or not sheet.may_moderate:
        return render(request, "funding/assessing/sheet.html", {"sheet": sheet, "bid": bid})
    initial = initial_of(bid.agreed_marks.all(), agreed_version(bid))
    data = request.POST if request.method == "POST" else None
    form = AgreeForm(data, criteria=bid.strand.criteria.all(), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            agree_marks(bid, form.agreeing(), by=request.actor)
            messages.success(request, _("The agreed marks are on the record"))
            return redirect("funding:marks", bid.pk)
    context = {"sheet": sheet, "bid": bid, "form": form}
    return render(request, "funding/assessing/agree.html", context)


def open_marks(request: ActorRequest, pk: int) -> HttpResponse:
    bid = _bid(request, pk)
    request.actor.must(Permission.BID_MODERATE, body=marking_body(bid).pk)
    form = OpenMarksForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            open_marks_early(bid, form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The marks of “%(bid)s” are open") % {"bid": bid})
            return redirect("funding:marks", bid.pk)
    context = {
        "form": form,
        "title": _("Open the marks of “%(bid)s” early") % {"bid": bid},
        "button": _("Open them"),
        "back": reverse("funding:assess_round", args=[bid.round.slug]),
        "back_to": str(bid.round),
    }
    return render(request, "design/ask.html", context)


@require_safe
def rank(request: ActorRequest, slug: str) -> HttpResponse:
    round = _round(request, slug)
    context = {"round": round, "sheets": ranking(round, request.actor)}
    return render(request, "funding/assessing/ranking.html", context)


@require_safe
def rank_as_csv(request: ActorRequest, slug: str) -> HttpResponse:
    round = _round(request, slug)
    headings, rows = ranking_rows(ranking(round, request.actor))
    answer = HttpResponse(as_csv(rows, headings), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ranking-{round.slug}.csv"'
    return answer
