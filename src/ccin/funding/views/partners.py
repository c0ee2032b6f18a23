"""Partners found, invited and confirmed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.partners import InvitePartnerForm, OfferPartnershipForm
from ccin.funding.models import Bid, BidPartner
from ccin.funding.operations.partners import (
    answer_invitation,
    invite_partner,
    leave_bid,
    offer_partnership,
    take_invitation_back,
)
from ccin.funding.reads.bid_page import bid_page
from ccin.funding.reads.partners import seeking_partners
from ccin.funding.states import BID
from ccin.funding.views.bids import own_bid, sent

A_PAGE = 20


@require_safe
def seeking(request: ActorRequest) -> HttpResponse:
    """Bids that look for partners before they are handed in, for members."""
    if not request.actor.may_somewhere(Permission.IDEA_READ):
        request.actor.must(Permission.IDEA_READ)
    page = Paginator(seeking_partners(request.actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "funding/partners/seeking.html", {"page": page})


def offer(request: ActorRequest, pk: int) -> HttpResponse:
    """What members may read of it, and “we are interested”."""
    bid = get_object_or_404(seeking_partners(request.actor), pk=pk)
    may_offer = request.actor.may_somewhere(Permission.BID_WRITE)
    if request.method == "POST" and not may_offer:
        request.actor.must(Permission.BID_WRITE)
    form = OfferPartnershipForm(sent(request), actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            offer_partnership(bid, given["organisation"], given["words"], by=request.actor)
            messages.success(request, _("The lead has your words, and invites you if it fits"))
            return redirect("funding:looking")
    context = {"bid": bid, "form": form, "may_offer": may_offer}
    return render(request, "funding/partners/offer.html", context)


def invite(request: ActorRequest, pk: int) -> HttpResponse:
    bid = own_bid(request, pk)
    request.actor.must(Permission.BID_WRITE, organisation=bid.lead_id)
    BID.move("write", state=bid.state)
    form = InvitePartnerForm(sent(request), bid=bid)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            invite_partner(bid, given["organisation"], given["part"], by=request.actor)
            words = _("Invited: %(name)s. It counts once its main contact has confirmed")
            messages.success(request, words % {"name": given["organisation"]})
            return redirect("funding:bid_partners", bid.pk)
    context = {"bid": bid, "form": form, "page": bid_page(bid, request.actor)}
    return render(request, "funding/partners/invite.html", context)


@require_POST
def answer(request: ActorRequest, pk: int, partner: int) -> HttpResponse:
    bid = own_bid(request, pk)
    accept = request.POST.get("answer") == "yes"
    answer_invitation(_partner_of(bid, partner), accept, by=request.actor)
    if accept:
        messages.success(request, _("You take part. Your colleagues can write the bid too"))
        return redirect(bid)
    messages.success(request, _("You have declined, and the lead is told"))
    return redirect("funding:bids")


@require_POST
def leave(request: ActorRequest, pk: int, partner: int) -> HttpResponse:
    bid = own_bid(request, pk)
    leave_bid(_partner_of(bid, partner), by=request.actor)
    messages.success(request, _("You take no part in this bid any more, and the lead is told"))
    return redirect("funding:bids")


@require_POST
def take_back(request: ActorRequest, pk: int, partner: int) -> HttpResponse:
    bid = own_bid(request, pk)
    take_invitation_back(_partner_of(bid, partner), by=request.actor)
    messages.success(request, _("The invitation is taken back"))
    return redirect("funding:bid_partners", bid.pk)


def _partner_of(bid: Bid, key: int) -> BidPartner:
    return get_object_or_404(bid.partners.select_related("organisation", "bid"), pk=key)
