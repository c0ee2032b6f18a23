"""Putting an issue of the Members' Update together, sending it, and putting a slip right after."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.newsroom.models import Correction, Issue, Item
from ccin.newsroom.operations.places import free_slug, keep_order, lock
from ccin.newsroom.reads.happened import Happened, happened
from ccin.newsroom.reads.issue_letters import draft_of
from ccin.newsroom.reads.issues import (
    figures_for,
    gaps_of,
    items_of,
    not_public_any_more,
    page_of,
    stamp_of,
    to_whom,
)
from ccin.newsroom.rules.issues import first_day, next_month
from ccin.newsroom.rules.items import place_for
from ccin.newsroom.states import IssueState, ItemKind
from ccin.outbox.models import Mailing
from ccin.outbox.operations.mailings import send_mailing

RANKS = {kind: rank for rank, kind in enumerate(ItemKind.values)}
LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class IssueWords:
    title: str
    letter: str
    letter_by: str
    since: date


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many items are new, how many were left out since everybody may not hear of them any more,
    and how many since a new one tells the same."""

    new: int
    gone: int
    twice: int = 0


@transaction.atomic
def start_issue(*, by: Actor) -> Issue:
    """The next month's, with what happened since the last one. One that is being put together is
    gone on with: there is never a second beside it."""
    by.must(Permission.UPDATE_WRITE)
    open_one = Issue.objects.select_for_update().filter(state=IssueState.DRAFT).first()
    if open_one:
        return open_one
    day = today()
    issues = Issue.objects.kept().order_by("-month")
    last = issues.first()
    month = next_month([issue.month for issue in issues], day)
    issue, is_new = Issue.objects.kept().get_or_create(
        month=month,
        defaults={
            "title": title_of(month),
            "since": first_day(last.until if last else None, day),
            "until": day,
        },
    )
    if is_new:
        record(by, "newsroom.issue_started", issue, since=issue.since)
        gather(issue, by=by)
    return issue


def title_of(month: date) -> str:
    return _("Members’ Update, %(month)s") % {"month": date_format(month, "F Y")}


@transaction.atomic
def gather(issue: Issue, *, by: Actor) -> Gathered:
    """Add what happened since, up to today. What stands there already stays as staff have it; what
    an earlier issue told is not told again."""
    lock(issue, "change", by=by)
    issue.until = max(today(), issue.since)
    gone = not_public_any_more(issue, issue.until).filter(is_included=True)
    left_out = gone.order_by().update(is_included=False)
    told = Item.objects.filter(issue__state=IssueState.SENT, is_included=True, key__contains=":")
    known = set(issue.items.values_list("key", flat=True)) | set(told.values_list("key", flat=True))
    found = happened(issue.since, issue.until, invented=settings.DEMO)
    new = [each for each in found if each.key not in known and not each.told_by]
    twice = _leave_out_what_is_told_twice(issue, found, {each.key for each in new})
    add_happened(issue, new)
    issue.version += 1
    issue.save(update_fields=["until", "version"])
    record(by, "newsroom.issue_gathered", issue, new=len(new), gone=left_out, twice=twice)
    return Gathered(len(new), left_out, twice)


def _leave_out_what_is_told_twice(issue: Issue, found: list[Happened], new: set[str]) -> int:
    """The welcome that comes in now is enough. Where it stood there already, staff have chosen."""
    told = [each.key for each in found if each.told_by in new]
    return issue.items.filter(key__in=told, is_included=True).update(is_included=False)


def add_happened(issue: Issue, new: list[Happened]) -> None:
    """A part of operations on an issue: each at the place of its kind."""
    items = list(issue.items.order_by("position", "pk"))
    taken = {item.slug for item in items}
    for each in new:
        item = Item(
            issue=issue,
            kind=each.kind,
            key=each.key,
            slug=free_slug(each.heading, taken),
            heading=each.heading[:LONGEST_HEADING],
            words=each.words,
            address=each.address,
            fictional=each.fictional,
        )
        taken.add(item.slug)
        items.insert(place_for([RANKS[other.kind] for other in items], RANKS[each.kind]), item)
    Item.objects.bulk_create(item for item in items if item.pk is None)
    keep_order(items)


@transaction.atomic
def change_issue(issue: Issue, words: IssueWords, *, version: int, by: Actor) -> None:
    """Its letter, whose words these are, what it is called, and from which day it tells."""
    lock(issue, "change", by=by)
    if issue.version != version:
        raise Stale(sent={"title": words.title, "letter": words.letter})
    if words.since > issue.until:
        raise Refused(_("Choose a day that has come already: the issue tells what happened since."))
    _put(issue, words)
    issue.since = words.since
    issue.save(update_fields=["since", "title", "letter", "letter_by", "version"])
    record(by, "newsroom.issue_changed", issue)


@transaction.atomic
def discard_issue(issue: Issue, *, by: Actor) -> None:
    """Nobody wants it: its month is free for another one, which gathers the same again."""
    move = lock(issue, "discard", by=by)
    issue.state = move.target
    issue.version += 1
    issue.save(update_fields=["state", "version"])
    record(by, "newsroom.issue_discarded", issue)


@transaction.atomic
def send_issue(issue: Issue, *, seen: str, by: Actor) -> Mailing:
    """To everybody who wants it, and into the archive, with the figures of this day: if it is still
    the very one that whoever sends it saw (`seen`, its stamp). From here on a slip is put right in
    the archive alone."""
    move = lock(issue, "send", by=by)
    if seen != stamp_of(issue):
        raise Stale(
            _("Somebody changed this issue after you looked at it. Nothing was sent: look again.")
        )
    if gaps_of(issue, items_of(issue)):
        raise Refused(_("Something is still missing. The list says what."))
    _refuse_what_is_gone(issue)
    issue.figures = figures_for(issue, today())
    issue.state, issue.sent_at = move.target, timezone.now()
    audience = to_whom()
    left_out = {each.key: each.because for each in audience.left_out}
    draft = draft_of(page_of(issue), to_whom=audience.sentence)
    issue.mailing = send_mailing(draft, audience.recipients(), left_out=left_out, by=by)
    issue.version += 1
    issue.save(update_fields=["figures", "state", "sent_at", "mailing", "version"])
    record(by, "newsroom.issue_sent", issue, to=audience.number, left_out=len(left_out))
    return issue.mailing


def _refuse_what_is_gone(issue: Issue) -> None:
    gone = not_public_any_more(issue, max(today(), issue.until)).filter(is_included=True)
    headings = [item.heading for item in gone.order_by("position", "pk")]
    if headings:
        one, many = (
            "“%s” is not for everybody any more. Leave it out, or gather again.",
            "These are not for everybody any more: %s. Leave them out, or gather again.",
        )
        raise Refused(ngettext(one, many, len(headings)) % "”, “".join(headings))


@transaction.atomic
def correct_issue(issue: Issue, words: IssueWords, *, note: str, version: int, by: Actor) -> None:
    """The title or the letter, as the archive shows them, with a note that everybody sees."""
    lock(issue, "correct", by=by)
    if issue.version != version:
        raise Stale(sent={"title": words.title, "letter": words.letter, "note": note})
    if not words.letter.strip() or not words.letter_by.strip():
        raise Refused(_("A letter needs its words and the name of whoever signs it."))
    _put(issue, words)
    issue.save(update_fields=["title", "letter", "letter_by", "version"])
    note_correction(issue, note)
    record(by, "newsroom.issue_corrected", issue, note=note)


def note_correction(issue: Issue, note: str, *, item: Item | None = None) -> None:
    """A part of putting something right: what readers are told of it."""
    words = " ".join(note.split())[:300]
    if not words:
        raise Refused(_("Say in a sentence what was wrong: readers see it below the text."))
    Correction.objects.create(issue=issue, item=item, words=words, made_on=today())


def _put(issue: Issue, words: IssueWords) -> None:
    title = " ".join(words.title.split())[:200]
    if not title:
        raise Refused(_("Give the issue a title: it is the subject of the e-mail too."))
    issue.title = title
    issue.letter = words.letter.strip()
    issue.letter_by = " ".join(words.letter_by.split())[:200]
    issue.version += 1
