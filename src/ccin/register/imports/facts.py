"""The project's own facts, as they lie in `register/facts/`; sources in `docs/sources.md`."""

import csv
import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ccin.register.models import (
    Authority,
    AuthorityName,
    ChangeEvent,
    GssCode,
    Measure,
    Parish,
    Succession,
)
from ccin.register.rules import fold

FACTS = Path(__file__).resolve().parent.parent / "facts"
FILES = ("authorities", "codes", "names", "measures", "changes", "parishes", "tiles")

Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest_of_the_facts() -> str:
    """One hash over all files: the same facts need not be loaded twice."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((FACTS / f"{name}.csv").read_bytes())
    return digest.hexdigest()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Keys:
    """The rows that later files point at, found by key or title."""

    authorities: dict[str, int]
    events: dict[str, int]

    def authority(self, key: str) -> int | None:
        return self.authorities[key] if key else None


def authorities() -> list[Authority]:
    tiles = {row["authority"]: row for row in rows_of("tiles")}
    return [_authority(row, tiles.get(row["key"], {})) for row in rows_of("authorities")]


def _authority(row: Row, tile: Row) -> Authority:
    plain = (
        "key name short_name kind nation region region_code website register_code mhclg_ecode"
        " gov_uk_slug notes"
    )
    return Authority(
        **{field: row[field] for field in plain.split()},
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        tile_column=int(tile["column"]) if tile else None,
        tile_row=int(tile["row"]) if tile else None,
    )


def links(keys: Keys) -> dict[str, dict[str, int | None]]:
    """For each key: the county, the combined authority and the police area it belongs to."""
    return {
        row["key"]: {
            f"{field}_id": keys.authority(row[field])
            for field in ("parent", "combined_authority", "police_area")
        }
        for row in rows_of("authorities")
    }


def codes(keys: Keys) -> list[GssCode]:
    return [
        GssCode(
            authority_id=keys.authorities[row["authority"]],
            code=row["code"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in rows_of("codes")
    ]


def names(keys: Keys) -> list[AuthorityName]:
    return [
        AuthorityName(
            authority_id=keys.authorities[row["authority"]],
            kind=row["kind"],
            text=row["text"],
            source=row["source"],
            valid_to=_day(row["valid_to"]),
        )
        for row in rows_of("names")
    ]


def measures(keys: Keys) -> list[Measure]:
    return [
        Measure(
            authority_id=keys.authorities[row["authority"]],
            kind=row["kind"],
            value=int(row["value"]),
            year=row["year"],
            definition=row["definition"],
            source=row["source"],
        )
        for row in rows_of("measures")
    ]


def events() -> list[ChangeEvent]:
    found = {
        row["title"]: ChangeEvent(
            title=row["title"],
            kind=row["kind"],
            happens_on=date.fromisoformat(row["happens_on"]),
            instrument=row["instrument"],
            source=row["source"],
        )
        for row in rows_of("changes")
    }
    return list(found.values())


def successions(keys: Keys) -> list[Succession]:
    return [
        Succession(
            event_id=keys.events[row["title"]],
            predecessor_id=keys.authorities[row["predecessor"]],
            successor_id=keys.authorities[row["successor"]],
        )
        for row in rows_of("changes")
    ]


def parishes(keys: Keys) -> list[Parish]:
    return [
        Parish(
            gss_code=row["gss_code"],
            name=row["name"],
            folded=fold(row["name"]),
            kind=row["kind"],
            authority_id=keys.authorities[row["authority"]],
        )
        for row in rows_of("parishes")
    ]
