"""An issue as it goes by e-mail: laid out, and as plain text that says all of it too."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from ccin.design.prose import as_text
from ccin.newsroom.models import Item
from ccin.newsroom.reads.issues import IssuePage, site
from ccin.newsroom.rules.items import in_full, with_site
from ccin.outbox.operations.mailings import MailingDraft
from ccin.outbox.rules.mailings import UNSUBSCRIBE_HERE
from ccin.outbox.rules.sections import UPDATE


def html_of(page: IssuePage) -> str:
    """Pictures lie at the same address for every reader, and links lead straight to where they say:
    nothing tells who opened the letter."""
    body = render_to_string("newsroom/issue_in_letter.html", _context(page))
    frame = {"subject": page.issue.title, "body": mark_safe(body)}
    return render_to_string("design/letter.html", frame)


def text_of(page: IssuePage) -> str:
    context = _context(page)
    context["letter"] = as_text(context["letter"])
    items = [{**shown, "words": as_text(shown["words"])} for shown in context["items"]]
    words = render_to_string("newsroom/issue_in_letter.txt", {**context, "items": items})
    lines = [line.rstrip() for line in words.splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip() + "\n"


def draft_of(page: IssuePage, *, to_whom: str) -> MailingDraft:
    return MailingDraft(UPDATE, page.issue.title, text_of(page), html_of(page), [to_whom])


def _context(page: IssuePage) -> dict[str, Any]:
    return {
        "page": page,
        "issue": page.issue,
        "letter": with_site(page.issue.letter, site()),
        "items": [_item(item) for item in page.items],
        "address": in_full(page.issue.get_absolute_url(), site()),
        "archive": in_full(reverse("newsroom:updates"), site()),
        "unsubscribe": UNSUBSCRIBE_HERE,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "item": item,
        "words": with_site(item.words, site()),
        "address": in_full(item.address, site()),
        "picture": in_full(picture_address(item), site()),
    }


def picture_address(item: Item) -> str:
    if not item.picture_id:
        return ""
    return reverse("newsroom:item_picture", args=[item.issue.slug, item.slug])
