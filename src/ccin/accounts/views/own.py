"""How one signs in: address, second step, open sign-ins. Each for one's own account."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.accounts.adapters import local_address
from ccin.accounts.forms.own import ChangeOwnAddressForm
from ccin.accounts.models import Account, Session
from ccin.accounts.operations.addresses import ask_for_address, change_in, confirm_address
from ccin.accounts.operations.sign_in import end_other_sign_ins, end_sign_in
from ccin.accounts.reads.actors import second_factor_of
from ccin.accounts.views.links import dead
from ccin.design.refusals import refusals_on
from ccin.kernel.errors import Refused

A_PAGE = 20


def own(request: ActorRequest) -> HttpResponse:
    account = cast(Account, request.user)
    signed_in = Session.objects.filter(account=account, expire_date__gt=timezone.now())
    context = {
        "account": account,
        "second_factor": second_factor_of(account),
        "identities": SocialAccount.objects.filter(user=account).count(),
        "page": Paginator(signed_in, A_PAGE).get_page(request.GET.get("page")),
        "current": request.session.session_key,
    }
    return render(request, "accounts/own.html", context)


@require_POST
def end_one(request: ActorRequest) -> HttpResponse:
    handle = request.POST.get("handle", "")
    if end_sign_in(cast(Account, request.user), handle, by=request.actor):
        messages.success(request, _("That sign-in has ended"))
    else:
        messages.info(request, _("That sign-in had ended already"))
    return redirect("accounts:own")


@require_POST
def end_others(request: ActorRequest) -> HttpResponse:
    account, current = cast(Account, request.user), request.session.session_key or ""
    ended = end_other_sign_ins(account, but=current, by=request.actor)
    words = ngettext("%d other sign-in has ended", "%d other sign-ins have ended", ended) % ended
    messages.success(request, words)
    return redirect("accounts:own")


def again(request: ActorRequest) -> HttpResponse:
    """The way to prove once more who one is: by the second step, or by signing in anew, as who
    holds no office may where a passkey is lost."""
    address = local_address(request) or reverse("accounts:own")
    ways = get_adapter().get_reauthentication_methods(request.user)
    if ways and "lost" not in request.GET:
        return redirect(f"{ways[0]['url']}?{urlencode({'next': address})}")
    return render(request, "accounts/again.html", {"address": address})


def change_own_address(request: ActorRequest) -> HttpResponse:
    account = cast(Account, request.user)
    form = ChangeOwnAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            email = form.cleaned_data["email"]
            ask_for_address(account, email, by=request.actor)
            messages.success(
                request, _("We have written to %(email)s: open the link there") % {"email": email}
            )
            return redirect("accounts:own")
    return render(request, "accounts/change_own_address.html", {"form": form, "account": account})


def confirm_own_address(request: ActorRequest, token: str) -> HttpResponse:
    """The link in the letter to the new address: its button moves the account there."""
    try:
        if request.method == "POST":
            account = confirm_address(token)
            return render(request, "accounts/own_address_changed.html", {"account": account})
        change_in(token)
    except Refused as refused:
        return dead(request, refused)
    return render(request, "accounts/confirm_own_address.html")
