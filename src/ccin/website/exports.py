"""The list behind a figure, as a table and as JSON."""

import csv
from io import StringIO
from typing import Any

from ccin.members.reads.figures import Counted, Figures
from ccin.website.reads.figures import lines_behind

COLUMNS = (
    "name",
    "slug",
    "kind",
    "membership_class",
    "sub_kind",
    "since",
    "authority",
    "nation",
    "population",
    "population_year",
    "budget",
    "budget_year",
    "source",
)


def rows(live: Figures, key: str) -> list[dict[str, Any]]:
    return [_row(line) for line in lines_behind(live, key)]


def as_csv(live: Figures, key: str) -> str:
    """With a byte-order mark, so that spreadsheets read the diacritics of Welsh names."""
    written = StringIO()
    table = csv.DictWriter(written, COLUMNS)
    table.writeheader()
    table.writerows(rows(live, key))
    return "\ufeff" + written.getvalue()


def as_json(live: Figures, key: str) -> dict[str, Any]:
    figure = live.by_key[key]
    return {
        "key": key,
        "name": figure.name,
        "value": figure.value,
        "year": figure.year,
        "definition": figure.definition,
        "source": figure.source,
        "on": live.on.isoformat(),
        "counted_but_not_named": live.unnamed_supporters if key == "supporters" else 0,
        "counted": rows(live, key),
    }


def _row(line: Counted) -> dict[str, Any]:
    return {
        "name": line.name,
        "slug": line.slug,
        "kind": line.kind,
        "membership_class": line.membership_class,
        "sub_kind": line.sub_kind,
        "since": line.since.isoformat() if line.since_is_known else "",
        "authority": line.authority_key,
        "nation": line.nation,
        "population": line.population.value if line.population else None,
        "population_year": line.population.year if line.population else "",
        "budget": line.budget.value if line.budget else None,
        "budget_year": line.budget.year if line.budget else "",
        "source": line.source,
    }
