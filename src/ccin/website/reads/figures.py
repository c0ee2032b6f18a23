"""The network's figures as pages and downloads show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ccin.design.charts import Chart, Point, Series
from ccin.members.models import Snapshot
from ccin.members.reads.figures import Counted, Figure, Figures, differences_from_published
from ccin.members.reasons import why_different
from ccin.members.rules.figures import KEYS, Difference, Why
from ccin.website.rules import in_short

SUMS = frozenset({"citizens", "budget"})


@dataclass(frozen=True, slots=True)
class Told:
    """How a live figure differs from the last one published, and why."""

    key: str
    live: str
    published: str
    snapshot: Snapshot
    because: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    figure: Figure
    differs: Told | None

    @property
    def key(self) -> str:
        return self.figure.key

    @property
    def short(self) -> str:
        return short(self.figure)

    @property
    def exact(self) -> str:
        sign = "£" if self.key == "budget" else ""
        return f"{sign}{self.figure.value:,}"


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure with the list behind it."""

    shown: Shown
    live: Figures
    lines: list[Counted]

    @property
    def is_a_sum(self) -> bool:
        return self.shown.key in SUMS


def short(figure: Figure) -> str:
    return in_short(figure.value, pounds=figure.key == "budget")


def shown_figures(live: Figures) -> list[Shown]:
    told = _told(live)
    return [Shown(figure, told.get(key)) for key, figure in live.by_key.items()]


def why_they_differ(shown: Iterable[Shown]) -> list[str]:
    """Every reason once; one that holds for some figures alone names them first."""
    differing = [one for one in shown if one.differs]
    holds_for: dict[str, list[str]] = {}
    for one in differing:
        for sentence in one.differs.because if one.differs else ():
            holds_for.setdefault(sentence, []).append(one.figure.name)
    return [
        sentence if len(names) == len(differing) > 1 else f"{', '.join(names)}: {sentence}"
        for sentence, names in holds_for.items()
    ]


def figure_page(live: Figures, key: str) -> FigurePage | None:
    if key not in KEYS:
        return None
    shown = Shown(live.by_key[key], _told(live).get(key))
    return FigurePage(shown, live, lines_behind(live, key))


def lines_behind(live: Figures, key: str) -> list[Counted]:
    """Every body that a figure counts, by name."""
    if key in SUMS:
        return live.councils
    return [line for line in live.counted if line.counts_as == key]


def growth(live: Figures, snapshots: Iterable[Snapshot]) -> Chart:
    """Members as published year by year; the count of the day stands apart from them.

    The records were begun from an old list, so a line from the last published number to the live
    one would show a fall that nobody has counted.
    """
    published = list(snapshots)
    members = [Point(one.as_at, one.members, note=one.source) for one in published if one.members]
    full = [Point(one.as_at, one.full, note=one.source) for one in published if one.full]
    return Chart(
        title=_("Members since the first published count"),
        sentence=_sentence(members, full, live),
        series=[
            Series(_("all members"), members, _counted(live, live.members), _("counted here")),
            Series(_("full members"), full, _counted(live, live.full.value), _("counted here")),
        ],
    )


def _counted(live: Figures, value: int) -> Point:
    return Point(live.on, value, note=_("counted live from the records"))


def snapshot_rows(snapshots: Iterable[Snapshot]) -> list[Mapping[str, object]]:
    """Published figures as read aloud, the latest first."""
    return [
        {
            "snapshot": one,
            "citizens": in_short(one.citizens) if one.citizens else "",
            "budget": in_short(one.budget, pounds=True) if one.budget else "",
        }
        for one in reversed(list(snapshots))
    ]


def _sentence(members: list[Point], full: list[Point], live: Figures) -> str:
    if not members or not full:
        return _("No published count is on record.")
    most = max(members, key=lambda point: (point.value, point.on))
    began = sorted({line.source for line in live.counted if line.brought_forward})
    values = {
        "first": f"{full[0].value:g}",
        "year": full[0].on.year,
        "most": f"{most.value:g}",
        "month": date_format(most.on, "F Y"),
        "now": live.members,
        "began": ", ".join(began),
    }
    published = _(
        "From %(first)s full members in %(year)s to %(most)s members of all classes published in "
        "%(month)s."
    )
    counted = (
        _(
            "The %(now)s counted here stand apart and are no fall: these records begin with "
            "%(began)s, and who has joined or left since is entered as it becomes known."
        )
        if began
        else _("The records here count %(now)s today.")
    )
    return f"{published} {counted}" % values


def _told(live: Figures) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for snapshot, differences in differences_from_published(live).items():
        for difference in differences:
            found[difference.key] = _in_words(difference, snapshot)
    return found


def _in_words(difference: Difference, snapshot: Snapshot) -> Told:
    pounds = difference.key == "budget"
    return Told(
        key=difference.key,
        live=in_short(difference.live, pounds=pounds),
        published=in_short(difference.published, pounds=pounds),
        snapshot=snapshot,
        because=[
            why_different(why.code, why.values)
            for why in difference.because
            if why.code is not Why.ANOTHER_DAY  # the day stands beside the published figure
        ],
    )


def as_of(wanted: date | None, today: date) -> date:
    """A day that was asked for, but none in the future: nobody has been counted there yet."""
    return min(wanted, today) if wanted else today
