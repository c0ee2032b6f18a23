"""A letter's words as HTML, and the letter as the message that the mail server gets."""

import re
from email.headerregistry import Address
from email.utils import parseaddr

import nh3
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from ccin.outbox.addresses import bounce_address, reply_address, stop_address
from ccin.outbox.models import Letter, Mailing
from ccin.outbox.reads.mailings import KIND
from ccin.outbox.rules.mailings import UNSUBSCRIBE_HERE, for_reader
from ccin.outbox.stopping import ONE_CLICK, choices_link, stop_link

# Words of strangers stand in letters. No link may say one thing and lead elsewhere, so an address
# becomes a link to itself and Markdown's own links and images stay as they were typed.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "reference"])
LINKED = r"<[^\s<>]*>"
PAGE = r"(?<![<\w/(])https?://[^\s<>()]*[^\s<>().,;:!?’”\"']"
MAILBOX = r"(?<![\w<:/.+@-])[a-zA-Z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+(?![\w@])"
BARE_ADDRESS = re.compile(f"{LINKED}|({PAGE}|{MAILBOX})")
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
TAGS |= {"h1", "h2", "h3", "h4"}
WHOSE = ("person:", "account:")  # the keys of those who have choices to make


def body_html(text: str) -> SafeString:
    """Markdown as HTML. Addresses of pages and of mailboxes link to themselves."""
    linked = BARE_ADDRESS.sub(lambda found: f"<{found[1]}>" if found[1] else found[0], text)
    html = MARKDOWN.render(linked)
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    return mark_safe(clean)


def message_id(letter: Letter) -> str:
    """The same at every attempt, so that a letter that arrives twice is known as one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{letter.reference}@{domain}>"


def stop_headers(letter: Letter) -> dict[str, str]:
    """How mail programs offer to stop such letters (RFC 2369), in one click (RFC 8058) where the
    link is safe. A formal letter has none."""
    link = _stop(letter)
    if not link:
        return {}
    mailbox = stop_address(letter.to_key, letter.section)
    ways = [f"<{link}>", *([f"<mailto:{mailbox}?subject=stop>"] if mailbox else [])]
    headers = {"List-Unsubscribe": ", ".join(ways)}
    if link.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "=".join(ONE_CLICK)
    return headers


def _stop(letter: Letter) -> str:
    return stop_link(letter.to_key, letter.section) if letter.section else ""


def _words(letter: Letter) -> str:
    """The words, with the reader's own link where those of a mailing leave room for it."""
    return letter.text.replace(UNSUBSCRIBE_HERE, _stop(letter) or choices_link())


def _plain_foot(letter: Letter) -> str:
    """Under the line by which mail programs know that what follows is no part of the words."""
    if not letter.to_key.startswith(WHOSE) or letter.secret:
        return ""
    lines = [_("Choose which e-mails you get, and how often: %s") % choices_link()]
    if link := _stop(letter):
        lines.append(_("Stop e-mails of this kind: %s") % link)
    return "\n".join(["", "-- ", *lines, ""])


def message(letter: Letter) -> EmailMultiAlternatives:
    """Where mail comes in, a letter that cannot be delivered returns to an address of its own,
    while From stays the network's. An answer goes to From, which people read, unless the letter is
    about something that may be replied to: there the answer has an address too."""
    reply_to = reply_address(letter.reply_about, letter.to_key) if letter.reply_about else ""
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=f"{_words(letter)}{_plain_foot(letter)}",
        from_email=bounce_address(letter) or settings.DEFAULT_FROM_EMAIL,
        to=[str(Address(letter.to_name, addr_spec=letter.to_email))],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": message_id(letter),
            "Auto-Submitted": "auto-generated",
            **stop_headers(letter),
        },
    )
    mail.attach_alternative(_html_part(letter), "text/html")
    return mail


def _html_part(letter: Letter) -> str:
    """The letter as it is laid out (of one of many the mailing holds that), or its words framed."""
    html = letter.html
    if not html and letter.kind == KIND:
        laid_out = Mailing.objects.filter(addressees__letter=letter)
        html = laid_out.values_list("html", flat=True).first() or ""
    if not html:
        frame = {
            "subject": letter.subject,
            "body": body_html(_words(letter)),
            "stop": _stop(letter),
            "choices": choices_link() if letter.to_key.startswith(WHOSE) else "",
        }
        return render_to_string("design/letter.html", frame)
    return for_reader(html, name=letter.to_name, unsubscribe=_stop(letter), html=True)
