"""Puts the Actor on the request."""

from collections.abc import Callable
from typing import cast

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from ccin.access.actor import Actor, ActorRequest
from ccin.accounts.reads import actor_for

GetResponse = Callable[[HttpRequest], HttpResponse]


def actor_middleware(get_response: GetResponse) -> GetResponse:
    """Built when first asked for, once a request: a page for everyone costs nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        cast(ActorRequest, request).actor = cast(Actor, SimpleLazyObject(lambda: _actor(request)))
        return get_response(request)

    return middleware


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return Actor.public()
    return actor_for(request.user, second_factor=has_second_factor(request))


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the second factor was shown since this sign-in began. The bar of a demonstration
    stands for it, there and nowhere else."""
    records = get_authentication_records(request, request.user)
    methods = {record["method"] for record in records}
    return "mfa" in methods or (settings.DEMO and "demo" in methods)
