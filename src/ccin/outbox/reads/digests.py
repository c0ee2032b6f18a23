"""What waits for the digests, and whose is due."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from ccin.outbox.models import Choice, Digest, Notice, Telling
from ccin.outbox.rules.digests import DAILY, NEVER, WEEKLY, Moments, moments_of
from ccin.outbox.rules.sections import DIGEST


def keys_due(moments: Moments, *, behind: str = "", limit: int) -> list[str]:
    """Whose notices may make a digest now, in the order of their keys. Those who got one today
    wait for another day."""
    found = _due(moments).filter(to_key__gt=behind).order_by("to_key")
    return list(found.values_list("to_key", flat=True).distinct()[:limit])


def is_any_digest_due() -> bool:
    moments = moments_of(timezone.now())
    return moments is not None and _due(moments).exists()


def _due(moments: Moments) -> QuerySet[Telling]:
    chose = Choice.objects.filter(to_key=OuterRef("to_key"), section=DIGEST)
    today = Digest.objects.filter(to_key=OuterRef("to_key"), day=moments.day)
    soon = Exists(chose.filter(how=DAILY)) | (
        Q(notice__personal=True) & ~Exists(chose.filter(how=WEEKLY))
    )
    return (
        Telling.objects.held()
        .filter(
            Q(notice__written_at__lt=moments.weekly)
            | (Q(notice__written_at__lt=moments.daily) & soon)
            | Exists(chose.filter(how=NEVER))
        )
        .exclude(Exists(today))
        .order_by()
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    title: str
    lines: int
    people: int


def waiting_by_section() -> list[Waiting]:
    """How many lines wait for digests and of how many people, the fullest section first. A section
    is named as it was called last."""
    held = Telling.objects.held().order_by().values("notice__section")
    counted = held.annotate(
        lines=Count("pk"), people=Count("to_key", distinct=True), last=Max("notice")
    )
    rows = list(counted)
    last = Notice.objects.filter(pk__in=[each["last"] for each in rows])
    titles = dict(last.values_list("section", "section_title"))
    waiting = [
        Waiting(titles[each["notice__section"]], each["lines"], each["people"]) for each in rows
    ]
    return sorted(waiting, key=lambda each: (-each.lines, each.title))
