"""What a list would change: each row is judged by what the library has and by the rows above it;
nothing is written."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.kernel.progress import Tell, quietly
from ccin.library.imports.columns import Headings, Row, read_line
from ccin.library.imports.contents import Contents, contents_of, digest_of, key_of
from ccin.library.imports.lines import Line, Listing
from ccin.library.imports.lists import read_list
from ccin.library.models import FormerAddress, Origin, Resource
from ccin.library.reads.naming import LEAVE_OUT, Names, Unknown
from ccin.library.reads.writing import content_of
from ccin.library.states.resources import ResourceKind, ResourceState, Visibility
from ccin.members.imports.rows import Problem
from ccin.register.rules import fold

AT_ONCE = 200  # rows judged together
KEPT = 200  # problems, remarks and examples that are kept to be shown
WORKED_ON = frozenset({ResourceState.DRAFT, ResourceState.SUBMITTED, ResourceState.PUBLISHED})


class Outcome(StrEnum):
    MADE = auto()
    CHANGED = auto()
    SAME = auto()
    LEFT_OUT = auto()
    FAULTY = auto()


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a list is to be taken. `kind` and `visibility` are for rows that name none."""

    list_name: str
    publish: bool = True
    kind: str = ResourceKind.REPORT
    visibility: str = Visibility.PUBLIC
    leave_out_faulty: bool = False
    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meant:
    """What the names in a row mean here, as keys."""

    kind: str
    owner: int | None
    working_with: tuple[int, ...]
    partners: tuple[int, ...]
    themes: tuple[int, ...]
    principles: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Judged:
    line: int
    outcome: Outcome
    row: Row | None = None
    contents: Contents | None = None
    meant: Meant | None = None
    key: str = ""
    digest: str = ""
    origin: Origin | None = None
    why: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Plan:
    """What was found. Of problems, remarks and examples no more than can be shown are kept."""

    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    remarks: list[Problem] = field(default_factory=list)
    remark_count: int = 0
    examples: list[tuple[int, str, str]] = field(default_factory=list)  # line, outcome, title
    not_read: tuple[str, ...] = ()
    unknown: list[Unknown] = field(default_factory=list)

    def note(self, judged: Judged) -> None:
        self.rows += 1
        self.counts[judged.outcome] += 1
        self.problem_count += len(judged.problems)
        self.problems += judged.problems[: KEPT - len(self.problems)]
        told = [*(judged.contents.told if judged.contents else ()), *filter(None, [judged.why])]
        self.remark_count += len(told)
        remarks = [Problem(judged.line, "", words) for words in told]
        self.remarks += remarks[: KEPT - len(self.remarks)]
        if judged.contents and len(self.examples) < KEPT:
            self.examples.append((judged.line, judged.outcome.value, judged.contents.title))


def plan_import(file: BinaryIO, wishes: Wishes, *, tell: Tell = quietly) -> Plan:
    """Read the list to its end and judge every row."""
    listing = read_list(file)
    judge = Judge(wishes, listing)
    plan = Plan(not_read=judge.headings.not_read)
    for batch in in_batches(listing.lines):
        for judged in judge.judge(batch):
            plan.note(judged)
        tell(plan.rows, 0, _("Rows looked through: %(rows)s") % {"rows": f"{plan.rows:,}"})
    if not plan.rows:
        raise Refused(_("The file needs a row of headings and at least one row below it."))
    plan.unknown = judge.names.unknown()
    return plan


def in_batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, AT_ONCE)):
        yield batch


class Judge:
    """Goes through the rows in order, some hundred at a time."""

    def __init__(self, wishes: Wishes, listing: Listing) -> None:
        self.wishes = wishes
        self.list_name = listing.keyed or wishes.list_name
        self.headings = Headings(listing.headings)
        if self.headings.lacks:
            raise Refused(
                _(
                    "No column of this list holds a title or a text. The template shows how the "
                    "columns may be called."
                )
            )
        self.names = Names(wishes.chosen)
        self.seen: dict[str, int] = {}  # keys, by the line that has them
        self.titles: dict[tuple[str, str], int] = {}  # with their owners, by line

    def pass_over(self, lines: Sequence[Line]) -> None:
        """Rows that were brought in before an interruption: a later one may double one of them."""
        for line in lines:
            self._read(line)

    def judge(self, lines: Sequence[Line]) -> list[Judged]:
        judged = [self._read(line) for line in lines]
        waiting = [each for each in judged if each.key]
        known = Known.of(waiting, self.list_name)
        for each in waiting:
            self._compare(each, known)
        return judged

    def _read(self, line: Line) -> Judged:
        if line.left_out:
            return Judged(line.number, Outcome.LEFT_OUT, why=line.left_out)
        row = read_line(line, self.headings)
        if not isinstance(row, Row):
            return Judged(line.number, Outcome.FAULTY, problems=tuple(row))
        meant = self._meant(row)
        if meant is None:
            words = _("Posts of the kind “%(kind)s” are left out.") % {"kind": row.kind}
            return Judged(line.number, Outcome.LEFT_OUT, why=words)
        contents = contents_of(row, meant.kind)
        if contents is None:
            words = _("This row has neither a title nor a text.")
            return self._faulty(row, "title", words)
        key = key_of(row, self.list_name)
        if key in self.seen:
            return self._doubled(row, key)
        self.seen[key] = row.line
        digest = digest_of([_said(row), contents.title, contents.sections, meant])
        why = self._alike(row, contents.title)
        return Judged(line.number, Outcome.MADE, row, contents, meant, key, digest, why=why)

    def _alike(self, row: Row, title: str) -> str:
        """Two rows of an owner may well be called the same, but whoever sends the list should know.
        Rows of a collection, which have no owner, often are."""
        if not row.owner:
            return ""
        line = self.titles.setdefault((fold(title), fold(row.owner)), row.line)
        if line == row.line:
            return ""
        return _("Row %(line)d has the same title and owner: both come in.") % {"line": line}

    def _meant(self, row: Row) -> Meant | None:
        kind = self.names.key("kind", row.kind) if row.kind else ""
        if kind == LEAVE_OUT:
            return None
        owner = self.names.key("owner", row.owner) if row.owner else ""
        return Meant(
            kind=str(kind or self.wishes.kind),
            owner=int(owner) if owner else None,
            working_with=self._keys("owner", row.working_with),
            partners=self._keys("owner", row.partners),
            themes=self._keys("themes", row.themes),
            principles=self._principles(row),
        )

    def _keys(self, column: str, names: Sequence[str]) -> tuple[int, ...]:
        found = [self.names.key(column, name) for name in names]
        return tuple(dict.fromkeys(int(key) for key in found if key))

    def _principles(self, row: Row) -> tuple[tuple[int, str], ...]:
        found = {}
        for name, sentence in row.principles:
            if key := self.names.key("principles", name):
                found[int(key)] = sentence
        return tuple(found.items())

    def _doubled(self, row: Row, key: str) -> Judged:
        column, words = "title", _("Row %(line)d has the same title and owner.")
        if row.old_address:
            column, words = "old_address", _("Row %(line)d has the same old address.")
        elif row.id:
            column, words = "id", _("Row %(line)d has the same number or name of its own.")
        return self._faulty(row, column, words % {"line": self.seen[key]})

    def _faulty(self, row: Row, column: str, words: str) -> Judged:
        return Judged(row.line, Outcome.FAULTY, problems=(Problem(row.line, column, words),))

    def _compare(self, judged: Judged, known: "Known") -> None:
        row, contents, meant = judged.row, judged.contents, judged.meant
        assert row is not None
        assert contents is not None
        assert meant is not None
        origin = known.origins.get(judged.key)
        if origin is not None:
            judged.origin = origin
            judged.outcome, judged.why = _again(judged, origin)
            return
        elsewhere = known.addresses.get(row.old_address)
        if elsewhere is not None:
            judged.outcome = Outcome.LEFT_OUT
            judged.why = _("“%(title)s” in the library has this old address already.") % {
                "title": elsewhere
            }
            return
        alike = known.alike.get((fold(contents.title), meant.owner))
        if alike and (meant.owner is not None or not row.id):
            judged.outcome = Outcome.LEFT_OUT
            judged.why = _("The library has “%(title)s” of the same owner already.") % {
                "title": alike
            }


@dataclass(frozen=True, slots=True)
class Known:
    """What the library has that some hundred rows may mean."""

    origins: Mapping[str, Origin]
    addresses: Mapping[str, str]
    alike: Mapping[tuple[str, int | None], str]

    @classmethod
    def of(cls, judged: Collection[Judged], list_name: str) -> "Known":
        """Rows of one list may be alike; a row and what another list brought are the same."""
        origins = Origin.objects.filter(key__in=[each.key for each in judged])
        paths = [each.row.old_address for each in judged if each.row and each.row.old_address]
        kept = FormerAddress.objects.filter(path__in=paths).select_related("resource")
        titles = {each.contents.title for each in judged if each.contents}
        living = Resource.objects.exclude(state=ResourceState.DISCARDED)
        living = living.exclude(origin__list_name=list_name)
        alike = living.filter(title__in=titles).values_list("title", "owner")
        return cls(
            origins={each.key: each for each in origins.select_related("resource")},
            addresses={each.path: each.resource.title for each in kept},
            alike={(fold(title), owner): title for title, owner in alike},
        )


def _again(judged: Judged, origin: Origin) -> tuple[Outcome, str]:
    """A row that has been brought in before. What was changed here since is never undone."""
    if origin.digest == judged.digest:
        return Outcome.SAME, ""
    resource = origin.resource
    if resource.state not in WORKED_ON:
        words = _("It was archived, given up or taken down here: nothing is changed.")
        return Outcome.LEFT_OUT, words
    if digest_of(content_of(resource)) != origin.left:
        words = _("It was changed here since it was brought in: put the change in by hand.")
        return Outcome.LEFT_OUT, words
    return Outcome.CHANGED, ""


def _said(row: Row) -> list[object]:
    return [row.year, row.date, row.link, row.licence, row.evidence, row.contact, row.source]
