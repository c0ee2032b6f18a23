"""Puts the Actor on the request, and keeps what a sign-in's holder is shown of it."""

from collections.abc import Callable
from time import time
from typing import Any, cast

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from ccin.access.actor import Actor, ActorRequest
from ccin.accounts.reads.actors import actor_for
from ccin.accounts.rules import device_in_words
from ccin.accounts.sessions import BEGAN, DEVICE, SEEN
from ccin.kernel.clock import today

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
    """Whether the second factor was shown in the last hours. The bar of a demonstration stands
    for it, there and nowhere else."""
    since = time() - settings.SECOND_FACTOR_LIVES.total_seconds()
    return any(_counts(record, since) for record in _records(request))


def proved_within(request: ActorRequest, seconds: float) -> bool:
    """Whether somebody proved so lately who they are: where a second factor is asked of them, by
    that one; otherwise by a code, a link or their council's sign-in."""
    since = time() - seconds
    records = _records(request)
    if request.actor.is_staff or request.actor.body_roles:
        return any(_counts(record, since) for record in records)
    return any(record["at"] > since or _counts(record, since) for record in records)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found


def _counts(record: dict[str, Any], since: float) -> bool:
    if settings.DEMO and record["method"] == "demo":
        return True
    return record["method"] == "mfa" and bool(record["at"] > since)


def session_middleware(get_response: GetResponse) -> GetResponse:
    """Notes on a sign-in what its holder is later shown of it, and prolongs it once a day.

    Only where the page has read the session anyway: a page for everyone costs nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = request.session
        if session.accessed and "_auth_user_id" in session:
            if BEGAN not in session:
                session[BEGAN] = time()
                session[DEVICE] = device_in_words(request.headers.get("User-Agent", ""))
            if session.get(SEEN) != (day := today().isoformat()):
                session[SEEN] = day
        return response

    return middleware
