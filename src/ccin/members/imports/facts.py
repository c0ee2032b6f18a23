"""The project's facts about the network, each row with its source (docs/sources.md)."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "facts"
FIGURES = (
    "full",
    "associate",
    "parishes",
    "affiliate",
    "supporters",
    "members",
    "citizens",
    "budget",
)


def class_terms() -> Iterator[dict[str, Any]]:
    for row in _rows("class_terms.csv"):
        yield {
            "membership_class": row["membership_class"],
            "sub_kind": row["sub_kind"],
            "kinds": row["kinds"].split(),
            "valid_from": date.fromisoformat(row["valid_from"]),
            "fee_basis": row["fee_basis"],
            "source": row["source"],
            "is_proposal": row["is_proposal"] == "yes",
        }


def snapshots() -> Iterator[dict[str, Any]]:
    for row in _rows("snapshots.csv"):
        words = {name: row[name] for name in ("as_at_text", "note", "source", "source_url")}
        figures = {name: int(row[name]) if row[name] else None for name in FIGURES}
        yield {"as_at": date.fromisoformat(row["as_at"]), **words, **figures}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
