"""Who was on the list of a mailing, and what became of their letters."""

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from ccin.access.actor import ActorRequest
from ccin.newsroom.reads.segment_words import LEFT_OUT
from ccin.outbox.models import Mailing
from ccin.outbox.reads.mailings import addressees_of

A_PAGE = 50
STATES = ("waiting", "sent", "kept", "failed", "left_out")


def people_on(mailing: Mailing, request: ActorRequest) -> dict[str, Any]:
    """What the page of them shows."""
    state = request.GET.get("state", "")
    listed = addressees_of(mailing, state=state if state in STATES else "")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, _record_of(each.to_key), LEFT_OUT.get(each.because, "")) for each in page]
    return {"page": page, "rows": rows, "state": state}


def _record_of(key: str) -> str:
    """Where the address of somebody on a list is put right."""
    kind, _colon, pk = key.partition(":")
    is_person = kind == "person" and pk.isdecimal()
    return reverse("members:person", args=[pk]) if is_person else ""
