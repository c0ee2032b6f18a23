"""The geometry of the hexagon: one cell, and where a cell of the grid lies.

Cells stand on a point and touch their neighbours; odd rows are shifted by half a cell to the right.
"""

from math import sqrt

WIDTH = sqrt(3)


def centre(column: float, row: int, *, size: float) -> tuple[float, float]:
    """The middle of a cell; `size` is the distance from the middle to a corner."""
    shift = 0.5 if row % 2 else 0.0
    return (column + shift + 0.5) * WIDTH * size, (row * 1.5 + 1) * size


def path(x: float, y: float, *, size: float) -> str:
    """The outline of a cell around its middle, as the data of an SVG path."""
    half, side = WIDTH / 2 * size, size / 2
    return (
        f"M{x:.1f} {y - size:.1f}l{half:.2f} {side:.2f}v{size:.2f}"
        f"l{-half:.2f} {side:.2f}l{-half:.2f} {-side:.2f}v{-size:.2f}z"
    )
