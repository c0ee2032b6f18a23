"""Gathering what is held into each reader's digest."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.progress import Tell, quietly
from ccin.outbox.models import Digest, Letter, Telling
from ccin.outbox.operations.digest_words import Worded, digest_text, subject_of
from ccin.outbox.operations.writing import is_address
from ccin.outbox.reads.choices import choices_of
from ccin.outbox.reads.digests import keys_due
from ccin.outbox.reads.reaching import objecting, unreachable
from ccin.outbox.rules.digests import (
    NEVER,
    Moments,
    Standing,
    Told,
    contents_of,
    how_often,
    is_due,
    moments_of,
    readable,
)
from ccin.outbox.rules.envelopes import A_BATCH, subject_line
from ccin.outbox.rules.sections import DIGEST
from ccin.outbox.states import DROPPED, GATHERED

Standings = Callable[[Collection[str]], Mapping[str, Standing]]
AT_A_TIME = 5000  # rows named in one statement


@dataclass(slots=True)
class Plan:
    """What becomes of what is held for one batch of readers."""

    letters: dict[str, Letter] = field(default_factory=dict)  # by the key of the reader
    gathered: dict[str, list[int]] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)
    worded: Worded = field(default_factory=dict)


def send_digests(
    standings: Standings, *, at: datetime | None = None, by: Actor, tell: Tell = quietly
) -> int:
    """Write the digests that are due; how many.

    `standings` says who each recipient is today: whoever is missing is nobody any more, and what
    was held for them is dropped. A batch is one transaction: the letters, the rows of the day and
    what becomes of each notice come together or not at all, so that one who stops half way, or two
    at work at once, neither write to anybody twice nor leave anybody out. At an earlier moment
    (`at`) those are written that were due then, of what was there.
    """
    by.must(Permission.LETTER_TELL)
    moments = moments_of(at or timezone.now())
    written, behind = 0, ""
    while moments and (keys := keys_due(moments, behind=behind, limit=A_BATCH)):
        written += _write_batch(keys, standings, moments, until=at)
        behind = keys[-1]
        tell(written)
    return written


@transaction.atomic
def _write_batch(
    keys: Collection[str], standings: Standings, moments: Moments, *, until: datetime | None
) -> int:
    found = standings(keys)
    also = {key for each in found.values() for key in (each.key, *each.keys)}
    held = _held_for({*keys, *also}, until=until)
    plan = _plan(held, found, moments)
    digests = _keep_digests(plan, moments)
    _mark(plan, digests, found)
    return len(digests)


def _held_for(keys: Collection[str], *, until: datetime | None) -> dict[str, list[Told]]:
    """Locked in one order, so that of two at work the second waits and then finds nothing held."""
    held = Telling.objects.held().filter(to_key__in=keys).select_related("notice")
    if until:
        held = held.filter(notice__written_at__lt=until)
    told: dict[str, list[Told]] = {}
    for telling in held.select_for_update(of=("self",)).order_by("pk"):
        told.setdefault(telling.to_key, []).append(_told(telling))
    return told


def _told(telling: Telling) -> Told:
    notice = telling.notice
    return Told(
        telling=telling.pk,
        notice=notice.pk,
        section=notice.section,
        section_title=notice.section_title,
        thread=notice.thread,
        title=notice.title,
        text=notice.text,
        address=notice.address,
        reply_about=notice.reply_about,
        audience=frozenset(notice.audience),
        personal=notice.personal,
        written_at=notice.written_at,
    )


def _plan(
    held: Mapping[str, Sequence[Told]], found: Mapping[str, Standing], moments: Moments
) -> Plan:
    plan = Plan()
    readers = {standing.key: standing for standing in found.values()}
    known = {key for each in readers.values() for key in (each.key, *each.keys)}
    plan.dropped += [one.telling for key in held.keys() - known for one in held[key]]
    chosen = choices_of(known)
    emails = [each.email for each in readers.values()]
    beyond = unreachable(emails) | objecting(emails)
    had = Digest.objects.filter(day=moments.day, to_key__in=readers)
    had_today = set(had.order_by().values_list("to_key", flat=True))
    for key, reader in readers.items():
        told = [one for each in sorted({key, *reader.keys}) for one in held.get(each, [])]
        if not is_address(reader.email) or reader.email.lower() in beyond:
            plan.dropped += [each.telling for each in told]
        elif key not in had_today:
            _plan_for(plan, reader, told, chosen, moments)
    return plan


def _plan_for(
    plan: Plan,
    reader: Standing,
    told: Sequence[Told],
    chosen: Mapping[tuple[str, str], str],
    moments: Moments,
) -> None:
    rhythm = how_often({reader.key, *reader.keys}, chosen)
    kept = [] if rhythm == NEVER else readable(told, reader, chosen)
    if kept and not is_due(rhythm, kept, moments):
        return
    wanted = {each.telling for each in kept}
    plan.dropped += [each.telling for each in told if each.telling not in wanted]
    if kept:
        plan.letters[reader.key] = _letter(reader, kept, rhythm, plan.worded)
        plan.gathered[reader.key] = sorted(wanted)


def _letter(reader: Standing, told: Sequence[Told], rhythm: str, worded: Worded) -> Letter:
    contents = contents_of(told)
    return Letter(
        kind="outbox.digest",
        to_key=reader.key,
        to_name="".join(each if each.isprintable() else " " for each in reader.name)[:200],
        to_email=reader.email,
        subject=subject_line(subject_of(contents)),
        text=digest_text(contents, reader, rhythm, worded),
        section=DIGEST,
        reply_about=DIGEST,  # an answer to the whole of it is told where to go
        due_at=timezone.now(),
    )


def _keep_digests(plan: Plan, moments: Moments) -> dict[str, int]:
    """The day's row of each reader, by their key. Where another worker was faster, its digest
    stands, our letter goes, and what is held waits."""
    letters = Letter.objects.bulk_create(plan.letters.values())
    rows = [Digest(to_key=each.to_key, day=moments.day, letter=each) for each in letters]
    Digest.objects.bulk_create(rows, ignore_conflicts=True)
    ours = [each.pk for each in letters]
    kept = Digest.objects.filter(day=moments.day, letter__in=ours).order_by()
    digests = dict(kept.values_list("to_key", "pk"))
    unsent = [each.pk for each in letters if each.to_key not in digests]
    if unsent:
        Letter.objects.filter(pk__in=unsent).delete()
    return digests


def _mark(plan: Plan, digests: Mapping[str, int], found: Mapping[str, Standing]) -> None:
    for some in _some(plan.dropped):
        Telling.objects.filter(pk__in=some).order_by().update(state=DROPPED)
    known_as = {alias: each.key for each in found.values() for alias in each.keys - {each.key}}
    reader = Case(
        *(When(to_key=alias, then=Value(key)) for alias, key in known_as.items()),
        default=F("to_key"),
    )
    theirs = Digest.objects.filter(pk__in=digests.values(), to_key=OuterRef("reader"))
    gathered = [one for key in digests for one in plan.gathered[key]]
    for some in _some(gathered):
        Telling.objects.filter(pk__in=some).order_by().alias(reader=reader).update(
            state=GATHERED, digest=Subquery(theirs.values("pk")[:1])
        )


def _some(keys: Iterable[int]) -> Iterable[list[int]]:
    left = iter(keys)
    while some := list(islice(left, AT_A_TIME)):
        yield some
