"""Signing in the way one's council does: choose it, go there, come back."""

from typing import cast

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as library
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from requests import RequestException

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.accounts.forms.councils import AddCouncilSignInForm
from ccin.accounts.models import Account, CouncilSignIn
from ccin.accounts.operations.councils import (
    add_council_sign_in,
    disconnect,
    stop_council_sign_in,
)
from ccin.design.refusals import refusals_on

A_PAGE = 50


def choose(request: ActorRequest) -> HttpResponse:
    """For who is not signed in: which council's sign-in?"""
    page = Paginator(CouncilSignIn.objects.in_use(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/choose_council.html", {"page": page})


@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """A page that goes on by itself: a form of ours may not lead straight to another site."""
    try:
        away = library.login(request, provider_id)
    except (RequestException, KeyError, ValueError):
        problem = {"what": "unreachable"}
        return render(request, "accounts/council_problem.html", problem, status=502)
    if away.status_code != 302:
        raise Http404
    return render(request, "accounts/go_to_council.html", {"away": away.url})


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    response: HttpResponse = library.callback(request, provider_id)
    return response


def councils(request: ActorRequest) -> HttpResponse:
    """One's own connected identities, and the councils of which one can be connected."""
    mine = SocialAccount.objects.filter(user=request.user).order_by("pk")
    names = dict(CouncilSignIn.objects.values_list("key", "name"))
    context = {
        "mine": [(each, names.get(each.provider, each.provider)) for each in mine],
        "page": Paginator(
            CouncilSignIn.objects.in_use().exclude(key__in=mine.values("provider")), A_PAGE
        ).get_page(request.GET.get("page")),
    }
    return render(request, "accounts/councils.html", context)


@require_POST
def let_go(request: ActorRequest, pk: int) -> HttpResponse:
    if not disconnect(cast(Account, request.user), pk, by=request.actor):
        raise Http404
    messages.success(request, _("Your council’s sign-in is no longer connected"))
    return redirect("accounts:councils")


def entries(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.SIGN_IN_CHANGE)
    found = CouncilSignIn.objects.select_related("organisation")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, each.secret_name in settings.COUNCIL_SECRETS) for each in page]
    return render(request, "accounts/council_entries.html", {"page": page, "rows": rows})


def add_entry(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.SIGN_IN_CHANGE)
    form = AddCouncilSignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            organisation = form.cleaned_data["organisation"]
            entry = add_council_sign_in(organisation, form.tenant(), by=request.actor)
            words = {"name": entry.secret_name}
            messages.success(request, _("Added. Its secret is expected as %(name)s") % words)
            return redirect("accounts:council_entries")
    return render(request, "accounts/add_council.html", {"form": form})


@require_POST
def stop_entry(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.SIGN_IN_CHANGE)
    stop_council_sign_in(get_object_or_404(CouncilSignIn, pk=pk), by=request.actor)
    messages.success(request, _("Nobody signs in by it any more"))
    return redirect("accounts:council_entries")
