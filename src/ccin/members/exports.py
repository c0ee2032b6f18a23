"""The membership as a table: public columns for everyone, all of them for staff."""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q

from ccin.members.models import Membership, Organisation, Representation
from ccin.members.rules.cells import harmless

PUBLIC = (
    "name",
    "class",
    "sub_kind",
    "kind",
    "authority",
    "council",
    "parish_code",
    "nation",
    "region",
    "starts_on",
    "starts_on_is_known",
    "website",
    "summary",
    "public_contact",
    "identifiers",
    "source",
)
PRIVATE = ("decision", "notes", "person", "email", "phone", "role", "job_title", "primary")

Row = dict[str, str]


def export_rows(
    on: date, *, private: bool, fictional: bool = False, chosen: Collection[int] = ()
) -> list[Row]:
    """One row a member and supporter of that day; with the private side, one a person as well.

    The headings are those that the import reads. `chosen`: these organisations alone, whether
    fictional or not.
    """
    held = (
        Membership.objects.held_on(on)
        .filter(
            Q(organisation__in=chosen) if chosen else Q(organisation__fictional=fictional),
            organisation__merged_into=None,
        )
        .select_related(
            "organisation__authority",
            "organisation__principal_council",
            "organisation__parish",
        )
        .prefetch_related("organisation__identifiers", "organisation__authority__gss_codes")
        .order_by("organisation__name", "pk")
    )
    people = _people(on) if private else {}
    rows = []
    for membership in held:
        row = _public(membership)
        if private:
            row |= {"decision": membership.decision, "notes": membership.organisation.notes}
        for person in people.get(membership.organisation_id, [{}]):
            rows.append({**dict.fromkeys(columns(private=private), ""), **row, **person})
    return rows


def columns(*, private: bool) -> tuple[str, ...]:
    return PUBLIC + PRIVATE if private else PUBLIC


def as_csv(rows: Iterable[Mapping[str, str]], headings: Iterable[str]) -> bytes:
    """With a byte-order mark, so that Excel reads the accents, and no cell that it would run."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(headings), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: harmless(text) for name, text in row.items()} for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_json(rows: Iterable[Mapping[str, str]], headings: Iterable[str]) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False, indent=2).encode()


def as_xlsx(rows: Iterable[Mapping[str, str]], headings: Iterable[str]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - half a second that few need
    from openpyxl.writer.excel import save_workbook  # noqa: PLC0415 - the same

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Members")
    names = list(headings)
    sheet.append(names)
    for row in rows:
        sheet.append([harmless(row[name]) for name in names])
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Iterable[Mapping[str, str]], Iterable[str]], bytes]] = {
    "csv": as_csv,
    "json": as_json,
    "xlsx": as_xlsx,
}


def _public(membership: Membership) -> Row:
    organisation = membership.organisation
    council, parish = organisation.principal_council, organisation.parish
    return {
        "name": organisation.name,
        "class": membership.membership_class,
        "sub_kind": membership.sub_kind,
        "kind": organisation.kind,
        "authority": _code(organisation),
        "council": council.name if council else "",
        "parish_code": parish.gss_code if parish else "",
        "nation": organisation.nation,
        "region": organisation.region,
        "starts_on": membership.starts_on.isoformat() if membership.starts_on_is_known else "",
        "starts_on_is_known": "yes" if membership.starts_on_is_known else "no",
        "website": organisation.website,
        "summary": organisation.summary,
        "public_contact": organisation.public_contact,
        "identifiers": "; ".join(str(one) for one in organisation.identifiers.all()),
        "source": membership.source,
    }


def _code(organisation: Organisation) -> str:
    """The code that is in force, or the name where the authority has none."""
    if organisation.authority is None:
        return ""
    codes = [code.code for code in organisation.authority.gss_codes.all() if not code.valid_to]
    return codes[-1] if codes else organisation.authority.name


def _people(on: date) -> dict[int, list[Row]]:
    people: dict[int, list[Row]] = {}
    current = Representation.objects.current_on(on).select_related("person")
    for standing in current.order_by("-is_primary", "person__name", "pk"):
        row = {
            "person": standing.person.name,
            "email": standing.person.email,
            "phone": standing.person.phone,
            "role": standing.role,
            "job_title": standing.job_title,
            "primary": "yes" if standing.is_primary else "",
        }
        people.setdefault(standing.organisation_id, []).append(row)
    return people
