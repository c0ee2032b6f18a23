"""Other words for a paragraph: proposed, taken up, declined, withdrawn; and remarks about one.

The room that holds the text has permitted it, and records it. The text is locked before its
proposals, here and where it is written, so that nobody waits for each other for ever.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.kernel.errors import Refused
from ccin.texts.models import Comment, Proposal, Text, Version
from ccin.texts.operations.writing import lease_of
from ccin.texts.rules.proposing import LONGEST, fits, replaced, tidy
from ccin.texts.states import ACCEPTED, DECLINED, OPEN, WITHDRAWN

MOST_OPEN = 20  # of one author in one text: more than that is rewriting it, not proposing


@dataclass(frozen=True, slots=True)
class Change:
    """Other words for one paragraph. Without `before` they come at the end of the text; without
    `after` the paragraph is left out."""

    before: str
    after: str
    reason: str = ""


@transaction.atomic
def propose(text: Text, change: Change, *, by: Actor) -> Proposal:
    """Against the text as it stands now: whoever proposes for a paragraph that somebody changed
    meanwhile is told at once."""
    _lock(text)
    before, after = tidy(change.before), tidy(change.after)
    _refuse_what_changes_nothing(before, after)
    if not fits(before, text.words):
        raise Refused(
            _(
                "Somebody has changed this paragraph meanwhile. Copy your words, open the "
                "paragraph again and propose them for what it says now."
            )
        )
    own = text.proposals.filter(author=by.key, state=OPEN)
    if own.count() >= MOST_OPEN:
        raise Refused(
            _("You have many proposals waiting here. Wait for an answer, or withdraw one.")
        )
    return Proposal.objects.create(
        text=text,
        before=before,
        after=after,
        reason=change.reason[:300],
        author=by.key,
        author_name=by.name[:150],
        made_at=timezone.now(),
    )


@transaction.atomic
def renew_proposal(proposal: Proposal, change: Change, *, by: Actor) -> Proposal:
    """Its author says it anew, for the paragraph as it reads now; the old one is withdrawn."""
    withdraw_proposal(proposal, by=by)
    return propose(proposal.text, change, by=by)


@transaction.atomic
def accept_proposal(proposal: Proposal, *, answer: str = "", by: Actor) -> Version:
    """The text gets a new version, credited to whoever proposed it. Refused while somebody else
    writes, and where the paragraph is not there any more as it was."""
    text = _lock_open(proposal)
    _refuse_while_written(text, by)
    if not fits(proposal.before, text.words):
        raise Refused(
            _(
                "The paragraph has changed since this was proposed. Decline it and say why, or "
                "wait until its author has renewed it."
            )
        )
    text.words = replaced(text.words, proposal.before, proposal.after)
    text.version += 1
    text.save(update_fields=["words", "version"])
    _answer(proposal, ACCEPTED, answer)
    return Version.objects.create(
        text=text,
        number=text.version,
        words=text.words,
        author=proposal.author,
        author_name=proposal.author_name,
        written_at=timezone.now(),
    )


@transaction.atomic
def decline_proposal(proposal: Proposal, *, answer: str, by: Actor) -> None:
    _lock_open(proposal)
    if not answer.strip()[:300]:
        raise Refused(_("Say why, so that whoever proposed it knows."))
    _answer(proposal, DECLINED, answer)


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: Actor) -> None:
    """By its author alone."""
    _lock_open(proposal)
    if proposal.author != by.key:
        raise PermissionDenied("A proposal is withdrawn by its author.")
    _answer(proposal, WITHDRAWN, "")


@transaction.atomic
def comment_on(
    text: Text, about: str, words: str, *, proposal: Proposal | None = None, by: Actor
) -> Comment:
    """A remark about a paragraph, about the whole text where `about` is empty, or about what
    somebody proposed."""
    _lock(text)
    if not tidy(words):
        raise Refused(_("Enter your comment."))
    if not proposal and not fits(about, text.words):
        raise Refused(_("Somebody has changed this paragraph meanwhile. Open it again."))
    return Comment.objects.create(
        text=text,
        proposal=proposal,
        about=tidy(about),
        words=tidy(words),
        author=by.key,
        author_name=by.name[:150],
        made_at=timezone.now(),
    )


@transaction.atomic
def settle_comment(comment: Comment, *, by: Actor) -> None:
    """It needs no answer any more; a second time changes nothing."""
    comment.refresh_from_db(from_queryset=Comment.objects.select_for_update())
    if comment.settled_at is None:
        comment.settled_at = timezone.now()
        comment.save(update_fields=["settled_at"])


def _refuse_what_changes_nothing(before: str, after: str) -> None:
    if not before and not after:
        raise Refused(_("Enter the words that you propose."))
    if before == after:
        raise Refused(_("These are the words that stand there now. Change what you would change."))
    if len(after) > LONGEST:
        raise Refused(
            _("This is too long for one paragraph. Propose it in parts of %(longest)s characters.")
            % {"longest": LONGEST}
        )


def _refuse_while_written(text: Text, by: Actor) -> None:
    now = timezone.now()
    if lease_of(text).keeps_out(by.key, now):
        values = {
            "name": text.holder_name or _("Somebody else"),
            "until": time_format(timezone.localtime(text.held_until or now), "H:i"),
        }
        raise Refused(_("%(name)s is writing here until %(until)s. Accept it after that.") % values)


def _answer(proposal: Proposal, state: str, answer: str) -> None:
    proposal.state, proposal.answer = state, answer.strip()[:300]
    proposal.answered_at = timezone.now()
    proposal.save(update_fields=["state", "answer", "answered_at"])


def _lock(text: Text) -> None:
    text.refresh_from_db(from_queryset=Text.objects.select_for_update())


def _lock_open(proposal: Proposal) -> Text:
    text = Text.objects.select_for_update().get(pk=proposal.text_id)
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update())
    proposal.text = text
    if proposal.state != OPEN:
        raise Refused(_("This proposal has been answered already."))
    return text
