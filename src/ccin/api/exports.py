"""Whole lists to take away: members, authorities, figures, what was published."""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any

from ccin.api.projects import ProjectOut
from ccin.api.reads import authorities, members
from ccin.api.schemas import AuthorityOut, MemberOut
from ccin.api.shelf import ResourceOut
from ccin.funding.reads.open_data import public_projects
from ccin.funding.reads.open_data import with_all_that_is_public as with_all_of_a_project
from ccin.library.reads.open_data import public_resources, with_all_that_is_public
from ccin.members.models import Snapshot
from ccin.members.reads.figures import figures

MEMBER_COLUMNS = (
    "slug",
    "name",
    "kind",
    "membership_class",
    "sub_kind",
    "since",
    "recorded_in",
    "nation",
    "region",
    "authority",
    "principal_council",
    "gss_codes",
    "website",
    "population",
    "population_year",
    "budget",
    "budget_year",
    "budget_definition",
)
AUTHORITY_COLUMNS = (
    "key",
    "name",
    "short_name",
    "kind",
    "nation",
    "region",
    "parent",
    "combined_authority",
    "gss_codes",
    "other_names",
    "latitude",
    "longitude",
    "website",
    "valid_from",
    "last_day",
    "population",
    "population_year",
    "budget",
    "budget_year",
    "budget_definition",
)
SNAPSHOT_COLUMNS = (
    "as_at",
    "as_at_text",
    "full",
    "associate",
    "parishes",
    "affiliate",
    "supporters",
    "members",
    "citizens",
    "budget",
    "note",
    "source",
    "source_url",
)
FORMULA = tuple("=+-@\t\r")
RESOURCE_COLUMNS = (
    "key",
    "slug",
    "title",
    "kind",
    "summary",
    "owner",
    "owner_name",
    "working_with",
    "partners",
    "places",
    "themes",
    "principles",
    "year",
    "evidence_level",
    "licence",
    "language",
    "published_on",
    "release",
    "released_on",
    "archived_on",
    "link",
    "url",
    "short_url",
)
PROJECT_COLUMNS = (
    "reference",
    "slug",
    "title",
    "type",
    "status",
    "year",
    "round",
    "off_cycle",
    "lead",
    "lead_name",
    "participants",
    "sponsors",
    "themes",
    "principles",
    "awarded_pence",
    "awarded_on",
    "paid_pence",
    "decision",
    "starts_on",
    "ends_on",
    "source",
    "source_url",
    "url",
)


def member_rows(on: date) -> list[dict[str, Any]]:
    return [MemberOut.from_orm(held).dict() for held in members(on)]


def members_csv(on: date) -> str:
    return _table(MEMBER_COLUMNS, (_flat(row) for row in member_rows(on)))


def resource_rows() -> list[dict[str, Any]]:
    found = with_all_that_is_public(public_resources())
    return [ResourceOut.from_orm(one).dict() for one in found]


def resources_csv() -> str:
    """One row a resource; several values of a column are parted by semicolons."""
    rows = resource_rows()
    for row in rows:
        row["principles"] = "; ".join(one["name"] for one in row["principles"])
        for name in ("working_with", "partners", "places", "themes"):
            row[name] = "; ".join(row[name])
    return _table(RESOURCE_COLUMNS, (_harmless(row) for row in rows))


def project_rows() -> list[dict[str, Any]]:
    found = with_all_of_a_project(public_projects())
    return [ProjectOut.from_orm(one).dict() for one in found]


def projects_csv() -> str:
    """One row a project; several values of a column are parted by semicolons."""
    rows = project_rows()
    for row in rows:
        row["principles"] = "; ".join(one["name"] for one in row["principles"])
        for name in ("participants", "sponsors", "themes"):
            row[name] = "; ".join(row[name])
    return _table(PROJECT_COLUMNS, (_harmless(row) for row in rows))


def authorities_csv() -> str:
    """The whole register: those that are gone and those that are planned, too."""
    rows = (AuthorityOut.from_orm(one).dict() for one in authorities())
    return _table(AUTHORITY_COLUMNS, (_flat(row) for row in rows))


def snapshots_csv() -> str:
    return _table(SNAPSHOT_COLUMNS, Snapshot.objects.values(*SNAPSHOT_COLUMNS))


def figures_now(on: date) -> dict[str, Any]:
    live = figures(on)
    return {
        "on": on,
        **{
            key: {
                "value": one.value,
                "year": one.year,
                "definition": one.definition,
                "source": one.source,
            }
            for key, one in live.by_key.items()
        },
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """One cell a column: codes joined, each measure with its year."""
    for name in ("gss_codes", "other_names"):
        if name in row:
            row[name] = "; ".join(row[name])
    for measure in row.pop("measures"):
        kind = measure["kind"]
        row[kind] = measure["value"]
        row[f"{kind}_year"] = measure["year"]
        row[f"{kind}_definition"] = measure["definition"]
    return row


def _harmless(row: dict[str, Any]) -> dict[str, Any]:
    """People wrote these words: a spreadsheet must not take them for a formula."""
    return {
        name: f"'{value}" if isinstance(value, str) and value[:1] in FORMULA else value
        for name, value in row.items()
    }


def _table(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> str:
    """With a byte-order mark, so that spreadsheets read the diacritics of Welsh names."""
    written = StringIO()
    table = csv.DictWriter(written, columns, extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
    return "\ufeff" + written.getvalue()
