"""Messages handed in by a mail provider over the web."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from ccin.access.actor import Actor
from ccin.journeys.operations.arrivals import take_in
from ccin.outbox.rules.arrivals import LARGEST


@csrf_exempt  # the secret in its header is the right to do it: no cookie plays a part
def receive(request: HttpRequest) -> HttpResponse:
    """The message as it stands (RFC 5322) is the body. Without a secret there is no such page."""
    if request.method != "POST" or not settings.INBOUND_SECRET:
        raise Http404
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), settings.INBOUND_SECRET.encode()):
        return _answer(403, "Send the secret: Authorization: Bearer …")
    claimed = request.META.get("CONTENT_LENGTH") or "0"
    if not claimed.isdecimal() or int(claimed) > LARGEST:
        return _answer(413, "A message has at most 25 MB.")
    raw = request.read(LARGEST + 1)
    if len(raw) > LARGEST:
        return _answer(413, "A message has at most 25 MB.")
    if not raw.strip():
        return _answer(400, "The body is empty: send the message as it came.")
    sent_to = request.headers.get("X-Original-To", "")
    arrival = take_in(raw, sent_to=sent_to, by=Actor.command("mail-webhook"))
    return _answer(200, f"{arrival.kind} {arrival.state}")


def _answer(status: int, words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
