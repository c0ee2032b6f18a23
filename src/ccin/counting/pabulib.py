"""Reads a file of preferences in the format of Pabulib: META, PROJECTS and VOTES, by semicolons.

Strict: what is unclear is refused with its line, never repaired, since a repaired ballot is no
longer the one that was cast.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from ccin.counting.approvals import Approvals, Fund, Project, gather
from ccin.counting.errors import Fault, Malformed

SECTIONS = ("META", "PROJECTS", "VOTES")
APPROVALS = {"approval", "choose-1"}  # one choice is an approval of one project
AMOUNT = re.compile(r"(\d+)(?:\.(\d+))?", re.ASCII)
MOST_DIGITS = 15  # before the dot: more than any fund, and far from what a number holds exactly
MOST_DECIMALS = 6
LONGEST_FIELD = 10_000_000  # a ballot that names every project of a very long list


@dataclass(slots=True)
class Row:
    line: int
    fields: list[str]


@dataclass(slots=True)
class Section:
    name: str
    line: int
    heading: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def value(self, row: Row, column: str) -> str:
        return row.fields[self.heading[column]].strip()


@dataclass(frozen=True, slots=True)
class Meta:
    line: int
    said: Mapping[str, tuple[int, str]]

    def require(self, key: str) -> tuple[int, str]:
        if key not in self.said:
            raise Malformed(Fault.KEY_MISSING, self.line, key=key)
        return self.said[key]

    def number(self, key: str) -> tuple[int, int] | None:
        """A whole number that META may say, with its line."""
        if key not in self.said or not self.said[key][1]:
            return None
        line, found = self.said[key]
        return line, _whole(found, line, key)


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many projects a ballot may name, where META says so; an empty one breaks no length."""

    least: tuple[int, int] | None
    most: tuple[int, int] | None

    def check(self, found: int, voter: str, line: int) -> None:
        if self.most and found > self.most[1]:
            fault, wanted = Fault.TOO_MANY_CHOICES, self.most[1]
        elif self.least and 0 < found < self.least[1]:
            fault, wanted = Fault.TOO_FEW_CHOICES, self.least[1]
        else:
            return
        raise Malformed(fault, line, voter=voter, found=found, wanted=wanted)


def read_approvals(text: str) -> Approvals:
    """The ballots of the file, or Malformed with the line and what is wrong there."""
    sections = _sections(text)
    meta = _meta(sections["META"])
    line, vote_type = meta.require("vote_type")
    if vote_type not in APPROVALS:
        raise Malformed(Fault.VOTE_TYPE, line, found=vote_type)
    rows = sections["PROJECTS"]
    decimals, budget, costs = _amounts(meta, rows)
    projects = _projects(meta, rows, costs)
    ballots = _ballots(meta, sections["VOTES"], projects)
    currency = meta.said.get("currency", (0, ""))[1]
    approvals = gather(Fund(budget, decimals, currency), projects, ballots)
    _check_votes(rows, approvals)
    return approvals


def _sections(text: str) -> dict[str, Section]:
    found: dict[str, Section] = {}
    here: Section | None = None
    for row in _rows(text.removeprefix("\ufeff")):
        word = row.fields[0].strip()
        if word.upper() in SECTIONS and not any(row.fields[1:]):
            here = _begin(word.upper(), row.line, found)
        elif here is None:
            raise Malformed(Fault.BEFORE_META, row.line, found=word[:40])
        elif not here.heading:
            here.heading = _heading(here.name, row)
        else:
            here.rows.append(_fitted(here, row))
    _check_parts(found)
    return found


def _check_parts(found: Mapping[str, Section]) -> None:
    if not found:
        raise Malformed(Fault.EMPTY)
    for name in SECTIONS:
        if name not in found:
            raise Malformed(Fault.SECTION_MISSING, section=name)
    for name, section in found.items():
        if not section.heading:
            raise Malformed(Fault.HEADING_MISSING, section.line, section=name)


def _rows(text: str) -> Iterator[Row]:
    """Each row that is not blank, with the line on which it begins: a quoted field may run over
    several."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
    begins = 1
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as problem:
            raise Malformed(Fault.NOT_CSV, begins, problem=str(problem)) from None
        if fields is None:
            return
        if any(map(str.strip, fields)):
            yield Row(begins, fields)
        begins = reader.line_num + 1


def _begin(name: str, line: int, found: dict[str, Section]) -> Section:
    if name in found:
        raise Malformed(Fault.SECTION_TWICE, line, section=name)
    if name != SECTIONS[len(found)]:
        raise Malformed(Fault.SECTION_ORDER, line, section=name)
    found[name] = Section(name, line)
    return found[name]


def _heading(section: str, row: Row) -> dict[str, int]:
    names = [name.strip().lower() for name in row.fields]
    while not names[-1]:
        names.pop()
    for name in names:
        if names.count(name) > 1:
            raise Malformed(Fault.COLUMN_TWICE, row.line, section=section, column=name)
    wanted = {
        "META": ("key", "value"),
        "PROJECTS": ("project_id", "cost"),
        "VOTES": ("voter_id", "vote"),
    }
    for column in wanted[section]:
        if column not in names:
            raise Malformed(Fault.COLUMN_MISSING, row.line, section=section, column=column)
    return {name: place for place, name in enumerate(names)}


def _fitted(section: Section, row: Row) -> Row:
    """The row, if it has as many fields as the headings; empty ones at its end do not count."""
    wanted = len(section.heading)
    while len(row.fields) > wanted and not row.fields[-1]:
        row.fields.pop()
    if len(row.fields) != wanted:
        raise Malformed(
            Fault.FIELDS, row.line, section=section.name, found=len(row.fields), wanted=wanted
        )
    return row


def _meta(section: Section) -> Meta:
    said: dict[str, tuple[int, str]] = {}
    for row in section.rows:
        key = section.value(row, "key").lower()
        if key in said:
            raise Malformed(Fault.KEY_TWICE, row.line, key=key)
        said[key] = (row.line, section.value(row, "value"))
    return Meta(section.line, said)


def _whole(found: str, line: int, key: str) -> int:
    if not re.fullmatch(r"\d{1,15}", found, re.ASCII):
        raise Malformed(Fault.NOT_A_NUMBER, line, key=key, found=found[:40])
    return int(found)


def _amounts(meta: Meta, rows: Section) -> tuple[int, int, list[int]]:
    """How many decimals the file uses, and with them the budget and each cost as whole numbers."""
    line, found = meta.require("budget")
    written = [
        _amount(found, line, "budget"),
        *(_amount(rows.value(row, "cost"), row.line, "cost") for row in rows.rows),
    ]
    decimals = max(len(fraction) for _, fraction in written)
    budget, *costs = [int(whole + fraction.ljust(decimals, "0")) for whole, fraction in written]
    return decimals, budget, costs


def _amount(found: str, line: int, key: str) -> tuple[str, str]:
    match = AMOUNT.fullmatch(found)
    if not match:
        raise Malformed(Fault.NOT_AN_AMOUNT, line, key=key, found=found[:40])
    whole, fraction = match[1].lstrip("0") or "0", match[2] or ""
    if len(whole) > MOST_DIGITS:
        raise Malformed(Fault.TOO_LARGE, line, key=key, found=found[:40], most=MOST_DIGITS)
    if len(fraction) > MOST_DECIMALS:
        raise Malformed(Fault.TOO_FINE, line, key=key, found=found[:40], most=MOST_DECIMALS)
    return whole, fraction


def _projects(meta: Meta, section: Section, costs: Sequence[int]) -> list[Project]:
    if not section.rows:
        raise Malformed(Fault.NO_PROJECTS, section.line)
    first: dict[str, int] = {}
    found = []
    named = "name" in section.heading
    for row, cost in zip(section.rows, costs, strict=True):
        project = section.value(row, "project_id")
        if not project:
            raise Malformed(Fault.PROJECT_EMPTY, row.line)
        if "," in project:
            raise Malformed(Fault.PROJECT_COMMA, row.line, project=project)
        if project in first:
            raise Malformed(Fault.PROJECT_TWICE, row.line, project=project, first=first[project])
        first[project] = row.line
        found.append(Project(project, cost, section.value(row, "name") if named else ""))
    _check_count(meta, "num_projects", len(found))
    return found


def _check_count(meta: Meta, key: str, found: int) -> None:
    said = meta.number(key)
    if said and said[1] != found:
        raise Malformed(Fault.COUNT_DIFFERS, said[0], key=key, wanted=said[1], found=found)


def _ballots(
    meta: Meta, section: Section, projects: Sequence[Project]
) -> Mapping[tuple[int, ...], int]:
    if not section.rows:
        raise Malformed(Fault.NO_BALLOTS, section.line)
    _check_count(meta, "num_votes", len(section.rows))
    places = {project.id: place for place, project in enumerate(projects)}
    voter_at, vote_at = section.heading["voter_id"], section.heading["vote"]
    first: dict[str, int] = {}
    known: dict[str, tuple[int, ...]] = {}
    cast: Counter[tuple[int, ...]] = Counter()
    lengths = Lengths(meta.number("min_length"), meta.number("max_length"))
    for row in section.rows:
        voter, vote = row.fields[voter_at].strip(), row.fields[vote_at]
        if not voter:
            raise Malformed(Fault.VOTER_EMPTY, row.line)
        if voter in first:
            raise Malformed(Fault.VOTER_TWICE, row.line, voter=voter, first=first[voter])
        first[voter] = row.line
        ballot = known.get(vote)
        if ballot is None:
            ballot = known[vote] = _ballot(vote, voter, row.line, places)
            lengths.check(len(ballot), voter, row.line)
        cast[ballot] += 1
    return cast


def _ballot(vote: str, voter: str, line: int, places: Mapping[str, int]) -> tuple[int, ...]:
    named = [choice.strip() for choice in vote.split(",")] if vote.strip() else []
    try:
        chosen = tuple(sorted(places[choice] for choice in named))
    except KeyError as unknown:
        project = str(unknown.args[0])
        fault = Fault.CHOICE_UNKNOWN if project else Fault.CHOICE_EMPTY
        raise Malformed(fault, line, voter=voter, project=project[:60]) from None
    if len(set(chosen)) < len(chosen):
        twice = next(choice for choice in named if named.count(choice) > 1)
        raise Malformed(Fault.CHOICE_TWICE, line, voter=voter, project=twice)
    return chosen


def _check_votes(section: Section, approvals: Approvals) -> None:
    """A file may say how many votes each project has: then it must be right."""
    if "votes" not in section.heading:
        return
    for row, project, found in zip(section.rows, approvals.projects, approvals.votes, strict=True):
        said = section.value(row, "votes")
        if said and _whole(said, row.line, "votes") != found:
            raise Malformed(Fault.VOTES_DIFFER, row.line, project=project, wanted=said, found=found)
