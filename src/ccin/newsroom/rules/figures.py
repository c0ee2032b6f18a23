"""The figures in an issue, and how they changed since the last one."""

from collections.abc import Mapping
from dataclasses import dataclass

KEYS = ("full", "associate", "affiliate", "supporters", "citizens")


@dataclass(frozen=True, slots=True)
class FigureLine:
    key: str
    value: int
    change: int | None  # nothing where it is not known what it was before

    @property
    def more(self) -> int:
        return max(self.change or 0, 0)

    @property
    def fewer(self) -> int:
        return max(-(self.change or 0), 0)


def figure_lines(now: Mapping[str, int], before: Mapping[str, int]) -> list[FigureLine]:
    return [
        FigureLine(key, now[key], now[key] - before[key] if key in before else None)
        for key in KEYS
        if key in now
    ]
