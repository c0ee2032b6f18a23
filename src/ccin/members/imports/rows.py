"""A membership spreadsheet's rows as clean values; what is wrong is said of its row and column."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ccin.members.imports.tables import Cell, Line, Table
from ccin.members.rules.cells import as_written
from ccin.members.states import (
    EndReason,
    MembershipClass,
    OrganisationKind,
    RepresentationRole,
    SubKind,
)

EXCEL_BEGINS = date(1899, 12, 30)
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d %H:%M:%S")
YES = frozenset({"yes", "y", "true", "1", "x"})


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is empty where the whole row is wrong."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"Row {self.line}, {self.column}" if self.column else f"Row {self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a row says; empty is what it does not say, and then nothing is changed."""

    line: int
    name: str
    membership_class: str
    kind: str = ""
    sub_kind: str = ""
    authority: str = ""
    council: str = ""
    parish_code: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    end_reason: str = ""
    decision: str = ""
    source: str = ""
    website: str = ""
    summary: str = ""
    public_contact: str = ""
    notes: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    person: str = ""
    email: str = ""
    phone: str = ""
    role: str = ""
    job_title: str = ""
    represents_from: date | None = None
    is_primary: bool = False


class Unreadable(Exception):
    """What is wrong with one cell, and what to write instead."""


def as_text(longest: int) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        text = as_written(" ".join(str(cell).split()))
        if len(text) > longest:
            raise Unreadable(f"Shorten this to {longest} characters; it has {len(text)}.")
        return text

    return read


def as_date(cell: Cell) -> date:
    """A date cell, a date in words or figures (day first), or Excel's number of days."""
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    if re.fullmatch(r"[2-7]\d{4}(\.0+)?", text):  # from 1954 to 2118
        return EXCEL_BEGINS + timedelta(days=int(float(text)))
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Unreadable(f"“{text}” is not a date. Write it as 2021-07-31 or 31/07/2021.")


def as_choice(
    choices: type[MembershipClass]
    | type[OrganisationKind]
    | type[SubKind]
    | type[EndReason]
    | type[RepresentationRole],
) -> Callable[[Cell], str]:
    """The word of the code or the words of its label, in any case."""
    known: dict[str, str] = {}
    for value, label in choices.choices:
        known |= {value: value, value.replace("_", " "): value, str(label).casefold(): value}

    def read(cell: Cell) -> str:
        text = " ".join(str(cell).casefold().split())
        if text not in known:
            labels = ", ".join(value.replace("_", " ") for value in choices.values)
            raise Unreadable(f"“{cell}” is not known here. Write one of: {labels}.")
        return known[text]

    return read


def as_identifiers(cell: Cell) -> tuple[tuple[str, str], ...]:
    """`GB-COH-01234567; GB-CHC-1234567`: scheme and number, the schemes of org-id.guide."""
    found = []
    for part in re.split(r"[;,\s]+", str(cell).strip()):
        scheme, dash, value = part.upper().rpartition("-")
        if not (dash and scheme and value):
            raise Unreadable(f"“{part}” is not an identifier. Write it as GB-COH-01234567.")
        found.append((scheme, value))
    return tuple(found)


def as_email(cell: Cell) -> str:
    text = str(cell).strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise Unreadable(f"“{text}” is not an e-mail address. Write it as name@council.example.")
    return text


def as_web_address(cell: Cell) -> str:
    text = str(cell).strip()
    address = text if "://" in text else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+\S*", address) or len(address) > 200:
        raise Unreadable(f"“{text}” is not a web address. Write it as www.council.example.")
    return address


def as_yes(cell: Cell) -> bool:
    return str(cell).strip().casefold() in YES


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how its cells are read, and what to tell whoever fills it in."""

    read: Callable[[Cell], object]
    help: str
    example: str = ""
    stored_as: str = ""  # where the row keeps it under another name
    is_required: bool = False
    also: tuple[str, ...] = ()


COLUMNS: Mapping[str, Column] = {
    "name": Column(
        as_text(200),
        "The body’s name as you write it.",
        "Anytown Borough Council",
        is_required=True,
        also=("organisation", "member", "organisation_name", "member_name"),
    ),
    "class": Column(
        as_choice(MembershipClass),
        "full, associate, affiliate or supporter.",
        "full",
        stored_as="membership_class",
        is_required=True,
        also=("membership_class", "membership", "membership_type"),
    ),
    "kind": Column(
        as_choice(OrganisationKind),
        "council, combined authority, pcc, parish, party group, elected authority, cooperative, "
        "ngo or company. May be empty where the register knows the authority.",
        "council",
        also=("type", "organisation_kind"),
    ),
    "sub_kind": Column(
        as_choice(SubKind),
        "For a group of councillors: minority group, opposition group or group. Otherwise empty.",
    ),
    "authority": Column(
        as_text(200),
        "GSS code, or the official or short name in the register, where it differs from the name.",
        "E07000999",
        also=("gss_code", "gss", "ons_code", "council_code"),
    ),
    "council": Column(
        as_text(200),
        "For a group or a parish council: the principal council, by code or name.",
        also=("principal_council", "parent", "parent_code"),
    ),
    "parish_code": Column(as_text(9), "For a parish council: the GSS code of its parish."),
    "starts_on": Column(
        as_date,
        "First day of membership. Empty if it is not known.",
        "2021-08-01",
        also=("joined", "joined_on", "start_date", "member_since"),
    ),
    "ends_on": Column(
        as_date, "Last day of membership, if it is over.", also=("left_on", "end_date")
    ),
    "end_reason": Column(as_choice(EndReason), "resigned, lapsed, removed or dissolved."),
    "decision": Column(as_text(40), "The network’s reference of the decision to admit it."),
    "source": Column(as_text(300), "Where this is recorded. Empty: the name of the file."),
    "website": Column(as_web_address, "Public.", "www.anytown.example", also=("url", "web")),
    "summary": Column(as_text(2000), "Public: the body in a few words."),
    "public_contact": Column(as_text(200), "Public: how anyone can reach it."),
    "notes": Column(as_text(2000), "For staff only."),
    "identifiers": Column(as_identifiers, "Numbers in other registers.", "GB-COH-01234567"),
    "person": Column(
        as_text(120),
        "A person who represents it. For further people repeat the row.",
        "Sam Example",
        also=("contact", "contact_name", "person_name"),
    ),
    "email": Column(
        as_email, "Theirs.", "sam@anytown.example", also=("e_mail", "person_email", "contact_email")
    ),
    "phone": Column(as_text(40), "Theirs.", also=("telephone", "person_phone")),
    "role": Column(
        as_choice(RepresentationRole),
        "leader, portfolio holder, group leader, chief executive, lead officer, policy officer, "
        "finance contact or representative (taken if empty).",
        "lead officer",
    ),
    "job_title": Column(as_text(120), "Theirs.", "Head of Policy"),
    "represents_from": Column(as_date, "First day as representative.", "2024-05-10"),
    "primary": Column(as_yes, "yes for the one main contact.", "yes", stored_as="is_primary"),
}
_KNOWN = {heading: name for name, column in COLUMNS.items() for heading in (name, *column.also)}


def template() -> bytes:
    """An empty membership list with every column and one example row; Excel reads the accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerow([column.example for column in COLUMNS.values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


# Columns of our own exports that follow from the others.
DERIVED = frozenset({"nation", "region", "starts_on_is_known"})


@dataclass(frozen=True, slots=True)
class Read:
    rows: tuple[MemberRow, ...]
    problems: tuple[Problem, ...]
    not_read: tuple[str, ...]  # headings that mean nothing here


def read_rows(table: Table) -> Read:
    named = {_KNOWN[heading]: heading for heading in table.headings if heading in _KNOWN}
    missing = [name for name, column in COLUMNS.items() if column.is_required and name not in named]
    if missing:
        message = f"The column “{missing[0]}” is missing. The template has every column."
        return Read((), (Problem(1, "", message),), ())
    rows, problems = [], []
    for line in table.lines:
        found = _read_line(line, named)
        if isinstance(found, MemberRow):
            rows.append(found)
        else:
            problems += found
    meant = _KNOWN.keys() | DERIVED
    not_read = tuple(heading for heading in table.headings if heading not in meant)
    return Read(tuple(rows), tuple(problems), not_read)


def _read_line(line: Line, named: Mapping[str, str]) -> MemberRow | list[Problem]:
    values: dict[str, Any] = {}
    problems = []
    for name, heading in named.items():
        cell, column = line.cells.get(heading), COLUMNS[name]
        if cell is None or str(cell).strip() == "":
            if column.is_required:
                problems.append(Problem(line.number, name, "This may not be empty."))
            continue
        try:
            values[column.stored_as or name] = column.read(cell)
        except Unreadable as error:
            problems.append(Problem(line.number, name, str(error)))
    return problems or MemberRow(line=line.number, **values)
