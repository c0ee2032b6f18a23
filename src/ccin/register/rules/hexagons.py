"""Cells of a hexagonal grid: pointy at the top, odd rows half a cell to the right."""

import math
from collections.abc import Collection
from functools import lru_cache

Cell = tuple[int, int]  # column, row

ROW = math.sqrt(3) / 2  # the height of a row where cells stand one unit apart
DIRECTIONS = range(6)


def centre(cell: Cell) -> tuple[float, float]:
    column, row = cell
    return column + 0.5 * (row % 2), row * ROW


def neighbour(cell: Cell, direction: int) -> Cell:
    column, row = cell
    odd = row % 2
    return (
        (column + 1, row),
        (column - 1, row),
        (column + odd, row + 1),
        (column - 1 + odd, row - 1),
        (column - 1 + odd, row + 1),
        (column + odd, row - 1),
    )[direction]


@lru_cache(maxsize=10_000)
def neighbours(cell: Cell) -> tuple[Cell, ...]:
    return tuple(neighbour(cell, direction) for direction in DIRECTIONS)


def steps_between(one: Cell, other: Cell) -> int:
    """How many cells one walks from one to the other."""
    across = (one[0] - one[1] // 2) - (other[0] - other[1] // 2)
    down = one[1] - other[1]
    return max(abs(across), abs(down), abs(across + down))


def pieces(cells: Collection[Cell]) -> int:
    """In how many connected pieces these cells lie."""
    left = set(cells)
    count = 0
    while left:
        count += 1
        edge = [left.pop()]
        while edge:
            touching = left.intersection(neighbours(edge.pop()))
            left -= touching
            edge.extend(touching)
    return count
