"""A letter's words as HTML, and the letter as the message that the mail server gets."""

import re
from email.headerregistry import Address
from email.utils import parseaddr

import nh3
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from ccin.outbox.addresses import bounce_address, reply_address
from ccin.outbox.models import Letter, Mailing
from ccin.outbox.reads.mailings import KIND
from ccin.outbox.rules.mailings import for_reader

# Words of strangers stand in letters. No link may say one thing and lead elsewhere, so an address
# becomes a link to itself and Markdown's own links and images stay as they were typed.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "reference"])
BARE_ADDRESS = re.compile(r"(?<![<\w/(])(https?://[^\s<>()]*[^\s<>().,;:!?’”\"'])")
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
TAGS |= {"h1", "h2", "h3", "h4"}


def body_html(text: str) -> SafeString:
    html = MARKDOWN.render(BARE_ADDRESS.sub(r"<\1>", text))
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    return mark_safe(clean)


def message_id(letter: Letter) -> str:
    """The same at every attempt, so that a letter that arrives twice is known as one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{letter.reference}@{domain}>"


def message(letter: Letter) -> EmailMultiAlternatives:
    """Where mail comes in, a letter that cannot be delivered returns to an address of its own,
    while From stays the network's. An answer goes to From, which people read, unless the letter is
    about something that may be replied to: there the answer has an address too."""
    reply_to = reply_address(letter.reply_about, letter.to_key) if letter.reply_about else ""
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=bounce_address(letter) or settings.DEFAULT_FROM_EMAIL,
        to=[str(Address(letter.to_name, addr_spec=letter.to_email))],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": message_id(letter),
            "Auto-Submitted": "auto-generated",
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
        frame = {"subject": letter.subject, "body": body_html(letter.text)}
        return render_to_string("design/letter.html", frame)
    return for_reader(html, name=letter.to_name, unsubscribe="", html=True)
