"""The bar of a demonstration: sign in as anyone who was invented for it."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from ccin.access.actor import ActorRequest
from ccin.accounts.models import Account
from ccin.demo.reads import demo_people
from ccin.design.fields import known_keys


def sign_in(request: ActorRequest) -> HttpResponse:
    """Nobody real can be signed in as: only accounts that are marked fictional are offered."""
    if not settings.DEMO:
        raise Http404
    back = request.POST.get("next", request.GET.get("next", ""))
    if request.method == "POST":
        known = Account.objects.filter(fictional=True, is_active=True)
        account = get_object_or_404(known, pk__in=known_keys([request.POST.get("account", "")]))
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        record_authentication(request, account, "demo")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return redirect(back if safe else settings.LOGIN_REDIRECT_URL)
    staff, others = demo_people()
    return render(request, "demo/sign_in.html", {"staff": staff, "others": others, "back": back})
