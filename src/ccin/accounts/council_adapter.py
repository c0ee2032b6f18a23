"""How the library meets councils' own sign-ins: one tenant each, known by subject alone."""

from typing import Any, NoReturn, cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.accounts.models import Account, CouncilSignIn
from ccin.accounts.operations.councils import connect
from ccin.kernel.errors import Refused


class CouncilAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Made from our own entries; the library's table of applications stays empty."""
        found = CouncilSignIn.objects.in_use()
        if provider and provider != "openid_connect":
            found = found.filter(key=provider)
        if client_id:
            found = found.filter(client_id=client_id)
        return [_app(each) for each in found]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, login: SocialLogin) -> None:
        """Never: an address that a tenant claims proves nothing about who owns it."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Account:
        """Name and address that the tenant tells are neither used nor kept."""
        sociallogin.account.extra_data = {}
        account: Account = sociallogin.user
        return account

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """An identity is connected by its holder, signed in by a code; only then it signs in."""
        if sociallogin.state.get("process") == "connect":
            if not request.user.is_authenticated:
                _say(request, "expired")
            _connect(cast(ActorRequest, request), sociallogin)
        elif not sociallogin.is_existing:
            _say(request, "unknown")
        elif not sociallogin.user.is_active:
            _say(request, "stopped")

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        _say(request, "failed")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own operation tells, beside the entry in the audit trail."""


def _app(entry: CouncilSignIn) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=entry.key,
        name=entry.name,
        client_id=entry.client_id,
        secret=settings.COUNCIL_SECRETS.get(entry.secret_name, ""),
        settings={
            "server_url": entry.issuer,
            "fetch_userinfo": False,  # nothing but the subject is wanted
            "oauth_pkce_enabled": True,
            "scope": ["openid"],
        },
    )


def _connect(request: ActorRequest, sociallogin: SocialLogin) -> None:
    """By an operation of ours, in the library's place; then back to where it was asked for."""
    account, identity = cast(Account, request.user), sociallogin.account
    try:
        connect(account, identity.provider, identity.uid, by=request.actor)
    except Refused:
        _say(request, "taken")
    messages.success(request, _("You can sign in with your council’s sign-in now"))
    raise ImmediateHttpResponse(redirect("accounts:councils"))


def _say(request: HttpRequest, what: str) -> NoReturn:
    page = render(request, "accounts/council_problem.html", {"what": what}, status=403)
    raise ImmediateHttpResponse(page)
