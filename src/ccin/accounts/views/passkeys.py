"""Passkeys: made, shown, named and removed; the library does what is secret about them."""

import json
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
)
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor, ActorRequest
from ccin.accounts.adapters import local_address
from ccin.accounts.forms.sign_in import NamePasskeyForm
from ccin.accounts.models import Account
from ccin.accounts.operations.sign_in import name_passkey, note_second_factor, remove_passkey


def as_json(options: Any) -> str:
    """What a browser needs to make or show a passkey; the library's own mappings become plain."""
    return json.dumps(options, default=dict)


def note(request: HttpRequest, event: str) -> None:
    account = cast(Account, request.user)
    note_second_factor(account, event=event, by=Actor(f"account:{account.pk}", str(account)))


class AddPasskey(AddWebAuthnView):
    template_name = "accounts/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        context["form"] = kwargs.get("form") or context["form"]
        context["options"] = as_json(options)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever made it has just shown it: it counts at once."""
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        record_authentication(self.request, user, "mfa", type="webauthn", reauthenticated=True)
        note(self.request, "passkey_added")
        messages.success(self.request, _("You can sign in with this passkey now"))
        return response


class SignInWithPasskey(LoginWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=local_address(self.request) or None)
        response: HttpResponse = flows.perform_passwordless_login(self.request, passkey, login)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey is not known here. Use a code instead."))
        return redirect("account_login")


class ShowPasskeyAgain(ReauthenticateWebAuthnView):
    template_name = "accounts/show_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["options"] = as_json(context["js_data"]["request_options"])
        context["action"] = self.request.get_full_path()
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey is not known here. Try another."))
        return redirect(self.request.get_full_path())


def name(request: ActorRequest, pk: int) -> HttpResponse:
    passkey = _own_passkey(request, pk)
    first = {"name": passkey.wrap().name}
    form = NamePasskeyForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        name_passkey(passkey, form.cleaned_data["name"], by=request.actor)
        return redirect("mfa_index")
    return render(request, "accounts/name_passkey.html", {"form": form})


def remove(request: ActorRequest, pk: int) -> HttpResponse:
    passkey = _own_passkey(request, pk)
    if request.method == "POST":
        remove_passkey(passkey, by=request.actor)
        messages.success(request, _("You have removed the passkey"))
        return redirect(reverse("accounts:own"))
    return render(request, "accounts/remove_passkey.html", {"passkey": passkey})


def _own_passkey(request: ActorRequest, pk: int) -> Authenticator:
    own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    return get_object_or_404(own, pk=pk)
