"""The tile map: one hexagon a council, drawn on the server from plain data.

A column grows to the east, a row to the south; odd rows lie half a cell to the east.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import hypot

from ccin.design import hexagons

SIZE = 10.0
GAP = 0.6
BEND = 0.18  # how far a way swings out, as a share of its length
ARROW = 9.0
MANY = 4  # from so many on, a way is at its widest
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


@dataclass(frozen=True, slots=True)
class Way:
    """A line from the middle of one cell to that of another, with an arrow where it ends; `number`
    is how much goes along it."""

    start: tuple[int, int]  # column and row
    end: tuple[int, int]
    label: str
    number: int = 1


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


def ways_drawn(ways: Sequence[Way]) -> str:
    """The lines as SVG, bent to the right, so that the way there and the way back lie apart."""
    return "".join(_way(each) for each in ways if each.start != each.end)


def _way(way: Way) -> str:
    x, y = hexagons.centre(*way.start, size=SIZE)
    to_x, to_y = hexagons.centre(*way.end, size=SIZE)
    bend_x, bend_y = (x + to_x) / 2 - (to_y - y) * BEND, (y + to_y) / 2 + (to_x - x) * BEND
    far = hypot(to_x - bend_x, to_y - bend_y)
    ahead_x, ahead_y = (to_x - bend_x) / far, (to_y - bend_y) / far
    left, back = ARROW / 2, ARROW
    tips = (
        (to_x, to_y),
        (to_x - ahead_x * back - ahead_y * left, to_y - ahead_y * back + ahead_x * left),
        (to_x - ahead_x * back + ahead_y * left, to_y - ahead_y * back - ahead_x * left),
    )
    head = "L".join(f"{a:.1f} {b:.1f}" for a, b in tips)
    size = "many" if way.number >= MANY else "some" if way.number > 1 else "one"
    return (
        f'<g class="ccin-map__way ccin-map__way--{size}"><title>{escape(way.label)}</title>'
        f'<path class="ccin-map__line" d="M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f}'
        f' {to_x:.1f} {to_y:.1f}"/><path class="ccin-map__arrow" d="M{head}z"/></g>'
    )


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
