"""The way in and out: the library's views with the network's pages."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor, ActorRequest
from ccin.accounts.models import Account
from ccin.accounts.operations.sign_in import note_second_factor
from ccin.accounts.reads import second_factor_of


class SignIn(RequestLoginCodeView):
    template_name = "accounts/sign_in.html"


class EnterCode(ConfirmLoginCodeView):
    template_name = "accounts/enter_code.html"


class EnterSecondFactor(AuthenticateView):
    template_name = "accounts/enter_second_factor.html"


class EnterSecondFactorAgain(ReauthenticateView):
    template_name = "accounts/enter_second_factor.html"


class SignOut(LogoutView):
    template_name = "accounts/sign_out.html"


class SetUpSecondFactor(ActivateTOTPView):
    template_name = "accounts/set_up_second_factor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if second_factor_of(request.user):
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever typed the app's digits has just shown the second factor: it counts at once."""
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        record_authentication(self.request, user, "mfa", type="totp", reauthenticated=True)
        note(self.request, "second_factor_set_up")
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


class RecoveryCodes(ViewRecoveryCodesView):
    template_name = "accounts/recovery_codes.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):
    template_name = "accounts/new_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        note(self.request, "recovery_codes_made")
        messages.success(self.request, _("You have new recovery codes; the old ones are void"))
        return response


def note(request: HttpRequest, event: str) -> None:
    account = cast(Account, request.user)
    note_second_factor(account, event=event, by=Actor(f"account:{account.pk}", str(account)))


def second_factor(request: ActorRequest) -> HttpResponse:
    """Where an account stands with its second factor, and the way to what is missing."""
    authenticator = second_factor_of(request.user)
    if authenticator is None:
        return redirect("mfa_activate_totp")
    if request.actor.lacks_second_factor:
        return redirect(f"{reverse('mfa_reauthenticate')}?next={reverse('mfa_index')}")
    return render(request, "accounts/second_factor.html", {"authenticator": authenticator})


def no_account(request: ActorRequest) -> HttpResponse:
    return render(request, "accounts/no_account.html")
