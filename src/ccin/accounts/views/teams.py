"""Colleagues: invited by their organisation, or asking to join its team."""

from typing import cast

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.accounts.adapters import TOO_OFTEN
from ccin.accounts.forms.teams import AskToJoinTeamForm, InviteForm
from ccin.accounts.models import Account, Invitation, TeamRequest
from ccin.accounts.operations.invitations import (
    accept_invitation,
    invite,
    refuse_what_is_over,
    resend_invitation,
    withdraw_invitation,
)
from ccin.accounts.operations.sign_in import address_proved_by, digest_of
from ccin.accounts.operations.teams import (
    Asking,
    ask_to_join_team,
    confirm_team_request,
    decline_team_request,
)
from ccin.accounts.reads.actors import suggested_for
from ccin.accounts.states import INVITATION, SENT, TEAM_REQUEST
from ccin.accounts.views.links import dead, enter
from ccin.design.refusals import refusals_on
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation

A_PAGE = 50


def invitations(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    found = Invitation.objects.visible_to(request.actor).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "moves": INVITATION.open_to(request.actor, state=SENT, organisation=organisation.pk),
        "now": timezone.now(),
    }
    return render(request, "accounts/invitations.html", context)


def _organisation(request: ActorRequest, pk: int) -> Organisation:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.COLLEAGUE_INVITE, organisation=organisation.pk)
    return organisation


def invite_colleague(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            invitation = invite(form.invitee(), organisation, by=request.actor)
            messages.success(request, _("You have invited %(name)s") % {"name": invitation.name})
            return redirect("accounts:invitations", organisation.pk)
    return render(request, "accounts/invite.html", {"form": form, "organisation": organisation})


@require_POST
def resend(request: ActorRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    resend_invitation(invitation, by=request.actor)
    messages.success(request, _("The invitation is on its way again; the old link is void"))
    return redirect("accounts:invitations", invitation.organisation_id)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    withdraw_invitation(invitation, by=request.actor)
    messages.success(request, _("You have withdrawn the invitation"))
    return redirect("accounts:invitations", invitation.organisation_id)


def _invitation(request: ActorRequest, pk: int) -> Invitation:
    seen = Invitation.objects.visible_to(request.actor).select_related("organisation")
    return get_object_or_404(seen, pk=pk)


def invitation(request: ActorRequest, token: str) -> HttpResponse:
    """A page with a button, since mail scanners open links; the button accepts and signs in."""
    if not ratelimit.consume(request, action="link"):
        return dead(request, TOO_OFTEN, status=429)
    try:
        if request.method == "POST":
            accepted = accept_invitation(token, by=request.actor)
            assert accepted.account
            messages.success(
                request, _("You stand for %(name)s now") % {"name": accepted.organisation}
            )
            return enter(request, accepted.account, settings.LOGIN_REDIRECT_URL)
        known = Invitation.objects.select_related("organisation", "organisation__authority")
        found = known.filter(digest=digest_of(token)).first()
        if found is None:
            return dead(request)
        refuse_what_is_over(found)
    except Refused as refused:
        return dead(request, refused)
    signed_in = request.user if request.user.is_authenticated else None
    context = {
        "invitation": found,
        "other": signed_in if signed_in and signed_in.email != found.email else None,
    }
    return render(request, "accounts/invitation.html", context)


def ask(request: ActorRequest) -> HttpResponse:
    """For who is signed in: the address is proved already."""
    account = cast(Account, request.user)
    return _ask(request, account.email, account.name)


def ask_by_letter(request: ActorRequest, token: str) -> HttpResponse:
    """For an address without an account: the link in the letter proves it, and signs nobody in."""
    email = address_proved_by(token)
    return _ask(request, email, "") if email else dead(request)


def _ask(request: ActorRequest, email: str, name: str) -> HttpResponse:
    suggested = suggested_for(email)
    form = AskToJoinTeamForm(
        request.POST if request.method == "POST" else None,
        suggested=suggested,
        initial={"name": name},
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("organisation")
        chosen = next(each for each in suggested if str(each.pk) == key)
        with refusals_on(form):
            asked = ask_to_join_team(chosen, Asking(email, **given), by=request.actor)
            return render(request, "accounts/asked.html", {"asked": asked})
    context = {"form": form, "suggested": suggested, "email": email}
    return render(request, "accounts/ask_to_join.html", context)


def team_request(request: ActorRequest, pk: int) -> HttpResponse:
    asked = _team_request(request, pk)
    context = {
        "asked": asked,
        "moves": TEAM_REQUEST.open_to(
            request.actor, state=asked.state, organisation=asked.organisation_id
        ),
    }
    return render(request, "accounts/team_request.html", context)


@require_POST
def confirm_team(request: ActorRequest, pk: int) -> HttpResponse:
    asked = _team_request(request, pk)
    confirm_team_request(asked, by=request.actor)
    words = {"name": asked.account, "organisation": asked.organisation}
    messages.success(request, _("%(name)s stands for %(organisation)s now") % words)
    return redirect("accounts:team_request", asked.pk)


@require_POST
def decline_team(request: ActorRequest, pk: int) -> HttpResponse:
    asked = _team_request(request, pk)
    decline_team_request(asked, by=request.actor)
    messages.success(request, _("You have declined the request; a letter says so"))
    return redirect("accounts:team_request", asked.pk)


def _team_request(request: ActorRequest, pk: int) -> TeamRequest:
    seen = TeamRequest.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("account__person", "organisation"), pk=pk)
