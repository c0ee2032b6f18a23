"""Writing letters, taking them back, and erasing a person's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.errors import Refused
from ccin.outbox.models import Letter
from ccin.outbox.rules.envelopes import one_line, subject_line
from ccin.outbox.states import KEPT, SENDING, SENT


@dataclass(frozen=True, slots=True)
class Recipient:
    email: str
    name: str = ""
    key: str = ""  # person:7, account:3: whom the letter concerns, for finding and erasing it


def write(
    kind: str,
    *,
    to: Recipient,
    subject: str,
    secret: timedelta | None = None,
    restricted: bool = False,
    reply_about: str = "",
    **context: object,
) -> Letter:
    """Put a letter in the outbox, in the caller's transaction; a worker sends it within a second.

    `kind` is `room.thing_happened`; the words are `<room>/letters/thing_happened.md`, in Markdown.
    A code or link that lets somebody in is `secret` for as long as it does; one about a concern is
    `restricted` (see Letter). One to which its recipient may reply by e-mail says about what, like
    `topic:12`; only what `journeys` takes replies to.
    """
    room, name = kind.split(".")
    if not is_address(to.email):
        raise Refused(_("Enter an e-mail address in the right form, like name@example.com"))
    now = timezone.now()
    return Letter.objects.create(
        kind=kind,
        to_key=to.key,
        to_name=one_line(to.name, what="recipient"),
        to_email=to.email,
        subject=subject_line(subject),
        text=plain_words(f"{room}/letters/{name}.md", {"to": to, **context}),
        secret=secret is not None,
        of_use_until=now + secret if secret else None,
        restricted=restricted,
        reply_about=reply_about,
        due_at=now,
    )


def is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def plain_words(template: str, context: dict[str, object]) -> str:
    """Plain text: nothing is escaped for HTML here, but all of it is when HTML is made of it."""
    words: Template = cast(Any, get_template(template)).template
    return words.render(Context(context, autoescape=False)).strip() + "\n"


@transaction.atomic
def take_back(kind: str, *, holding: str) -> int:
    """A part of an operation that has permitted: letters of kinds that begin so and hold this are
    emptied, since what they repeat was taken away; those that did not go yet are deleted."""
    about = Letter.objects.filter(kind__startswith=kind, text__contains=holding).order_by()
    gone = about.filter(state__in=[SENDING, SENT, KEPT])
    emptied = gone.update(subject=Letter.PERSONAL["subject"], text=Letter.PERSONAL["text"])
    deleted, _kinds = about.exclude(state__in=[SENDING, SENT, KEPT]).delete()
    return emptied + deleted


@transaction.atomic
def erase_letters_of(*keys: str, emails: Iterable[str] = (), by: Actor) -> int:
    """Erase a person's letters: those that went are emptied, those that did not are deleted."""
    by.must(Permission.PERSON_ERASE)
    addresses = [email.lower() for email in emails if email]
    theirs = (
        Letter.objects.alias(address=Lower("to_email"))
        .filter(Q(to_key__in=keys) | Q(address__in=addresses))
        .order_by()
    )
    gone = theirs.filter(state__in=[SENT, KEPT])
    emptied = gone.update(**Letter.PERSONAL)
    deleted, _kinds = theirs.exclude(state__in=[SENT, KEPT]).delete()
    return emptied + deleted
