"""The tile map: one hexagon a council, drawn on the server from plain data.

A column grows to the east, a row to the south; odd rows lie half a cell to the east.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from ccin.design import hexagons

SIZE = 10.0
GAP = 0.6
DOTTED = frozenset({"associate"})


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell of the map; `kind` is full, associate, affiliate, here or none."""

    column: int
    row: int
    label: str
    href: str = ""
    kind: str = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of the legend."""

    kind: str
    label: str


def drawing(tiles: Sequence[Tile]) -> str:
    """The cells as SVG; those that matter are drawn last, so that their edges are whole."""
    return _drawing(tuple(tiles))


@lru_cache(maxsize=8)
def _drawing(tiles: tuple[Tile, ...]) -> str:
    ordered = sorted(tiles, key=lambda tile: (tile.kind != "none", tile.row, tile.column))
    return "".join(_cell(tile) for tile in ordered)


def view_box(tiles: Sequence[Tile]) -> str:
    """The smallest box around the cells."""
    return _view_box(tuple(tiles))


@lru_cache(maxsize=8)
def _view_box(tiles: tuple[Tile, ...]) -> str:
    middles = [hexagons.centre(tile.column, tile.row, size=SIZE) for tile in tiles]
    half = hexagons.WIDTH / 2 * SIZE
    left, right = min(x for x, _ in middles) - half, max(x for x, _ in middles) + half
    top, bottom = min(y for _, y in middles) - SIZE, max(y for _, y in middles) + SIZE
    return f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"


def swatch(kind: str) -> str:
    """One cell for the legend, in the colours of the map."""
    return f'<g class="ccin-tile ccin-tile--{escape(kind)}">{_shape(kind, 10, 10)}</g>'


def _cell(tile: Tile) -> str:
    x, y = hexagons.centre(tile.column, tile.row, size=SIZE)
    label, shape = escape(tile.label), _shape(tile.kind, x, y)
    name = f'class="ccin-tile ccin-tile--{escape(tile.kind)}"'
    if not tile.href:
        return f"<g {name}><title>{label}</title>{shape}</g>"
    return (
        f'<a {name} href="{escape(tile.href)}" tabindex="-1" aria-label="{label}">'
        f"<title>{label}</title>{shape}</a>"
    )


def _shape(kind: str, x: float, y: float) -> str:
    dot = hexagons.path(x, y, size=3.4) if kind in DOTTED else ""
    body = f'<path d="{hexagons.path(x, y, size=SIZE - GAP)}"/>'
    return body + (f'<path class="ccin-tile__dot" d="{dot}"/>' if dot else "")
