"""The tile map: each council a hexagon, regions in one piece, the country recognisable.

Three steps. *Neighbours*: councils that lie side by side on land, from their centroids and areas.
*Relaxing*: the country drawn so large that London's boroughs stand apart, then drawn together by
its neighbours, each keeping its compass direction, until all stand one unit apart. *Settling*:
councils assigned to cells of a grid, then moved about at falling temperature until neighbours
touch, regions are whole and no lake is left. The same councils always give the same map.

numpy and scipy are for development: the map is stored as data and only drawn in production.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ccin.register.rules.hexagons import ROW, Cell
from ccin.register.rules.settling import MOVES, Layout, settle

Pair = tuple[int, int]
KILOMETRES_PER_DEGREE = 111.2
MIDDLE_OF_THE_COUNTRY = math.radians(54)
LONDON_SPACING = 7.0  # kilometres between neighbouring boroughs
ROUNDS = 2500  # of relaxing; the picture stands still after about 2,000
APART = 0.97
ANYONE: frozenset[str] = frozenset()

# Across these borders only the councils named are neighbours: between the others lies water.
LAND: Mapping[frozenset[str], tuple[frozenset[str], frozenset[str]]] = {
    frozenset({"Wales", "South West"}): (
        frozenset({"monmouthshire"}),
        frozenset({"forest-of-dean", "south-gloucestershire"}),
    ),
    frozenset({"Wales", "North West"}): (
        frozenset({"flintshire", "wrexham", "denbighshire"}),
        frozenset({"cheshire-west-and-chester", "cheshire-east", "wirral"}),
    ),
    frozenset({"South East", "East of England"}): (
        frozenset({"buckinghamshire", "milton-keynes", "dartford", "gravesham"}),
        ANYONE,
    ),
    frozenset({"Scotland", "North West"}): (
        frozenset({"dumfries-and-galloway", "scottish-borders"}),
        frozenset({"cumberland"}),
    ),
    frozenset({"Scotland", "North East"}): (
        frozenset({"scottish-borders"}),
        frozenset({"northumberland"}),
    ),
}
HOLD = {"Scotland": 4.0, "Wales": 2.0}
APART_FROM_ALL = "Northern Ireland"
# Ferries: how islands hang on the country, at which distance in cells.
FERRIES: Sequence[tuple[str, str, float]] = (
    ("orkney-islands", "highland", 1),
    ("shetland-islands", "orkney-islands", 1),
    ("eilean-siar", "highland", 1),
    ("isles-of-scilly", "cornwall", 1),
    ("isle-of-anglesey", "gwynedd", 1),
    ("isle-of-wight", "new-forest", 1),
    ("isle-of-wight", "portsmouth", 1),
    ("isle-of-wight", "gosport", 1),
    ("isle-of-wight", "fareham", 1),
    ("ards-and-north-down", "dumfries-and-galloway", 3.2),
    ("causeway-coast-and-glens", "south-ayrshire", 3.6),
)
ISLANDS = frozenset(
    {"orkney-islands", "shetland-islands", "eilean-siar", "isles-of-scilly", "isle-of-wight"}
)


@dataclass(frozen=True, slots=True)
class Council:
    """What the layout must know of a council."""

    key: str
    region: str
    latitude: float
    longitude: float
    square_kilometres: float

    @property
    def radius(self) -> float:
        return math.sqrt(max(self.square_kilometres, 3) / math.pi)


def lay_out(councils: Sequence[Council], *, seed: int = 1, moves: int = MOVES) -> dict[str, Cell]:
    """A cell for each council, the westernmost in column 0 and the northernmost in row 0."""
    ordered = sorted(councils, key=lambda council: council.key)
    pairs = neighbouring(ordered)
    wanted = relaxed(ordered, pairs)
    layout = Layout(
        regions=[council.region for council in ordered],
        pairs=pairs,
        wanted=[(float(x), float(y)) for x, y in wanted],
        cells=nearest_cells(wanted),
        apart=APART_FROM_ALL,
    )
    settle(layout, random.Random(seed), moves)
    left = min(column for column, _row in layout.cells)
    # The number of rows cut off is even, so that odd rows stay the shifted ones.
    top = min(row for _column, row in layout.cells) // 2 * 2
    return {
        council.key: (column - left, row - top)
        for council, (column, row) in zip(ordered, layout.cells, strict=True)
    }


def neighbouring(councils: Sequence[Council]) -> list[Pair]:
    """Pairs that lie side by side on land, and those that a ferry links closely."""
    from scipy.spatial import Delaunay  # noqa: PLC0415 - for development only

    places = _places(councils)
    triangles = Delaunay(places).simplices
    sides = {tuple(sorted(side)) for corners in triangles for side in combinations(corners, 2)}
    near = {
        (int(one), int(other))
        for one, other in sides
        if _is_land_between(councils[one], councils[other])
        and math.dist(places[one], places[other])
        < 1.75 * (councils[one].radius + councils[other].radius) + 6
    }
    return sorted(near | {pair for pair, distance in _ferries(councils).items() if distance == 1})


def _places(councils: Sequence[Council]) -> Any:
    """Kilometres east and south, on a map that is true in the middle of the country."""
    import numpy  # noqa: PLC0415 - for development only; ICN001 aside, its full name reads better

    shrink = math.cos(MIDDLE_OF_THE_COUNTRY)
    return KILOMETRES_PER_DEGREE * numpy.array(
        [(council.longitude * shrink, -council.latitude) for council in councils]
    )


def _is_land_between(one: Council, other: Council) -> bool:
    regions = {one.region, other.region}
    if {one.key, other.key} & ISLANDS:
        return False
    if len(regions) == 1:
        return True
    sides = LAND.get(frozenset(regions))
    if sides is None:
        return APART_FROM_ALL not in regions
    return any(
        mine.key in left and (not right or yours.key in right)
        for mine, yours in ((one, other), (other, one))
        for left, right in [sides]
    )


def _ferries(councils: Sequence[Council]) -> dict[Pair, float]:
    places = {council.key: place for place, council in enumerate(councils)}
    found = {}
    for one, other, distance in FERRIES:
        if one in places and other in places:
            low, high = sorted((places[one], places[other]))
            found[low, high] = distance
    return found


def relaxed(councils: Sequence[Council], pairs: Sequence[Pair]) -> Any:
    """Positions one unit apart: neighbours drawn together along their compass direction."""
    import numpy  # noqa: PLC0415 - for development only
    from scipy.spatial import cKDTree  # noqa: PLC0415 - for development only

    ferries = _ferries(councils)
    every = [*pairs, *(pair for pair in ferries if pair not in set(pairs))]
    ones, others = numpy.array(every).T
    places = _places(councils)
    ways = places[ones] - places[others]
    ways /= numpy.linalg.norm(ways, axis=1, keepdims=True)
    ways *= numpy.array([[ferries.get(pair, 1.0)] for pair in every])
    strengths = numpy.array([[_strength(councils[one], councils[two])] for one, two in every])
    now = places / LONDON_SPACING
    for _round in range(ROUNDS):
        force = numpy.zeros_like(now)
        pull = (now[ones] - now[others] - ways) * strengths * 0.06
        numpy.add.at(force, ones, -pull)
        numpy.add.at(force, others, pull)
        close = cKDTree(now).query_pairs(APART, output_type="ndarray")
        way = now[close[:, 0]] - now[close[:, 1]]
        gap = numpy.linalg.norm(way, axis=1, keepdims=True) + 1e-9
        push = way / gap * (APART - gap) * 0.45
        numpy.add.at(force, close[:, 0], push)
        numpy.add.at(force, close[:, 1], -push)
        now = now + numpy.clip(force, -0.5, 0.5)
    return now - now.min(axis=0)


def _strength(one: Council, other: Council) -> float:
    """A short border that must hold a whole nation pulls harder."""
    if one.region == other.region:
        return 1.0
    return max(HOLD.get(one.region, 0.8), HOLD.get(other.region, 0.8))


def nearest_cells(places: Any) -> list[Cell]:
    """The assignment of places to cells with the least sum of squared distances."""
    import numpy  # noqa: PLC0415 - for development only
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - for development only

    columns, rows = int(places[:, 0].max()) + 4, int(places[:, 1].max() / ROW) + 4
    grid = [(column, row) for row in range(-2, rows) for column in range(-2, columns)]
    centres = numpy.array([(column + 0.5 * (row % 2), row * ROW) for column, row in grid])
    costs = ((places[:, None, :] - centres[None]) ** 2).sum(axis=-1)
    _councils, chosen = linear_sum_assignment(costs)
    return [grid[index] for index in chosen]


def inherit(predecessors: Sequence[Cell], taken: set[Cell]) -> Cell:
    """The predecessors' cell nearest to their middle that no other successor has taken."""
    middle = tuple(sum(cell[axis] for cell in predecessors) / len(predecessors) for axis in (0, 1))
    free = sorted(set(predecessors) - taken)
    return min(free, key=lambda cell: math.dist(cell, middle))
