"""What was funded as pictures: cells year by year, lines between those who worked together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.design import hexagons
from ccin.design.tiles import Kind, Tile, Way
from ccin.funding.models import Participant, Project
from ccin.funding.reads.open_data import public_projects
from ccin.funding.states import ParticipantRole, ProjectKind
from ccin.register.reads import Cell, map_cells

LOOKS = {ProjectKind.LAB.value: "full", ProjectKind.PROTOTYPE.value: "associate"}
ACROSS = 8  # cells side by side: they fit on a phone
MOST_CELLS = 40  # a year; what is more is in the table
SIZE = 11.0
LEFT, HEAD, TAIL = 4.0, 22.0, 14.0  # around a year
MOST_WAYS = 200
LED, JOINED, BOTH = "full", "associate", "here"


@dataclass(frozen=True, slots=True)
class Spot:
    """A project as a cell, with the way to its page."""

    title: str
    url: str
    look: str
    path: str
    dot: str


@dataclass(frozen=True, slots=True)
class Year:
    year: int | None
    top: float
    projects: int
    labs: int
    prototypes: int
    spots: list[Spot]

    @property
    def of_no_type(self) -> int:
        return self.projects - self.labs - self.prototypes

    @property
    def undrawn(self) -> int:
        return self.projects - len(self.spots)

    @property
    def label(self) -> str:
        return str(self.year) if self.year else _("Year not published")

    @property
    def baseline(self) -> float:
        return self.top + HEAD - 8


@dataclass(frozen=True, slots=True)
class Timeline:
    years: list[Year]
    height: float

    @property
    def width(self) -> float:
        return LEFT * 2 + (ACROSS + 0.5) * hexagons.WIDTH * SIZE

    @property
    def projects(self) -> int:
        return sum(year.projects for year in self.years)


def timeline() -> Timeline:
    """Real projects by year, the latest first, those without a year at the end."""
    found = public_projects().values_list("year", "title", "slug", "kind")
    by_year: dict[int | None, list[tuple[str, str, str]]] = defaultdict(list)
    for year, title, slug, kind in found.order_by("year", "kind", "title", "pk"):
        by_year[year].append((title, slug, kind))
    years, top = [], 0.0
    for year in sorted(by_year, key=lambda one: one or 0, reverse=True):
        drawn = _year(year, by_year[year], top)
        years.append(drawn)
        lines = -(-len(drawn.spots) // ACROSS)
        top += HEAD + (lines * 1.5 + 0.5) * SIZE + TAIL
    return Timeline(years, top)


def _year(year: int | None, found: list[tuple[str, str, str]], top: float) -> Year:
    kinds = Counter(kind for _title, _slug, kind in found)
    return Year(
        year=year,
        top=top,
        projects=len(found),
        labs=kinds[ProjectKind.LAB],
        prototypes=kinds[ProjectKind.PROTOTYPE],
        spots=[
            _spot(number, title, slug, kind, top)
            for number, (title, slug, kind) in enumerate(found[:MOST_CELLS])
        ],
    )


def _spot(number: int, title: str, slug: str, kind: str, top: float) -> Spot:
    line, column = divmod(number, ACROSS)
    x, y = hexagons.centre(column, line, size=SIZE)
    x, y = x + LEFT, y + top + HEAD
    type_of = ProjectKind(kind).label if kind else _("type not published")
    return Spot(
        title=_("%(title)s: %(type)s") % {"title": title, "type": type_of},
        url=Project(slug=slug).get_absolute_url(),
        look=LOOKS.get(kind, "none"),
        path=hexagons.path(x, y, size=SIZE - 0.7),
        dot=hexagons.path(x, y, size=3.4) if LOOKS.get(kind) == "associate" else "",
    )


@dataclass(frozen=True, slots=True)
class Together:
    """Two bodies and in how many projects the first led and the second took part."""

    lead: str
    partner: str
    number: int


@dataclass(frozen=True, slots=True)
class Partnerships:
    rows: list[Together]
    projects: int  # that name somebody besides the lead
    others: int  # that do not
    tiles: tuple[Tile, ...]
    ways: tuple[Way, ...]

    @property
    def title(self) -> str:
        return _("Map of who led a project and who took part in it; the table says the same")

    @property
    def legend(self) -> list[Kind]:
        return [
            Kind(LED, _("Led")),
            Kind(JOINED, _("Took part")),
            Kind(BOTH, _("Led and took part")),
        ]


def partnerships(on: date) -> Partnerships:
    """Real projects alone; a group or a parish stands where its council is. A body without a cell
    is in the table and not on the map."""
    pairs = _pairs()
    projects = _taking_part().values("project").distinct().count()
    tiles, ways = _on_the_map(pairs, on)
    together: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        together[pair.lead, pair.partner] += pair.number
    ordered = sorted(together.items(), key=lambda one: (-one[1], one[0]))
    return Partnerships(
        rows=[Together(lead, partner, number) for (lead, partner), number in ordered],
        projects=projects,
        others=public_projects().count() - projects,
        tiles=tiles,
        ways=ways,
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """`start` and `end` are the authorities where lead and partner stand on the map, if any."""

    lead: str
    partner: str
    start: int | None
    end: int | None
    number: int


def _taking_part() -> QuerySet[Participant]:
    """Everybody real but the lead itself."""
    real = Q(project__is_public=True, project__fictional=False)
    invented = Q(organisation__fictional=True) | Q(project__lead__fictional=True)
    part = Participant.objects.filter(real, role=ParticipantRole.PARTICIPANT)
    return part.exclude(invented).exclude(organisation=F("project__lead")).order_by()


def _pairs() -> list[_Pair]:
    """Counted by the database: of thousands of projects few pairs are left."""
    lead, other = "project__lead", "organisation"
    counted = (
        _taking_part()
        .values_list(
            f"{lead}__name",
            "project__lead_as_published",
            f"{other}__name",
            "as_published",
            Coalesce(f"{lead}__authority", f"{lead}__principal_council"),
            Coalesce(f"{other}__authority", f"{other}__principal_council"),
        )
        .annotate(number=Count("pk"))
    )
    unnamed = _("Lead not published")
    return [
        _Pair(name or published or unnamed, partner or printed, start, end, number)
        for name, published, partner, printed, start, end, number in counted
    ]


def _on_the_map(pairs: Iterable[_Pair], on: date) -> tuple[tuple[Tile, ...], tuple[Way, ...]]:
    numbers: Counter[tuple[int, int]] = Counter()
    for pair in pairs:
        if pair.start and pair.end:
            numbers[pair.start, pair.end] += pair.number
    cells = {cell.authority: cell for cell in map_cells(on)}
    drawn = {
        (cells[start], cells[end]): number
        for (start, end), number in numbers.items()
        if start in cells and end in cells
    }
    if not drawn:
        return (), ()
    most = sorted(drawn.items(), key=lambda pair: (-pair[1], pair[0][0].name, pair[0][1].name))
    return _tiles(cells, drawn), tuple(_way(*pair, number) for pair, number in most[:MOST_WAYS])


def _tiles(cells: Mapping[int, Cell], drawn: Mapping[tuple[Cell, Cell], int]) -> tuple[Tile, ...]:
    led = {lead for lead, _partner in drawn}
    joined = {partner for _lead, partner in drawn}
    return tuple(_tile(cell, led, joined) for cell in cells.values())


def _tile(cell: Cell, led: set[Cell], joined: set[Cell]) -> Tile:
    label, kind = cell.name, "none"
    if cell in led and cell in joined:
        label, kind = _("%(name)s led and took part") % {"name": cell.name}, BOTH
    elif cell in led:
        label, kind = _("%(name)s led") % {"name": cell.name}, LED
    elif cell in joined:
        label, kind = _("%(name)s took part") % {"name": cell.name}, JOINED
    return Tile(cell.column, cell.row, label, kind=kind)


def _way(lead: Cell, partner: Cell, number: int) -> Way:
    words = ngettext(
        "%(lead)s led, %(partner)s took part: %(number)d project",
        "%(lead)s led, %(partner)s took part: %(number)d projects",
        number,
    )
    label = words % {"lead": lead.name, "partner": partner.name, "number": number}
    return Way((lead.column, lead.row), (partner.column, partner.row), label, number)
