"""The pages for what went wrong; those that meet somebody's text give it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token

from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed

# Never shown again: they are secrets, or the page's own.
NEVER_GIVEN_BACK = frozenset({"csrfmiddlewaretoken", "code", "version", "stamp", "next"})
LONGEST = 20_000


def sent_text(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person had written, field by field, so that a refusal loses nothing."""
    if request.method != "POST":
        return []
    return [
        (name.replace("_", " ").capitalize(), value[:LONGEST])
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_GIVEN_BACK and value.strip()
    ]


def conflict(request: HttpRequest, error: MoveNotAllowed | Stale | Refused) -> HttpResponse:
    words = "" if isinstance(error, MoveNotAllowed) else str(error)
    return _page(request, "409.html", 409, words=words)


def sign_in_ended(request: HttpRequest) -> HttpResponse:
    """A form sent after the sign-in ended; the text comes back, and the way to sign in again."""
    return _page(request, "sign_in_ended.html", 403)


def prove_again(request: HttpRequest) -> HttpResponse:
    """A form that matters, sent too long after somebody last proved who they are."""
    return _page(request, "prove_again.html", 403, again=reverse("accounts:again"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "csrf.html", 403)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same whether the thing exists or not; who is signed out is offered to sign in."""
    return _page(request, "404.html", 404)


def _page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    context = {"sent": sent_text(request), **context}
    return render(request, f"design/errors/{template}", context, status=status)
