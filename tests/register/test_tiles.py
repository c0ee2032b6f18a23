"""The tile map: every council on a cell of its own, every region in one piece."""

import random
from collections import defaultdict
from datetime import date
from io import StringIO

import pytest

from ccin.register.imports.tiles import councils_of, with_planned, write_tiles
from ccin.register.models import Authority
from ccin.register.reads import Cell, map_cells
from ccin.register.rules.hexagons import neighbours, pieces, steps_between
from ccin.register.rules.settling import Layout, settle
from ccin.register.rules.tiles import inherit, lay_out, neighbouring

pytestmark = pytest.mark.usefixtures("register_to_read")
TODAY = date(2026, 11, 23)
AFTER_SURREY = date(2027, 4, 2)


def places(cells: list[Cell]) -> list[tuple[int, int]]:
    return [(cell.column, cell.row) for cell in cells]


def test_all_361_councils_have_a_cell_of_their_own() -> None:
    cells = map_cells(TODAY)

    assert len(cells) == 361
    assert len(set(places(cells))) == 361
    assert min(cell.column for cell in cells) == 0
    assert min(cell.row for cell in cells) == 0


def test_every_region_is_in_one_piece() -> None:
    regions = defaultdict(list)
    for cell in map_cells(TODAY):
        regions[cell.region].append((cell.column, cell.row))

    assert len(regions) == 12
    assert {region: pieces(cells) for region, cells in regions.items()} == dict.fromkeys(regions, 1)


def test_great_britain_is_in_one_piece_and_northern_ireland_lies_to_its_west() -> None:
    cells = map_cells(TODAY)
    britain = [cell for cell in cells if cell.region != "Northern Ireland"]
    ireland = [cell for cell in cells if cell.region == "Northern Ireland"]

    assert pieces(places(britain)) == 1
    assert all(
        cell.column < min(other.column for other in britain if other.row == cell.row)
        for cell in ireland
    )


def test_the_country_is_the_right_way_up() -> None:
    at = {cell.key: cell for cell in map_cells(TODAY)}

    assert at["shetland-islands"].row == 0
    assert at["shetland-islands"].row < at["edinburgh"].row < at["leeds"].row
    assert at["leeds"].row < at["birmingham"].row < at["brighton-and-hove"].row
    assert at["cornwall"].column < at["bristol"].column < at["norwich"].column
    assert at["pembrokeshire"].column < at["cardiff"].column < at["dover"].column


def test_after_reorganisation_every_council_has_a_cell_and_none_shares_one() -> None:
    cells = map_cells(AFTER_SURREY)
    councils = Authority.objects.existing_on(AFTER_SURREY).tiled()

    assert {cell.key for cell in cells} == set(councils.values_list("key", flat=True))
    assert len(set(places(cells))) == len(cells) == 352
    surrey = Authority.objects.filter(parent__key="surrey")
    was = set(surrey.values_list("tile_column", "tile_row"))
    now = {(cell.column, cell.row) for cell in cells if cell.key.endswith("-surrey")}
    assert len(now) == 2
    assert now < was


def test_steps_between_cells_are_counted_along_the_grid() -> None:
    start = (4, 4)

    assert {steps_between(start, near) for near in neighbours(start)} == {1}
    assert all(start in neighbours(near) for near in neighbours(start))
    assert steps_between((0, 0), (3, 0)) == 3
    assert steps_between((0, 0), (0, 4)) == 4


def test_pieces_are_counted() -> None:
    assert pieces([]) == 0
    assert pieces([(0, 0), (1, 0)]) == 1
    assert pieces([(0, 0), (2, 0), (0, 3)]) == 3


def scattered() -> Layout:
    cells = [(column * 2, row * 2) for column in range(3) for row in range(3)]
    return Layout(
        regions=["North" if row < 2 else "South" for _column in range(3) for row in range(3)],
        pairs=[(one, one + 1) for one in range(8)],
        wanted=[(float(column), row * 0.87) for column in range(3) for row in range(3)],
        cells=cells,
        apart="Elsewhere",
    )


def test_what_is_scattered_settles_into_whole_regions_always_the_same_way() -> None:
    layout, again = scattered(), scattered()

    settle(layout, random.Random(7), moves=6_000)
    settle(again, random.Random(7), moves=6_000)

    assert layout.cells == again.cells
    assert len(set(layout.cells)) == 9
    assert layout.broken == {"the country": 1, "North": 1, "South": 1}
    assert layout.broken == {name: layout.pieces_of(name) for name in layout.members}


def test_the_north_is_laid_out_from_its_centroids_always_the_same_way() -> None:
    north = [
        council
        for council in councils_of(TODAY)
        if council.region in {"Scotland", "North East", "Yorkshire and The Humber"}
    ]

    cells = lay_out(north, moves=400)
    again = lay_out(list(reversed(north)), moves=400)

    assert cells == again
    assert len(cells) == len(set(cells.values())) == 57
    assert min(column for column, _row in cells.values()) == 0
    assert cells["shetland-islands"][1] < cells["edinburgh"][1] < cells["sheffield"][1]
    assert cells["glasgow"][0] < cells["edinburgh"][0]
    assert steps_between(cells["leeds"], cells["bradford"]) <= 2


def test_councils_across_an_estuary_are_no_neighbours() -> None:
    councils = sorted(councils_of(TODAY), key=lambda council: council.key)
    pairs = {
        frozenset({councils[one].key, councils[two].key}) for one, two in neighbouring(councils)
    }

    assert frozenset({"oldham", "rochdale"}) in pairs
    assert frozenset({"monmouthshire", "forest-of-dean"}) in pairs
    assert frozenset({"isle-of-wight", "portsmouth"}) in pairs
    assert frozenset({"swansea", "north-devon"}) not in pairs
    assert frozenset({"medway", "southend-on-sea"}) not in pairs
    assert not [pair for pair in pairs if {"belfast", "dumfries-and-galloway"} <= pair]


def test_a_planned_council_is_placed_on_a_cell_of_its_predecessors() -> None:
    stored = {cell.key: (cell.column, cell.row) for cell in map_cells(TODAY)}
    file = StringIO()

    cells = with_planned(stored, TODAY)
    write_tiles(cells, file)

    assert len(cells) == 363
    assert cells["east-surrey"] in {stored["mole-valley"], stored["reigate-and-banstead"]} | {
        stored[key] for key in ("elmbridge", "epsom-and-ewell", "tandridge")
    }
    assert file.getvalue().splitlines()[:1] == ["authority,column,row"]
    assert len(file.getvalue().splitlines()) == 364


def test_a_successor_takes_the_middle_cell_that_is_left() -> None:
    assert inherit([(0, 0), (1, 0), (2, 0)], taken=set()) == (1, 0)
    assert inherit([(0, 0), (1, 0), (2, 0)], taken={(1, 0)}) in {(0, 0), (2, 0)}
