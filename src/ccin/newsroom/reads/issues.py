"""An issue as it is shown: its items, its figures, what it still lacks, who gets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from ccin.design.prose import plain
from ccin.kernel.clock import today
from ccin.members.reads.figures import figures
from ccin.members.reasons import FIGURE_NAMES
from ccin.members.states import MembershipClass
from ccin.newsroom.models import Correction, Issue, Item
from ccin.newsroom.reads.happened import happened
from ccin.newsroom.reads.segments import Audience, audience_of
from ccin.newsroom.rules.figures import KEYS, FigureLine, figure_lines
from ccin.newsroom.rules.issues import Gap, Told, gaps_in, issue_stamp
from ccin.newsroom.rules.items import in_full, social_text
from ccin.newsroom.rules.segments import Segment
from ccin.newsroom.states import ItemKind
from ccin.outbox.rules.sections import UPDATE


def site() -> str:
    return str(settings.SITE_ADDRESS).rstrip("/")


def last_sent(before: date | None = None) -> Issue | None:
    found = Issue.objects.published()
    return (found.filter(month__lt=before) if before else found).order_by("-month").first()


def items_of(issue: Issue) -> list[Item]:
    """In the order chosen, each knowing its issue without asking again."""
    found = list(issue.items.select_related("picture").order_by("position", "pk"))
    for item in found:
        item.issue = issue
    return found


def figures_for(issue: Issue, day: date) -> dict[str, Any]:
    """What is frozen when it goes: the figures of that day, and those that the last issue gave. The
    first issue compares with the day from which it tells."""
    last = last_sent(issue.month)
    then = last.figures if last else {}
    before = then.get("values") or _counted(issue.since)
    before_on = then.get("on") or issue.since.isoformat()
    return {
        "on": day.isoformat(),
        "values": _counted(day),
        "before_on": before_on,
        "before": before,
    }


def _counted(on: date) -> dict[str, int]:
    found = figures(on).by_key
    return {key: found[key].value for key in KEYS}


@dataclass(frozen=True, slots=True)
class ShownFigures:
    on: date
    before_on: date
    lines: list[tuple[str, FigureLine]]


def shown_figures(kept: Mapping[str, Any]) -> ShownFigures:
    lines = figure_lines(kept["values"], kept["before"])
    return ShownFigures(
        on=date.fromisoformat(kept["on"]),
        before_on=date.fromisoformat(kept["before_on"]),
        lines=[(str(FIGURE_NAMES[line.key]), line) for line in lines],
    )


@dataclass(frozen=True, slots=True)
class IssuePage:
    issue: Issue
    items: list[Item]
    figures: ShownFigures | None  # where an item shows them
    corrections: list[Correction]

    @property
    def pictured(self) -> Item | None:
        """Whose picture stands for the whole issue where its address is passed on."""
        return next((item for item in self.items if item.picture_id), None)

    @property
    def summary(self) -> str:
        """For search engines and for whoever passes the address on."""
        words = plain(self.issue.letter)
        return words[:200].rpartition(" ")[0] + "…" if len(words) > 200 else words


def page_of(issue: Issue) -> IssuePage:
    items = [item for item in items_of(issue) if item.is_included]
    has_figures = any(item.kind == ItemKind.FIGURE for item in items)
    kept = issue.figures if issue.is_sent else {}
    found = list(issue.corrections.select_related("item"))
    return IssuePage(
        issue=issue,
        items=items,
        figures=shown_figures(kept or figures_for(issue, today())) if has_figures else None,
        corrections=found,
    )


def gaps_of(issue: Issue, items: list[Item]) -> list[Gap]:
    told = [Told(item.pk, item.heading, item.words) for item in items if item.is_included]
    return gaps_in(issue.title, issue.letter, issue.letter_by, told)


def stamp_of(issue: Issue) -> str:
    """By which it is known again as the very one that somebody looked at."""
    items = issue.items.filter(is_included=True).order_by("position", "pk")
    return issue_stamp(issue.version, list(items.values_list("pk", "version")))


def not_public_any_more(issue: Issue, until: date) -> QuerySet[Item]:
    """Items that staff gathered, and of which everybody may not hear any more: a membership put
    right, a resource taken down."""
    known = {each.key for each in happened(issue.since, until, invented=settings.DEMO)}
    return issue.items.exclude(key="").exclude(key__in=known)


def social_of(item: Item) -> str:
    """What staff wrote, or else what is proposed from the item as it is now."""
    address = in_full(item.get_absolute_url(), site())
    return item.social or social_text(item.heading, plain(item.words), address)


def to_whom() -> Audience:
    """Everybody who stands today for an organisation in membership, or for a supporter, each once;
    and who of them gets none."""
    return audience_of(Segment(classes=tuple(MembershipClass.values)), section=UPDATE)
