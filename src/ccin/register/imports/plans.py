"""What an official file would change, worked out without changing anything."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import models

from ccin.register.imports.tables import Line, Table
from ccin.register.models import Authority, GssCode

CODE = re.compile(r"[EWSNK]\d{8}")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y", "%d/%m/%y")  # as published, and as Excel writes them


@dataclass(frozen=True, slots=True)
class Note:
    row: int
    reason: str

    def __str__(self) -> str:
        return f"Row {self.row}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would be written. `record` holds it already; a new one has no `fields`."""

    row: int
    about: str
    what: str
    old: str
    new: str
    record: models.Model
    fields: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return not self.fields


@dataclass
class Plan:
    """The dry run of one file: it may be carried out only if it has no faults."""

    kind: str
    rows: int = 0
    changes: list[Change] = field(default_factory=list)
    faults: list[Note] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)
    digest: str = ""

    @property
    def is_right(self) -> bool:
        return not self.faults

    def fault(self, line: Line, reason: str) -> None:
        self.faults.append(Note(line.number, reason))

    def leave_out(self, line: Line, reason: str) -> None:
        self.left_out.append(Note(line.number, reason))

    def new(self, line: Line, about: str, what: str, record: models.Model, value: object) -> None:
        self.changes.append(Change(line.number, about, what, "", str(value), record))

    def set(
        self, line: Line, record: models.Model, name: str, value: object, *, with_it: str = ""
    ) -> None:
        """Plan that a field be set, if it differs. The record in hand gets the value at once.

        `with_it` names a field that follows from this one.
        """
        old = getattr(record, name)
        if old == value:
            return
        setattr(record, name, value)
        label = str(getattr(record._meta.get_field(name), "verbose_name", name))
        fields = (name, with_it) if with_it else (name,)
        old_text, new_text = ("" if each is None else str(each) for each in (old, value))
        self.changes.append(
            Change(line.number, str(record), label, old_text, new_text, record, fields)
        )

    def seal(self, content: bytes) -> None:
        """Fix what was shown: the digest covers the file and every change it would make."""
        digest = hashlib.sha256(content)
        for change in self.changes:
            digest.update(repr((change.about, change.what, change.old, change.new)).encode())
        self.digest = digest.hexdigest()


class Codes:
    """Authorities by any GSS code they have or had."""

    def __init__(self) -> None:
        self._authorities = Authority.objects.in_bulk()
        self._by_code = dict(GssCode.objects.values_list("code", "authority_id"))

    def find(self, code: str) -> Authority | None:
        key = self._by_code.get(code)
        return self._authorities[key] if key is not None else None

    def all(self) -> Iterable[Authority]:
        return self._authorities.values()


def with_codes(table: Table, plan: Plan, column: str) -> Iterable[Line]:
    """The rows whose code is a code and stands there for the first time; the others are faults."""
    seen: dict[str, int] = {}
    for line in table.lines:
        code = line[column]
        if not CODE.fullmatch(code):
            plan.fault(line, f"“{code}” in {column} is not a GSS code such as E08000004.")
        elif code in seen:
            plan.fault(line, f"{code} stands in row {seen[code]} already.")
        else:
            seen[code] = line.number
            yield line


def day_in(text: str) -> date | None:
    """The day a cell names; None where it is empty; ValueError where it names no day."""
    if not text:
        return None
    for pattern in DAYS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise ValueError(text)
