"""An allocation as one picture: a bar for each project, along the fund it is paid from.

Bars of what is funded follow each other, so that the end of the last shows what is spent. What is
not funded begins there, as an outline. Words say the same as the colours.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from ccin.counting.amounts import in_words
from ccin.counting.approvals import Approvals
from ccin.counting.explaining import LACKS, Explanation
from ccin.counting.records import Allocation, NotFunded, Step

WIDTH, LEFT, RIGHT = 960, 330, 30
ROW, TOP, BAR = 40, 78, 16
INK, QUIET, FUNDED, LIMIT, PAPER = "#1d2530", "#4b5563", "#14655f", "#a3341f", "#ffffff"
MOST = 1.5  # of the fund, beyond which a bar is cut off
NAME = 38


def svg(approvals: Approvals, allocation: Allocation) -> str:
    explanation = Explanation(approvals, allocation)
    rows = [*allocation.steps, *allocation.not_funded]
    height = TOP + ROW * len(rows) + 24
    title = f"How {_money(approvals, approvals.budget)} was shared out"
    told = " ".join([*explanation.rule()[:1], explanation.outcome()])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        ' aria-labelledby="allocation-title allocation-desc"'
        ' font-family="system-ui, sans-serif" font-size="14">',
        f'<title id="allocation-title">{escape(title)}</title>',
        f'<desc id="allocation-desc">{escape(told)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        _text(16, 28, title, f'font-size="18" font-weight="bold" fill="{INK}"'),
        _text(16, 50, explanation.outcome(), f'fill="{QUIET}"'),
        *Bars(approvals, allocation).rows(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class Bars:
    def __init__(self, approvals: Approvals, allocation: Allocation) -> None:
        self.approvals = approvals
        self.allocation = allocation
        self.explanation = Explanation(approvals, allocation)
        longest = max([allocation.spent + each.cost for each in allocation.not_funded], default=0)
        self.most = max(allocation.budget, min(longest, int(allocation.budget * MOST)), 1)

    def x(self, amount: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(amount, self.most) / self.most

    def rows(self) -> Iterator[str]:
        count = len(self.allocation.steps) + len(self.allocation.not_funded)
        limit, bottom = self.x(self.approvals.budget), TOP + ROW * count + 4
        yield (
            f'<line x1="{limit:.1f}" y1="{TOP - 12}" x2="{limit:.1f}" y2="{bottom}"'
            f' stroke="{LIMIT}" stroke-width="2" stroke-dasharray="6 4"/>'
        )
        fund = f"the fund: {self._money(self.approvals.budget)}"
        yield _text(limit, TOP - 16, fund, f'text-anchor="end" font-size="12" fill="{LIMIT}"')
        for number, step in enumerate(self.allocation.steps):
            label = f"funded · spent so far {self._money(step.spent)}"
            yield from self._row(number, step, step.spent - step.cost, label)
        for number, each in enumerate(self.allocation.not_funded, len(self.allocation.steps)):
            yield from self._row(
                number, each, self.allocation.spent, f"not funded: {LACKS[each.reason]}"
            )

    def _row(self, number: int, each: Step | NotFunded, begins: int, label: str) -> Iterator[str]:
        y = TOP + ROW * number
        start, end = self.x(begins), self.x(begins + each.cost)
        width = max(end - start, 1.0)
        funded = isinstance(each, Step)
        look = (
            f'fill="{FUNDED}"' if funded else f'fill="none" stroke="{QUIET}" stroke-dasharray="3 3"'
        )
        title = self.explanation.title(each.project)
        short = title if len(title) <= NAME else f"{title[: NAME - 1]}…"
        cut = " (longer than shown)" if begins + each.cost > self.most else ""
        supporters = f"{each.votes:,} supporter{'' if each.votes == 1 else 's'}"
        facts = f"{self._money(each.cost)}, supported by {supporters}{cut}"
        small = f'font-size="12" fill="{QUIET}"'
        weight = "bold" if funded else "normal"
        yield _text(16, y + 13, short, f'fill="{INK}" font-weight="{weight}"')
        yield _text(16, y + 29, f"{supporters} · {self._money(each.cost)}", small)
        yield (
            f'<rect x="{start:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" {look}>'
            f"<title>{escape(title)}: {escape(facts)}. {escape(label)}</title></rect>"
        )
        yield _text(LEFT, y + 30, label + cut, small)

    def _money(self, amount: int) -> str:
        return _money(self.approvals, amount)


def _text(x: float, y: float, words: str, look: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}</text>'


def _money(approvals: Approvals, amount: int) -> str:
    return in_words(amount, approvals.decimals, approvals.currency)
