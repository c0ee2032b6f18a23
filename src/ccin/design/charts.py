"""A chart of growth: dated values as lines, drawn on the server for a wide and a narrow page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from ccin.design import hexagons

HEIGHT, TOP, BOTTOM, LEFT = 340, 24, 36, 46
KINDS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: float
    text: str = ""  # how the value reads, where it is not the bare number
    note: str = ""  # where it comes from


@dataclass(frozen=True, slots=True)
class Series:
    """One line; its label stands at its end, so a chart needs no legend.

    `apart` is a value found in another way than those of the line: a hollow mark beside it that
    no stroke joins, under a label of its own.
    """

    label: str
    points: Sequence[Point]
    apart: Point | None = None
    apart_label: str = ""

    @property
    def values(self) -> list[Point]:
        return [*self.points, *([self.apart] if self.apart else [])]


@dataclass(frozen=True, slots=True)
class Chart:
    """`sentence` says in words what the lines show; `step` holds a value until the next."""

    title: str
    sentence: str
    series: Sequence[Series]
    unit: str = ""
    step: bool = False

    @property
    def rows(self) -> list[dict[str, object]]:
        """The table beside the drawing: a row a day, newest first."""
        days = sorted({p.on for line in self.series for p in line.values}, reverse=True)
        return [
            {
                "on": day,
                "values": [_reads(line, day) for line in self.series],
                "note": _note(self.series, day),
            }
            for day in days
        ]

    def drawing(self, width: int) -> str:
        """The SVG's inside at this width."""
        plane = _Plane.around(self, width)
        return plane.grid() + "".join(
            _line(line, kind, plane, step=self.step)
            for line, kind in zip(self.series, KINDS, strict=False)
        )


@dataclass(frozen=True, slots=True)
class _Plane:
    first: int
    last: int
    top: float
    width: int
    margin: int

    @classmethod
    def around(cls, chart: Chart, width: int) -> "_Plane":
        points = [p for line in chart.series for p in line.values]
        days = [p.on.toordinal() for p in points]
        longest = max(len(line.apart_label or line.label) for line in chart.series)
        margin = min(longest * 9 + 24, width // 3)
        return cls(min(days), max(days), ceiling(max(p.value for p in points)), width, margin)

    def x(self, day: date) -> float:
        room = self.width - LEFT - self.margin
        return LEFT + room * (day.toordinal() - self.first) / max(self.last - self.first, 1)

    def y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / self.top)

    def grid(self) -> str:
        found = []
        for step in range(5):
            value = self.top * step / 4
            y = self.y(value)
            found.append(
                f'<path class="ccin-chart__rule" d="M{LEFT} {y:.1f}H{self.width - self.margin}"/>'
                f'<text class="ccin-chart__scale" x="{LEFT - 10}" y="{y + 5:.1f}"'
                f' text-anchor="end">{value:g}</text>'
            )
        return "".join(found) + self._years()

    def _years(self) -> str:
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        years = range(first.year + (first.month > 2), last.year + 1)
        every = -(-len(years) * 56 // (self.width - LEFT - self.margin)) or 1
        return "".join(
            f'<text class="ccin-chart__scale" x="{max(self.x(date(year, 1, 1)), LEFT):.1f}"'
            f' y="{HEIGHT - 8}" text-anchor="middle">{year}</text>'
            for year in list(years)[::every]
        )


def _line(line: Series, kind: str, plane: _Plane, *, step: bool) -> str:
    points = sorted(line.points, key=lambda p: p.on)
    places = [(plane.x(p.on), plane.y(p.value)) for p in points]
    track = " ".join(
        (f"H{x:.1f}V{y:.1f}" if step else f"L{x:.1f} {y:.1f}") if at else f"M{x:.1f} {y:.1f}"
        for at, (x, y) in enumerate(places)
    )
    dots = "".join(f'<path d="{hexagons.path(x, y, size=6)}"/>' for x, y in places)
    drawn = f'<path class="ccin-chart__track" d="{track}"/>{dots}' if places else ""
    if places:
        # Beside the end of a line, or above it where a mark of its own stands to the right.
        (x, y), above = places[-1], 32 if line.apart else 0
        drawn += _words(x + (-6 if line.apart else 14), y - above, points[-1], line.label)
    if line.apart:
        x, y = plane.x(line.apart.on), plane.y(line.apart.value)
        drawn += f'<path class="ccin-chart__apart" d="{hexagons.path(x, y, size=8)}"/>'
        drawn += _words(x + 16, y, line.apart, line.apart_label)
    return f'<g class="ccin-chart__line ccin-chart__line--{kind}">{drawn}</g>' if drawn else ""


def _words(x: float, y: float, point: Point, label: str) -> str:
    return (
        f'<text class="ccin-chart__value" x="{x:.1f}" y="{y:.1f}">{escape(_text(point))}</text>'
        f'<text class="ccin-chart__label" x="{x:.1f}" y="{y + 18:.1f}">{escape(label)}</text>'
    )


def ceiling(value: float) -> float:
    """The next round number that four steps divide well."""
    size = 1.0
    while size * 40 < value:
        size *= 10
    return next(
        n * size for n in (1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40) if n * size >= value
    )


def _text(point: Point) -> str:
    return point.text or f"{point.value:g}"


def _reads(line: Series, day: date) -> str:
    found = next((p for p in line.values if p.on == day), None)
    return "" if found is None else _text(found)


def _note(series: Sequence[Series], day: date) -> str:
    return next((p.note for line in series for p in line.values if p.on == day and p.note), "")
