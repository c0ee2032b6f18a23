"""Puts the Actor on the request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from ccin.access.actor import Actor, ActorRequest
from ccin.accounts.reads import actor_for

GetResponse = Callable[[HttpRequest], HttpResponse]


def actor_middleware(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        cast(ActorRequest, request).actor = cast(Actor, SimpleLazyObject(lambda: _actor(request)))
        return get_response(request)

    return middleware


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return Actor.public()
    return actor_for(request.user, second_factor=True)
