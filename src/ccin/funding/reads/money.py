"""What was awarded, added up by year, type, theme and region; what is not published is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from ccin.funding.models import Project
from ccin.funding.reads.open_data import public_projects
from ccin.funding.reads.portfolio import Sums, sums
from ccin.funding.states import ProjectKind
from ccin.kernel.money import show


@dataclass(frozen=True, slots=True)
class Line:
    """`known` is the sum in pence of the amounts that are published; `share` is the length of its
    bar, in hundredths of the longest."""

    name: str
    query: str
    projects: int
    with_amount: int
    known: int
    share: int

    @property
    def money(self) -> str:
        return show(self.known, whole=True) if self.with_amount else _("not published")

    @property
    def without_amount(self) -> int:
        return self.projects - self.with_amount


@dataclass(frozen=True, slots=True)
class Money:
    sums: Sums
    by_year: list[Line]
    by_kind: list[Line]
    by_theme: list[Line]
    by_region: list[Line]


def money() -> Money:
    """Real projects alone. One on several themes stands whole under each of them."""
    found = public_projects().order_by()
    return Money(
        sums=sums(found),
        by_year=sorted(
            _lines(found, ["year"], _year_of), key=lambda line: line.query, reverse=True
        ),
        by_kind=_lines(found, ["kind"], _kind_of),
        by_theme=_lines(found, ["themes__name", "themes__slug"], _theme_of),
        by_region=_lines(found, ["lead__region", "lead__nation"], _region_of),
    )


Named = Callable[[dict[str, Any]], tuple[str, str]]


def _lines(found: QuerySet[Project], fields: list[str], named: Named) -> list[Line]:
    """The largest sum first; what is under no heading last."""
    counted = found.values(*fields).annotate(
        projects=Count("pk"), with_amount=Count("amount"), known=Sum("amount", default=0)
    )
    gathered: dict[tuple[str, str], list[int]] = {}
    for row in counted.order_by(*fields):
        line = gathered.setdefault(named(row), [0, 0, 0])
        for place, name in enumerate(("projects", "with_amount", "known")):
            line[place] += row[name]
    most = max((known for _projects, _with_amount, known in gathered.values()), default=0)
    lines = [_line(under, *counts, most=most) for under, counts in gathered.items()]
    return sorted(lines, key=lambda line: (not line.query, -line.known, -line.projects, line.name))


def _line(
    under: tuple[str, str], projects: int, with_amount: int, known: int, *, most: int
) -> Line:
    share = round(known * 100 / most) if most else 0
    return Line(*under, projects, with_amount, known, share)


def _year_of(row: dict[str, Any]) -> tuple[str, str]:
    year = row["year"]
    return (str(year), f"year={year}") if year else (_("Year not published"), "")


def _kind_of(row: dict[str, Any]) -> tuple[str, str]:
    kind = row["kind"]
    return (str(ProjectKind(kind).label), f"kind={kind}") if kind else (_("Type not published"), "")


def _theme_of(row: dict[str, Any]) -> tuple[str, str]:
    name, slug = row["themes__name"], row["themes__slug"]
    return (name, f"theme={slug}") if slug else (_("No theme on record"), "")


def _region_of(row: dict[str, Any]) -> tuple[str, str]:
    """The region of the lead; a nation that has none stands for itself."""
    region, nation = row["lead__region"], row["lead__nation"]
    if region and region != nation:
        return region, f"region={region}"
    return (nation, f"nation={nation}") if nation else (_("Place of the lead not on record"), "")
