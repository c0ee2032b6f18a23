"""What travels: who took up what from whom, as a table, on the map and over time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.design.charts import Chart, Point, Series
from ccin.design.tiles import Kind, Tile, Way
from ccin.library.models import Adoption, Resource
from ccin.library.reads.shown import released_title
from ccin.library.states.adoptions import STOPPED, TRYING, USING
from ccin.members.models import Membership, Organisation
from ccin.members.states import EndReason
from ccin.register.reads import Cell, map_cells

TAKEN_UP = (TRYING, USING, STOPPED)  # who only considers it has not taken it up
MOST_WAYS = 200
MOST_TAKEN_UP = 10
MOST_INVENTED = 50
MOST_ON_A_PAGE = 20
GAVE, TOOK, BOTH = "full", "associate", "here"
_OWNER, _TAKER = "resource__owner", "organisation"


@dataclass(frozen=True, slots=True)
class Sums:
    """How much went from how many to how many."""

    adoptions: int
    resources: int
    givers: int
    takers: int


@dataclass(frozen=True, slots=True)
class Travelled:
    """One resource that went from one organisation to another; an address only where there is a
    public page."""

    adoption: Adoption
    title: str
    giver_url: str
    taker_url: str

    @property
    def resource(self) -> Resource:
        return self.adoption.resource


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one organisation took up of others, and others of it; the latest of both together."""

    took: list[Adoption]
    gave: list[Adoption]

    def __bool__(self) -> bool:
        return bool(self.took or self.gave)


@dataclass(frozen=True, slots=True)
class Popular:
    title: str
    url: str
    number: int


@dataclass(frozen=True, slots=True)
class WaysOnTheMap:
    tiles: tuple[Tile, ...]
    ways: tuple[Way, ...]
    title: str

    @property
    def legend(self) -> list[Kind]:
        return [
            Kind(GAVE, _("Gave")),
            Kind(TOOK, _("Took up")),
            Kind(BOTH, _("Gave and took up")),
        ]


def taken_up(actor: Actor, *, invented: bool = False) -> QuerySet[Adoption]:
    """What was tried or used, of resources that this actor may read: nothing else is even counted.

    What fictional bodies gave or took is asked for apart.
    """
    readable = Resource.objects.visible_to(actor).readable()
    found = Adoption.objects.filter(stage__in=TAKEN_UP, resource__in=readable.values("pk"))
    fictional = (
        Q(resource__fictional=True) | Q(organisation__fictional=True) | Q(pk__in=_of_the_invented())
    )
    return found.filter(fictional) if invented else found.exclude(fictional)


def _of_the_invented() -> QuerySet[Adoption, int]:
    """A resource may have no owner, so its owner is asked about apart."""
    return Adoption.objects.filter(resource__owner__fictional=True).values_list("pk", flat=True)


def exchange_of(organisation: Organisation) -> Exchange:
    """For its public page, in one query: a page that is the same for every visitor shows only what
    everyone may read. What is invented stands on the pages of invented bodies alone."""
    found = taken_up(Actor.public(), invented=organisation.fictional)
    own = found.filter(Q(organisation=organisation) | Q(resource__owner=organisation))
    rows = list(in_rows(own)[:MOST_ON_A_PAGE])
    return Exchange(
        [each for each in rows if each.organisation_id == organisation.pk],
        [each for each in rows if each.organisation_id != organisation.pk],
    )


def sums(found: QuerySet[Adoption]) -> Sums:
    numbers = found.order_by().aggregate(
        adoptions=Count("pk"),
        resources=Count("resource", distinct=True),
        givers=Count(_OWNER, distinct=True),
        takers=Count(_TAKER, distinct=True),
    )
    return Sums(**numbers)


def in_rows(found: QuerySet[Adoption]) -> QuerySet[Adoption]:
    """The latest first, ready for `travelled`."""
    related = found.select_related("resource__owner", "organisation")
    return related.annotate(title=released_title("resource")).order_by("-since", "-pk")


def travelled(rows: Iterable[Adoption], shown: frozenset[int]) -> list[Travelled]:
    """`shown` are the keys of those who have a public page."""
    return [
        Travelled(
            each,
            getattr(each, "title", "") or each.resource.title,
            each.resource.owner.get_absolute_url()
            if each.resource.owner and each.resource.owner_id in shown
            else "",
            each.organisation.get_absolute_url() if each.organisation_id in shown else "",
        )
        for each in rows
    ]


def with_a_page(rows: Iterable[Adoption]) -> frozenset[int]:
    """A body that was never in membership has no public page."""
    keys = {key for each in rows for key in (each.resource.owner_id, each.organisation_id) if key}
    held = Membership.objects.filter(organisation__in=keys).order_by()
    real = held.exclude(end_reason=EndReason.CORRECTED)
    return frozenset(real.values_list("organisation", flat=True))


def most_taken_up(found: QuerySet[Adoption]) -> list[Popular]:
    """Under the title that readers know."""
    counted = (
        found.order_by()
        .values_list("resource__slug", "resource__title", released_title("resource"))
        .annotate(number=Count("pk"))
    )
    return [
        Popular(released or title, Resource(slug=slug).get_absolute_url(), number)
        for slug, title, released, number in counted.order_by("-number", "resource__slug")[
            :MOST_TAKEN_UP
        ]
    ]


def over_time(found: QuerySet[Adoption], on: date) -> Chart | None:
    """How much had been taken up by the end of each year, and by today."""
    counted = found.order_by().values_list("since__year").annotate(number=Count("pk"))
    by_year = dict(counted.order_by("since__year"))
    if not by_year:
        return None
    points, together = [Point(date(min(by_year), 1, 1), 0)], 0
    for year in range(min(by_year), on.year + 1):
        together += by_year.get(year, 0)
        points.append(Point(min(date(year, 12, 31), on), together))
    words = ngettext(
        "%(number)d thing that one member gave has been taken up by another since %(year)d.",
        "%(number)d times a member took up what another gave, since %(year)d.",
        together,
    )
    return Chart(
        _("What was taken up, over time"),
        words % {"number": together, "year": min(by_year)},
        [Series(_("Taken up"), points)],
    )


def on_the_map(found: QuerySet[Adoption], on: date) -> WaysOnTheMap | None:
    """A line from the council that gave to the one that took it up; a group or a parish stands
    where its council is. Nothing where no line could be drawn."""
    numbers = _between_councils(found)
    if not numbers:
        return None
    cells = {cell.authority: cell for cell in map_cells(on)}
    drawn = {
        (cells[giver], cells[taker]): number
        for (giver, taker), number in numbers.items()
        if giver in cells and taker in cells
    }
    if not drawn:
        return None
    gave = {giver for giver, _taker in drawn}
    took = {taker for _giver, taker in drawn}
    most = sorted(drawn.items(), key=lambda pair: (-pair[1], pair[0][0].name, pair[0][1].name))
    return WaysOnTheMap(
        tuple(_tile(cell, gave, took) for cell in cells.values()),
        tuple(_way(giver, taker, number) for (giver, taker), number in most[:MOST_WAYS]),
        _("Map of what travels from council to council; the table says the same"),
    )


def _between_councils(found: QuerySet[Adoption]) -> Mapping[tuple[int, int], int]:
    pairs = (
        found.exclude(resource__owner=None)
        .order_by()
        .values_list(
            f"{_OWNER}__authority",
            f"{_OWNER}__principal_council",
            f"{_TAKER}__authority",
            f"{_TAKER}__principal_council",
        )
        .annotate(number=Count("pk"))
    )
    numbers: dict[tuple[int, int], int] = {}
    for giver, around_giver, taker, around_taker, number in pairs:
        start, end = giver or around_giver, taker or around_taker
        if start and end:
            numbers[start, end] = numbers.get((start, end), 0) + number
    return numbers


def _tile(cell: Cell, gave: set[Cell], took: set[Cell]) -> Tile:
    label, kind = cell.name, "none"
    if cell in gave and cell in took:
        label, kind = _("%(name)s gave and took up") % {"name": cell.name}, BOTH
    elif cell in gave:
        label, kind = _("%(name)s gave") % {"name": cell.name}, GAVE
    elif cell in took:
        label, kind = _("%(name)s took up") % {"name": cell.name}, TOOK
    return Tile(cell.column, cell.row, label, kind=kind)


def _way(giver: Cell, taker: Cell, number: int) -> Way:
    label = _("From %(giver)s to %(taker)s: %(number)d") % {
        "giver": giver.name,
        "taker": taker.name,
        "number": number,
    }
    return Way((giver.column, giver.row), (taker.column, taker.row), label, number)
