"""Choosing what to get: on the page, by a link in a letter, by a message that says stop."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.errors import Refused
from ccin.outbox.models import Choice
from ccin.outbox.reads.choices import how_of
from ccin.outbox.rules.sections import DIGEST
from ccin.outbox.states import ChoiceHow
from ccin.outbox.stopping import read_stop

HOW_OFTEN = frozenset({ChoiceHow.DAILY, ChoiceHow.MIXED, ChoiceHow.WEEKLY, ChoiceHow.NEVER})
HOW = frozenset({ChoiceHow.AT_ONCE, ChoiceHow.DIGEST, ChoiceHow.NEVER})


@transaction.atomic
def choose(to_key: str, section: str, how: str, *, wording: str, source: str, by: Actor) -> Choice:
    """Keep what somebody wants of a section, in place of what they chose before.

    `section` is a section's key, a conversation (`topic:12`), or `digest` for how often it comes.
    `wording` is what they read when they chose, `source` where: page, link, mail, staff. It is
    their own to choose; for a link or a message that was signed for them, a machine does it.
    """
    if to_key not in {by.key, f"person:{by.person}"}:
        by.must(Permission.LETTER_TELL)
    if not to_key or how not in (HOW_OFTEN if section == DIGEST else HOW):
        raise Refused(_("Choose one of the ways that are offered."))
    chosen = {
        "how": how,
        "chosen_at": timezone.now(),
        "wording": wording[:300],
        "source": source,
    }
    made, _is_new = Choice.objects.update_or_create(to_key=to_key, section=section, defaults=chosen)
    return made


@transaction.atomic
def stop_by_link(token: str, *, source: str = "link") -> None:
    """Whoever holds the link of a letter may stop what it names. Once or twice is the same."""
    sealed = read_stop(token)
    if sealed is None:
        raise Refused(_("This link is not complete. Copy the whole of it from the letter."))
    if how_of([sealed.to_key], sealed.about).get(sealed.to_key) == ChoiceHow.NEVER:
        return
    choose(
        sealed.to_key,
        sealed.about,
        ChoiceHow.NEVER,
        wording=_("Stop these e-mails"),
        source=source,
        by=Actor.command("stop-link"),
    )


@transaction.atomic
def go_on_by_link(token: str) -> None:
    """What was stopped comes again, in the digest."""
    sealed = read_stop(token)
    if sealed is None:
        raise Refused(_("This link is not complete. Copy the whole of it from the letter."))
    choose(
        sealed.to_key,
        sealed.about,
        ChoiceHow.MIXED if sealed.about == DIGEST else ChoiceHow.DIGEST,
        wording=_("Send me these e-mails again"),
        source="link",
        by=Actor.command("stop-link"),
    )
