"""The one query that decides who may find what: both databases run it unchanged.

Visibility stands in the query itself: an entry needs a token the reader has, and none that is
denied. Sums over the words asked for, each share times the word's rarity.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

Parameter = str | int | float

BEST = 1_000  # as far as pages and counts of facets reach
HIGHEST = "score DESC, entry_id"
NEWEST = "dated_on DESC NULLS LAST, entry_id DESC"

VISIBLE = """
    EXISTS (SELECT 1 FROM search_audience a
            WHERE a.entry_id = {entry} AND a.token IN ({tokens}) AND NOT a.denied)
    AND {entry} NOT IN (SELECT d.entry_id FROM search_audience d
                        WHERE d.denied AND d.token IN ({tokens}))
"""
WORDS = """
    asked AS (
        SELECT column1 AS word_id, CAST(column2 AS DOUBLE PRECISION) AS rarity
        FROM (VALUES {values}) AS given
    ),
    scored AS (
        SELECT p.entry_id, SUM(p.weight * asked.rarity) AS score, SUM(asked.rarity) AS held
        FROM asked JOIN search_posting p ON p.word_id = asked.word_id
        GROUP BY p.entry_id
    ),
"""
ROWS = """
    SELECT {entry} AS entry_id, {score} AS score, {held} AS held, {passed} AS passed{day}
    FROM {source}
    WHERE {visible} {narrowed}
"""
NOTHING = "CAST(0 AS DOUBLE PRECISION)"
BEST_OF_ALL = """
    WITH {words} matching AS ({rows})
    SELECT entry_id, score, held, passed, {alike} FROM matching
    ORDER BY {all_passed}{order}
    LIMIT {limit}
"""
ALIKE = {
    False: "(SELECT COUNT(*) FROM matching)",
    True: "COUNT(*) OVER (PARTITION BY passed)",
}
HELD = """
    SELECT z.entries, z.stamp, w.id, w.stem, w.entries, w.spellings
    FROM search_indexsize z LEFT JOIN search_word w ON w.stem IN ({stems}) AND EXISTS (
        SELECT 1 FROM search_posting p WHERE p.word_id = w.id AND {visible}
    )
"""
NARROWINGS = "SELECT entry_id, lines FROM search_narrowing WHERE entry_id IN ({entries})"
HAS_FACET = """
    CASE WHEN EXISTS (SELECT 1 FROM search_facet f
                      WHERE f.entry_id = {entry} AND f.name = %s AND f.value IN ({values}))
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


@dataclass(frozen=True, slots=True)
class Holding:
    """By stem, the words that are held; of the index, how many entries it has and its stamp."""

    entries: int = 0
    stamp: UUID | str | None = None
    words: Mapping[str, Held] = field(default_factory=dict)


class Match(NamedTuple):
    """An entry that matches the words and may be seen. `held`: the rarity of the words it holds;
    `passed`: a bit for each facet whose filter lets it through; `alike`: how many pass the same."""

    entry: int
    score: float
    held: float
    passed: int
    alike: int


def best_matches(
    rarities: Mapping[int, float], scope: Scope, *, order: str = HIGHEST, limit: int = BEST
) -> list[Match]:
    """The best that pass every filter, then the best of those that do not, for the counts.

    Without words, everything that may be seen. `order` is code, never what somebody sent.
    """
    given = [part for pair in rarities.items() for part in pair]
    rows, parameters = _rows(scope, scored=bool(rarities), by_day=order == NEWEST)
    statement = BEST_OF_ALL.format(
        words=WORDS.format(values=", ".join(["(%s, %s)"] * len(rarities))) if rarities else "",
        rows=rows,
        alike=ALIKE[bool(scope.filters)],
        all_passed=f"CASE WHEN passed = {scope.all_passed} THEN 0 ELSE 1 END, "
        if scope.filters
        else "",
        order=order,
        limit=limit,
    )
    return list(map(Match._make, rows_of(statement, [*given, *parameters])))


def held_words(stems: Collection[str], tokens: frozenset[str]) -> Holding:
    """How much is indexed, and those of these stems that are words of an entry which may be
    seen."""
    seen = sorted(tokens) or [""]
    visible = VISIBLE.format(entry="p.entry_id", tokens=_marks(seen))
    statement = HELD.format(stems=_marks(stems), visible=visible)
    rows = rows_of(statement, [*stems, *seen, *seen])
    words = {row[3]: Held(*row[2:]) for row in rows if row[2] is not None}
    return Holding(rows[0][0], rows[0][1], words) if rows else Holding()


def counts_of_facets(
    every: Sequence[int], loose: Mapping[str, Sequence[int]]
) -> dict[str, list[tuple[str, int]]]:
    """How many of `every` have each value; of the facets named in `loose`, how many of those."""
    entries = set(every).union(*loose.values())
    if not entries:
        return {}
    statement = NARROWINGS.format(entries=", ".join(map(str, sorted(entries))))
    held = {entry: lines.split("\n") for entry, lines in rows_of(statement, [])}
    counts: dict[str, list[tuple[str, int]]] = {}
    for only, among in (("", every), *loose.items()):
        counted = Counter(chain.from_iterable(held.get(entry, ()) for entry in among))
        for line, count in counted.items():
            name, _tab, value = line.partition("\t")
            if name == only or not (only or name in loose):
                counts.setdefault(name, []).append((value, count))
    return counts


def rows_of(statement: str, parameters: Sequence[Parameter]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Any] = cursor.fetchall()
    return found


def _rows(scope: Scope, *, scored: bool, by_day: bool) -> tuple[str, list[Parameter]]:
    """The entry's own row is looked at only where something of it is asked for: it is long."""
    entry = "s.entry_id" if scored else "e.id"
    passed, parameters = _passed(scope.filters, entry)
    tokens = sorted(scope.tokens) or [""]
    narrowed, more = _narrowed(scope, entry)
    joined = "scored s JOIN search_indexentry e ON e.id = s.entry_id"
    statement = ROWS.format(
        entry=entry,
        score="s.score" if scored else NOTHING,
        held="s.held" if scored else NOTHING,
        passed=passed,
        day=", e.dated_on" if by_day else "",
        source=(joined if scope.kinds or by_day else "scored s")
        if scored
        else "search_indexentry e",
        visible=VISIBLE.format(entry=entry, tokens=_marks(tokens)),
        narrowed=narrowed,
    )
    return statement, [*parameters, *tokens, *tokens, *more]


def _narrowed(scope: Scope, entry: str) -> tuple[str, list[Parameter]]:
    statement, parameters = "", list[Parameter]()
    if scope.kinds:
        statement += f" AND e.kind IN ({_marks(scope.kinds)})"
        parameters += sorted(scope.kinds)
    if scope.without:
        statement += f" AND {entry} <> %s"
        parameters.append(scope.without)
    if scope.only:
        statement += f" AND {entry} IN ({_marks(scope.only)})"
        parameters += scope.only
    return statement, parameters


def _passed(filters: Mapping[str, frozenset[str]], entry: str) -> tuple[str, list[Parameter]]:
    parts, parameters = ["0"], list[Parameter]()
    for position, (name, values) in enumerate(filters.items()):
        parts.append(HAS_FACET.format(entry=entry, values=_marks(values), bit=1 << position))
        parameters += [name, *sorted(values)]
    return " + ".join(parts), parameters


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))
