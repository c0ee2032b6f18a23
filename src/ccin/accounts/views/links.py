"""The way in by a link in a letter: a page with a button, since mail scanners open links."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ccin.access.actor import ActorRequest
from ccin.accounts.adapters import TOO_OFTEN
from ccin.accounts.models import Account, SignInLink
from ccin.accounts.operations.sign_in import digest_of, use_link
from ccin.kernel.errors import Refused


def link(request: ActorRequest, token: str) -> HttpResponse:
    if not ratelimit.consume(request, action="link"):
        return dead(request, TOO_OFTEN, status=429)
    if request.method == "POST":
        try:
            used = use_link(token)
        except Refused as refused:
            return dead(request, refused)
        return enter(request, used.account, used.address)
    open_now = SignInLink.objects.filter(used_at=None, expires_at__gt=timezone.now())
    found = open_now.select_related("account").filter(digest=digest_of(token)).first()
    if found is None or not found.account.is_active:
        return dead(request)
    return render(request, "accounts/link.html", {"account": found.account})


def dead(request: ActorRequest, words: object = "", *, status: int = 410) -> HttpResponse:
    """What to do instead, whatever is wrong with the link."""
    return render(request, "accounts/dead_link.html", {"words": words}, status=status)


def enter(request: ActorRequest, account: Account, address: str) -> HttpResponse:
    """Sign in whoever proved to read the account's mail; a second factor is still asked for."""
    if request.user.is_authenticated and request.user.pk == account.pk:
        return redirect(address)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, account, "code", email=account.email)
    response: HttpResponse = perform_login(
        request, Login(user=account, redirect_url=address, email=account.email)
    )
    return response
