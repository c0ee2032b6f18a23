"""The dates of the year that the project brings, each with its source."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "facts" / "year_ahead.csv"
NUMBERS = ("month", "day", "days", "every", "since")
WORDS = ("title", "task", "rule", "staff_role", "members_role", "address", "source")


def dates_of_the_year() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The key of each, the key of the date it hangs on, and its values."""
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values: dict[str, Any] = {name: row[name] for name in WORDS}
            values |= {name: int(row[name]) for name in NUMBERS}
            values["on"] = date.fromisoformat(row["on"]) if row["on"] else None
            values["is_proposal"] = row["is_proposal"] == "yes"
            yield row["key"], row["anchor"], values
