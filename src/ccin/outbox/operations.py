"""Writing letters."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone

from ccin.outbox.models import Letter


@dataclass(frozen=True, slots=True)
class Recipient:
    email: str
    name: str = ""
    key: str = ""  # person:7, account:3: whom the letter concerns, for finding and erasing it


def write(kind: str, *, to: Recipient, subject: str, **context: object) -> Letter:
    """Put a letter in the outbox, in the caller's transaction.

    `kind` is `room.thing_happened`; the words are `<room>/letters/thing_happened.md`, in Markdown.
    """
    room, name = kind.split(".")
    text = render_to_string(f"{room}/letters/{name}.md", {"to": to, **context})
    return Letter.objects.create(
        kind=kind,
        to_key=to.key,
        to_name=to.name,
        to_email=to.email,
        subject=subject,
        text=text,
        due_at=timezone.now(),
    )
