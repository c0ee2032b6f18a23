"""The way in and out: the library's views with the network's pages."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.accounts.reads.actors import app_of, second_factor_of, second_factors_of
from ccin.accounts.views.passkeys import as_json, note


class SignIn(RequestLoginCodeView):
    template_name = "accounts/sign_in.html"


class EnterCode(ConfirmLoginCodeView):
    template_name = "accounts/enter_code.html"


class EnterSecondFactor(AuthenticateView):
    template_name = "accounts/enter_second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        offered = context["js_data"]["request_options"]["publicKey"].get("allowCredentials")
        context["options"] = as_json(context["js_data"]["request_options"]) if offered else ""
        return context


class EnterSecondFactorAgain(ReauthenticateView):
    template_name = "accounts/enter_second_factor.html"
    extra_context = {"options": ""}


class SignOut(LogoutView):
    template_name = "accounts/sign_out.html"


class SetUpSecondFactor(ActivateTOTPView):
    template_name = "accounts/set_up_second_factor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if app_of(request.user):
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


def second_factor(request: ActorRequest) -> HttpResponse:
    """Where an account stands with its second factor, and the way to what is missing."""
    if second_factor_of(request.user) is None:
        return redirect("mfa_activate_totp")
    if request.actor.lacks_second_factor:
        way = "mfa_reauthenticate" if app_of(request.user) else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(way)}?next={reverse('mfa_index')}")
    context = {
        "app": app_of(request.user),
        "passkeys": second_factors_of(request.user).filter(type=Authenticator.Type.WEBAUTHN),
    }
    return render(request, "accounts/second_factor.html", context)


def no_account(request: ActorRequest) -> HttpResponse:
    return render(request, "accounts/no_account.html")
