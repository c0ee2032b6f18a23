"""How the sign-in library speaks for the network: letters, words and rules of our own."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccin.accounts.models import Account
from ccin.accounts.operations.sign_in import answer_unknown_address, send_code

LONGEST_ADDRESS = 500
TOO_OFTEN = _("You have tried too often. Wait a few minutes, then try again.")


def local_address(request: HttpRequest) -> str:
    """Where somebody was going when they were asked to sign in; empty, if off this site."""
    address: str = get_next_redirect_url(request) or ""
    return address if address.startswith("/") and len(address) <= LONGEST_ADDRESS else ""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code that we sent. Check it and enter it again."),
        "rate_limited": TOO_OFTEN,
        "too_many_login_attempts": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The library names its letters by template; these two are all that it ever sends here."""
        if template_prefix == "account/email/login_code":
            send_code(email, context["code"], address=local_address(context["request"]))
        elif template_prefix == "account/email/unknown_account":
            answer_unknown_address(email)
        else:
            raise NotImplementedError(template_prefix)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own operations write these letters, beside the entry in the audit trail."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what has words of our own; the library's notes of success are left out."""
        if kwargs.get("message"):
            super().add_message(request, level, *args, **kwargs)

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "ccin.accounts.stages.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        return redirect("account_login")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Enter the six digits your app shows now."),
    }

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        return gettext("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the site's own name, whatever name a request came by."""
        return {
            "id": urlsplit(settings.SITE_ADDRESS).hostname or "localhost",
            "name": str(settings.NETWORK_NAME),
        }

    def get_totp_issuer(self) -> str:
        return str(settings.NETWORK_NAME)
