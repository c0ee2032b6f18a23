"""The cells of the tile map, computed anew from the register's councils."""

import csv
from datetime import date
from typing import TextIO

from ccin.register.models import Authority, Measure, Succession
from ccin.register.rules.hexagons import Cell
from ccin.register.rules.tiles import Council, inherit, lay_out
from ccin.register.states import MeasureKind


def compute_tiles(on: date) -> dict[str, Cell]:
    """A cell for every council of that day, and for every planned one the cell of a predecessor."""
    return with_planned(lay_out(councils_of(on)), on)


def with_planned(cells: dict[str, Cell], on: date) -> dict[str, Cell]:
    """The cells of a day's councils, and those that later councils take over from them."""
    placed = dict(cells)
    for key, predecessors in _planned(on).items():
        taken = {placed[other] for other in _planned(on) if other in placed}
        placed[key] = inherit([placed[one] for one in predecessors if one in placed], taken)
    return placed


def write_tiles(cells: dict[str, Cell], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["authority", "column", "row"])
    writer.writerows([key, column, row] for key, (column, row) in sorted(cells.items()))


def councils_of(on: date) -> list[Council]:
    areas = dict(Measure.objects.filter(kind=MeasureKind.AREA).values_list("authority_id", "value"))
    return [
        Council(
            council.key,
            council.region,
            council.latitude,
            council.longitude,
            areas.get(council.pk, 0) / 10,
        )
        for council in Authority.objects.existing_on(on).tiled().real()
        if council.latitude is not None and council.longitude is not None
    ]


def _planned(on: date) -> dict[str, list[str]]:
    """The predecessors of each council that begins after that day."""
    planned: dict[str, list[str]] = {}
    links = Succession.objects.filter(
        successor__in=Authority.objects.tiled(), successor__valid_from__gt=on
    ).order_by("successor__key", "predecessor__key")
    for successor, predecessor in links.values_list("successor__key", "predecessor__key"):
        planned.setdefault(successor, []).append(predecessor)
    return planned
