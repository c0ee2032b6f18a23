"""What happened, as feeds tell it: each thing once, under a name that never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.kernel.clock import LONDON
from ccin.members.models import Membership, Organisation
from ccin.members.states import EndReason
from ccin.register.models import Succession
from ccin.website.models import NewsPage

LATEST = 50
YEAR = timedelta(days=365)
GOES_ON = frozenset(
    {EndReason.CLASS_CHANGED, EndReason.CONTROL_CHANGED, EndReason.SUCCEEDED, EndReason.CORRECTED}
)


@dataclass(frozen=True, slots=True)
class Happening:
    key: str
    at: datetime
    title: str
    words: str
    path: str


def in_the_network(day: date) -> list[Happening]:
    """Joined, changed class, left, and the news; the latest first, real bodies alone.

    A membership brought forward without its first day is no news: nobody knows when it began.
    """
    held = Membership.objects.filter(
        organisation__fictional=False, organisation__merged_into__isnull=True
    )
    known = held.filter(Q(starts_on_is_known=True) | Q(ends_on__isnull=False))
    recent = known.select_related("organisation", "previous").order_by("-starts_on", "-pk")
    found = [
        happening
        for membership in recent[: LATEST * 2]
        for happening in _of(membership, day)
        if membership.starts_on_is_known or "/left" in happening.key
    ]
    return _latest([*found, *_news()])


def to_a_member(organisation: Organisation, day: date) -> list[Happening]:
    memberships = organisation.memberships.select_related("organisation", "previous")
    found = [happening for one in memberships for happening in _of(one, day)]
    return _latest([*found, *_reorganisations(organisation, day)]) if found else []


def _of(membership: Membership, day: date) -> Iterable[Happening]:
    """The beginning of a membership, and its end where no other follows from it."""
    if membership.end_reason == EndReason.CORRECTED:
        return
    values = {
        "name": membership.organisation.name,
        "class": membership.get_membership_class_display(),
        "reason": membership.get_end_reason_display(),
    }
    if membership.starts_on <= day:
        began = _("%(name)s is now: %(class)s") if membership.previous else _("%(name)s: %(class)s")
        yield _happening(membership, "began", membership.starts_on, began % values)
    ended = membership.ends_on
    if ended and ended <= day and membership.end_reason not in GOES_ON:
        left = _("%(name)s is not a member any more: %(reason)s") % values
        yield _happening(membership, "left", ended, left)


def _happening(membership: Membership, what: str, on: date, title: str) -> Happening:
    known = membership.starts_on_is_known or what == "left"
    words = "" if known else _("The first day is not on record.") + " "
    return Happening(
        key=_key(f"membership/{membership.pk}/{what}"),
        at=_noon(on),
        title=title,
        words=f"{words}{membership.source}".strip() or title,
        path=membership.organisation.get_absolute_url(),
    )


def _reorganisations(organisation: Organisation, day: date) -> Iterable[Happening]:
    """A reorganisation is told a year ahead, and again on its first day."""
    place = organisation.authority_id or organisation.principal_council_id
    steps = Succession.objects.filter(Q(predecessor=place) | Q(successor=place))
    events = {step.event.pk: step.event for step in steps.select_related("event")}
    for event in events.values():
        ahead = _("Ahead, on %(day)s: %(title)s") % {
            "day": f"{event.happens_on:%d %B %Y}",
            "title": event.title,
        }
        for what, on, title in (
            ("ahead", event.happens_on - YEAR, ahead),
            ("done", event.happens_on, event.title),
        ):
            if on <= day:
                yield Happening(
                    key=_key(f"reorganisation/{organisation.pk}/{event.pk}/{what}"),
                    at=_noon(on),
                    title=title,
                    words=f"{event.instrument} {event.source}".strip(),
                    path=organisation.get_absolute_url(),
                )


def _news() -> list[Happening]:
    return [
        Happening(
            key=_key(f"news/{page.pk}"),
            at=_noon(page.date),
            title=page.title,
            words=page.summary,
            path=page.url or reverse("website:directory"),
        )
        for page in NewsPage.objects.published().real()[:LATEST]
    ]


def _latest(found: Iterable[Happening]) -> list[Happening]:
    in_order = sorted(found, key=lambda one: (one.at, one.key), reverse=True)
    return in_order[:LATEST]


def _key(name: str) -> str:
    """A tag address: it stays the same when the site moves within its domain."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"tag:{host},2026:{name}"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)
