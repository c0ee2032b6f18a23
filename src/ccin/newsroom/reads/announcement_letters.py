"""An announcement as it goes by e-mail: laid out, and as plain text."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ccin.newsroom.models import Announcement
from ccin.newsroom.reads.issues import site
from ccin.newsroom.rules.items import with_site
from ccin.outbox.operations.mailings import MailingDraft
from ccin.outbox.rules.mailings import NAME_HERE, UNSUBSCRIBE_HERE
from ccin.outbox.stopping import choices_link


def letter_of(announcement: Announcement, *, to_whom: str) -> MailingDraft:
    """The same words in both parts. Links lead straight to where they say and there is no picture:
    nothing tells who opened the letter."""
    words = with_site(announcement.words, site())
    greeting = _("Hello %s,") % NAME_HERE
    body = render_to_string(
        "newsroom/announcement_in_letter.html",
        {"greeting": greeting, "words": words, "is_formal": announcement.is_formal},
    )
    frame = {
        "subject": announcement.subject,
        "body": mark_safe(body),
        "choices": choices_link(),
        "stop": UNSUBSCRIBE_HERE if announcement.section else "",
    }
    return MailingDraft(
        section=announcement.section,
        subject=announcement.subject,
        text=f"{greeting}\n\n{words.strip()}\n",
        html=render_to_string("design/letter.html", frame),
        to_whom=[to_whom] if to_whom else [],
    )
