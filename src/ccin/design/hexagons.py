"""The geometry of the hexagon: one cell, and where a cell of the grid lies.

Cells stand on a point and touch their neighbours; odd rows are shifted by half a cell to the right.
"""

from math import sqrt

WIDTH = sqrt(3)


def centre(column: float, row: int, *, size: float) -> tuple[float, float]:
    """The middle of a cell; `size` is the distance from the middle to a corner."""
    shift = 0.5 if row % 2 else 0.0
    return (column + shift + 0.5) * WIDTH * size, (row * 1.5 + 1) * size


def outline(x: float, y: float, *, size: float) -> str:
    """The path of a cell around its middle."""
    half = WIDTH / 2 * size
    corners = (
        (x, y - size),
        (x + half, y - size / 2),
        (x + half, y + size / 2),
        (x, y + size),
        (x - half, y + size / 2),
        (x - half, y - size / 2),
    )
    return "M" + "L".join(f"{a:.2f} {b:.2f}".replace(".00", "") for a, b in corners) + "Z"
