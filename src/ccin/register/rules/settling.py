"""Moving councils about the grid until neighbours touch, regions are whole and no lake is left."""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ccin.register.rules.hexagons import (
    DIRECTIONS,
    Cell,
    centre,
    neighbour,
    neighbours,
    pieces,
    steps_between,
)

MOVES = 250_000
HOT, COLD = 3.0, 0.05
LONGEST_PUSH = 14  # cells that a push may move along
# What is bad about a layout, and how bad.
DISPLACED = 0.5  # for each unit, squared, from where a council wants to be
PARTED = 0.9  # for each step between councils that should touch
PARTED_ABROAD = 0.8  # the same across a region's border
BROKEN = 12.0  # for each piece too many of a region, or of the country
COAST = 0.25  # for each side of a council's cell that faces no council
BAY = (0, 0, 0, 0, 0.5, 1.25, 2.0)  # for an empty cell, by the number of councils around it
COUNTRY = "the country"


@dataclass
class Layout:
    """Where every council stands; `cells` changes while it settles."""

    regions: Sequence[str]
    pairs: Iterable[tuple[int, int]]
    wanted: Sequence[tuple[float, float]]
    cells: list[Cell]
    apart: str  # the region that is no part of the one piece
    at: dict[Cell, int] = field(init=False)
    touching: list[list[int]] = field(init=False)
    members: dict[str, list[int]] = field(init=False)
    broken: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {cell: council for council, cell in enumerate(self.cells)}
        self.touching = [[] for _ in self.cells]
        for one, other in self.pairs:
            self.touching[one].append(other)
            self.touching[other].append(one)
        self.members = {
            COUNTRY: [i for i, region in enumerate(self.regions) if region != self.apart]
        }
        for council, region in enumerate(self.regions):
            self.members.setdefault(region, []).append(council)
        self.broken = {name: self.pieces_of(name) for name in self.members}

    def pieces_of(self, name: str) -> int:
        return pieces([self.cells[council] for council in self.members[name]])

    def discontent(self, council: int) -> float:
        """How far a council is from its place and from those it should touch."""
        cell = self.cells[council]
        x, y = centre(cell)
        wanted_x, wanted_y = self.wanted[council]
        cost = DISPLACED * ((x - wanted_x) ** 2 + (y - wanted_y) ** 2)
        for other in self.touching[council]:
            weight = PARTED if self.regions[council] == self.regions[other] else PARTED_ABROAD
            cost += weight * (steps_between(cell, self.cells[other]) - 1)
        return cost

    def shore(self, cell: Cell) -> float:
        around = sum(near in self.at for near in neighbours(cell))
        return COAST * (6 - around) if cell in self.at else BAY[around]

    def cost_around(self, councils: Iterable[int], cells: Iterable[Cell]) -> float:
        near = {close for cell in cells for close in (cell, *neighbours(cell))}
        return sum(map(self.discontent, councils)) + sum(map(self.shore, near))

    def move(self, to: Mapping[int, Cell]) -> None:
        for council in to:
            del self.at[self.cells[council]]
        for council, cell in to.items():
            self.cells[council] = cell
            self.at[cell] = council


def settle(layout: Layout, chance: random.Random, moves: int = MOVES) -> None:
    for step in range(moves):
        heat = HOT * (COLD / HOT) ** (step / moves)
        council = chance.randrange(len(layout.cells))
        direction = chance.choice(DIRECTIONS)
        proposed = (
            _push(layout, council, direction)
            if chance.random() < 0.4
            else _swap(layout, council, direction)
        )
        if proposed:
            _try(layout, proposed, heat, chance)


def _swap(layout: Layout, council: int, direction: int) -> dict[int, Cell]:
    """The council changes places with its neighbour, or steps into the empty cell."""
    here = layout.cells[council]
    there = neighbour(here, direction)
    other = layout.at.get(there)
    return {council: there} if other is None else {council: there, other: here}


def _push(layout: Layout, council: int, direction: int) -> dict[int, Cell]:
    """The whole row in front of the council moves on into the next empty cell: so lakes close."""
    moved: dict[int, Cell] = {}
    cell = layout.cells[council]
    pushed: int | None = council
    while pushed is not None and len(moved) < LONGEST_PUSH:
        cell = neighbour(cell, direction)
        moved[pushed] = cell
        pushed = layout.at.get(cell)
    return moved if pushed is None else {}


def _try(layout: Layout, proposed: dict[int, Cell], heat: float, chance: random.Random) -> None:
    """Keep the move if it makes things better, or by chance while it is still hot."""
    back = {council: layout.cells[council] for council in proposed}
    cells = {*back.values(), *proposed.values()}
    touched = _pieces_at_stake(layout, proposed, stays=len(cells) == len(proposed))
    bearable = -heat * math.log(1 - chance.random())
    before = layout.cost_around(proposed, cells)
    layout.move(proposed)
    worse = layout.cost_around(proposed, cells) - before
    mendable = BROKEN * sum(layout.broken[name] - 1 for name in touched)
    if worse - mendable > bearable:
        layout.move(back)
        return
    broken = {name: layout.pieces_of(name) for name in touched}
    worse += BROKEN * sum(broken[name] - layout.broken[name] for name in touched)
    if worse > bearable:
        layout.move(back)
    else:
        layout.broken.update(broken)


def _pieces_at_stake(layout: Layout, proposed: Iterable[int], *, stays: bool) -> set[str]:
    """The regions that the move could break or mend: none where two of one region change places."""
    touched = {layout.regions[council] for council in proposed}
    if stays:
        return touched if len(touched) > 1 else set()
    return touched if touched == {layout.apart} else {*touched, COUNTRY}
