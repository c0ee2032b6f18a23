"""The cells of the tile map, computed anew from the register's councils."""

import csv
from collections.abc import Iterable
from datetime import date
from typing import TextIO

from ccin.register.models import Authority, Measure, Succession
from ccin.register.rules.hexagons import Cell
from ccin.register.rules.tiles import Council, inherit, lay_out
from ccin.register.states import MeasureKind


def compute_tiles(on: date) -> dict[str, Cell]:
    """A cell for every council of that day, and for every planned one the cell of a predecessor."""
    cells = lay_out(list(_councils(on)))
    for key, predecessors in _planned(on).items():
        taken = {cells[other] for other in _planned(on) if other in cells}
        cells[key] = inherit([cells[one] for one in predecessors if one in cells], taken)
    return cells


def write_tiles(cells: dict[str, Cell], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["authority", "column", "row"])
    writer.writerows([key, column, row] for key, (column, row) in sorted(cells.items()))


def _councils(on: date) -> Iterable[Council]:
    areas = dict(Measure.objects.filter(kind=MeasureKind.AREA).values_list("authority_id", "value"))
    for council in Authority.objects.existing_on(on).tiled().real():
        if council.latitude is not None and council.longitude is not None:
            yield Council(
                council.key,
                council.region,
                council.latitude,
                council.longitude,
                areas.get(council.pk, 0) / 10,
            )


def _planned(on: date) -> dict[str, list[str]]:
    """The predecessors of each council that begins after that day."""
    planned: dict[str, list[str]] = {}
    links = Succession.objects.filter(
        successor__in=Authority.objects.tiled(), successor__valid_from__gt=on
    ).order_by("successor__key", "predecessor__key")
    for successor, predecessor in links.values_list("successor__key", "predecessor__key"):
        planned.setdefault(successor, []).append(predecessor)
    return planned
