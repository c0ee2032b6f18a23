"""The one query that decides who may find what: both databases run it unchanged.

Visibility stands in the query itself: an entry needs a token the reader has, and none that is
denied. Sums over the words asked for, each share times the word's rarity.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

Parameter = str | int | float

BEST = 1_000  # as far as pages and counts of facets reach

VISIBLE = """
    EXISTS (SELECT 1 FROM search_audience a
            WHERE a.entry_id = e.id AND a.token IN ({tokens}) AND NOT a.denied)
    AND NOT EXISTS (SELECT 1 FROM search_audience d
                    WHERE d.entry_id = e.id AND d.token IN ({tokens}) AND d.denied)
"""
WORDS = """
    WITH asked AS (
        SELECT column1 AS word_id, CAST(column2 AS DOUBLE PRECISION) AS rarity
        FROM (VALUES {values}) AS given
    ),
    scored AS (
        SELECT p.entry_id, SUM(p.weight * asked.rarity) AS score, SUM(asked.rarity) AS held
        FROM asked JOIN search_posting p ON p.word_id = asked.word_id
        GROUP BY p.entry_id
    )
"""
ROWS = """
    SELECT e.id, e.dated_on, {score} AS score, {held} AS held, {passed} AS passed
    FROM {source}
    WHERE {visible} {narrowed}
"""
NOTHING = "CAST(0 AS DOUBLE PRECISION)"
BEST_OF_ALL = """
    {words}
    SELECT id, score, held, passed, COUNT(*) OVER (PARTITION BY passed)
    FROM ({rows}) AS matching
    ORDER BY CASE WHEN passed = {all_passed} THEN 0 ELSE 1 END, {order}
    LIMIT {limit}
"""
HELD = """
    SELECT w.id, w.stem, w.entries, w.spellings FROM search_word w
    WHERE w.stem IN ({stems}) AND EXISTS (
        SELECT 1 FROM search_posting p JOIN search_indexentry e ON e.id = p.entry_id
        WHERE p.word_id = w.id AND {visible}
    )
"""
COUNTED = """
    SELECT f.name, f.value, COUNT(*) FROM search_facet f
    WHERE f.entry_id IN ({entries}) AND f.name {among} ({names})
    GROUP BY f.name, f.value
"""
HAS_FACET = """
    CASE WHEN EXISTS (SELECT 1 FROM search_facet f
                      WHERE f.entry_id = e.id AND f.name = %s AND f.value IN ({values}))
    THEN {bit} ELSE 0 END
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, and among what: `filters` in their order are the bits of `Match.passed`."""

    tokens: frozenset[str]
    kinds: frozenset[str] = frozenset()
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    without: int = 0  # the entry that others are like
    only: Sequence[int] = ()  # of these entries alone

    @property
    def all_passed(self) -> int:
        return (1 << len(self.filters)) - 1


@dataclass(frozen=True, slots=True)
class Held:
    """A word that an entry holds which may be seen."""

    key: int
    stem: str
    entries: int
    spellings: str


class Match(NamedTuple):
    """An entry that matches the words and may be seen. `held`: the rarity of the words it holds;
    `passed`: a bit for each facet whose filter lets it through; `alike`: how many pass the same."""

    entry: int
    score: float
    held: float
    passed: int
    alike: int


def best_matches(
    rarities: Mapping[int, float], scope: Scope, *, order: str = "score DESC, id", limit: int = BEST
) -> list[Match]:
    """The best that pass every filter, then the best of those that do not, for the counts.

    Without words, everything that may be seen. `order` is code, never what somebody sent.
    """
    given = [part for pair in rarities.items() for part in pair]
    rows, parameters = _rows(scope, scored=bool(rarities))
    statement = BEST_OF_ALL.format(
        words=WORDS.format(values=", ".join(["(%s, %s)"] * len(rarities))) if rarities else "",
        rows=rows,
        all_passed=scope.all_passed,
        order=order,
        limit=limit,
    )
    return [Match(*row) for row in _all(statement, [*given, *parameters])]


def held_words(stems: Collection[str], tokens: frozenset[str]) -> list[Held]:
    """Those of these stems that are words of an entry which may be seen."""
    if not stems:
        return []
    seen = sorted(tokens) or [""]
    statement = HELD.format(stems=_marks(stems), visible=VISIBLE.format(tokens=_marks(seen)))
    return [Held(*row) for row in _all(statement, [*stems, *seen, *seen])]


def counts_of_facets(
    every: Sequence[int], loose: Mapping[str, Sequence[int]]
) -> dict[str, list[tuple[str, int]]]:
    """How many of `every` have each value; of the facets named in `loose`, how many of those."""
    parts, parameters = [], list[Parameter]()
    asked = [(every, "NOT IN", list(loose) or [""])]
    asked += [(entries, "IN", [name]) for name, entries in loose.items()]
    for entries, among, names in asked:
        if entries:
            parts.append(COUNTED.format(entries=_marks(entries), among=among, names=_marks(names)))
            parameters += [*entries, *names]
    counts: dict[str, list[tuple[str, int]]] = {}
    for name, value, count in _all(" UNION ALL ".join(parts), parameters) if parts else ():
        counts.setdefault(name, []).append((value, count))
    return counts


def _all(statement: str, parameters: list[Parameter]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Any] = cursor.fetchall()
    return found


def _rows(scope: Scope, *, scored: bool) -> tuple[str, list[Parameter]]:
    passed, parameters = _passed(scope.filters)
    tokens = sorted(scope.tokens) or [""]
    narrowed, more = _narrowed(scope)
    statement = ROWS.format(
        score="s.score" if scored else NOTHING,
        held="s.held" if scored else NOTHING,
        passed=passed,
        source="scored s JOIN search_indexentry e ON e.id = s.entry_id"
        if scored
        else "search_indexentry e",
        visible=VISIBLE.format(tokens=_marks(tokens)),
        narrowed=narrowed,
    )
    return statement, [*parameters, *tokens, *tokens, *more]


def _narrowed(scope: Scope) -> tuple[str, list[Parameter]]:
    statement, parameters = "", list[Parameter]()
    if scope.kinds:
        statement += f" AND e.kind IN ({_marks(scope.kinds)})"
        parameters += sorted(scope.kinds)
    if scope.without:
        statement += " AND e.id <> %s"
        parameters.append(scope.without)
    if scope.only:
        statement += f" AND e.id IN ({_marks(scope.only)})"
        parameters += scope.only
    return statement, parameters


def _passed(filters: Mapping[str, frozenset[str]]) -> tuple[str, list[Parameter]]:
    parts, parameters = ["0"], list[Parameter]()
    for position, (name, values) in enumerate(filters.items()):
        parts.append(HAS_FACET.format(values=_marks(values), bit=1 << position))
        parameters += [name, *sorted(values)]
    return " + ".join(parts), parameters


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))
