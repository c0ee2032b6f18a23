"""What a membership spreadsheet would change: nothing is written while planning."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ccin.kernel.clock import today
from ccin.members.imports.rows import MemberRow, Problem, read_rows
from ccin.members.imports.tables import Table
from ccin.members.operations.import_known import Key, Known, KnownBody, body_key
from ccin.members.operations.memberships import MembershipDetails
from ccin.members.operations.organisations import OrganisationDetails
from ccin.members.operations.people import PersonDetails
from ccin.members.operations.representations import RepresentationDetails
from ccin.members.reads.places import Asked, Places, Unplaced
from ccin.members.reasons import day_in_words
from ccin.members.rules.classes import SUB_KINDS, class_fits
from ccin.members.states import (
    EndReason,
    MembershipClass,
    OrganisationKind,
    RepresentationRole,
    SubKind,
)

SAID_OF_ORGANISATION = ("website", "summary", "public_contact", "notes")


@dataclass(frozen=True, slots=True)
class End:
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class IdentifierDetails:
    scheme: str
    value: str


Details = (
    OrganisationDetails
    | IdentifierDetails
    | MembershipDetails
    | End
    | PersonDetails
    | RepresentationDetails
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for a row. `verb` names it; `what` says it to whoever reads the plan."""

    line: int
    verb: str
    what: str
    body: Key
    details: Details
    person: Key = ()


@dataclass(frozen=True, slots=True)
class Plan:
    rows: int
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    not_read: tuple[str, ...]  # headings of columns that mean nothing here
    known: Known

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(step.verb for step in self.steps))


def plan_import(table: Table, *, as_at: date | None = None) -> Plan:
    """`as_at`: the day from which what has no first day is taken to run; today if not given."""
    read = read_rows(table)
    planner = Planner(as_at or today(), table.name)
    for row in read.rows:
        planner.plan(row)
    problems = sorted([*read.problems, *planner.problems], key=lambda problem: problem.line)
    return Plan(
        len(table.lines), tuple(planner.steps), tuple(problems), read.not_read, planner.known
    )


Add = Callable[..., None]


class Planner:
    """Goes through the rows in order; each is judged by what is recorded and the rows above it."""

    def __init__(self, as_at: date, source: str) -> None:
        self.as_at = as_at
        self.source = source
        self.places = Places(as_at)
        self.known = Known.now()
        self.steps: list[Step] = []
        self.problems: list[Problem] = []

    def plan(self, row: MemberRow) -> None:
        try:
            details = self._details(row)
        except Unplaced as wrong:
            self._refuse(row, wrong.column, str(wrong))
            return
        sub_kind = row.sub_kind or default_sub_kind(row.membership_class, details.kind)
        if not class_fits(row.membership_class, sub_kind, details.kind):
            kind = OrganisationKind(details.kind).label
            self._refuse(row, "class", f"A body of the kind “{kind}” cannot be in this class.")
            return
        key = body_key(details)

        def add(verb: str, what: str, details: Details, person: Key = ()) -> None:
            self.steps.append(Step(row.line, verb, what, key, details, person))

        body = self._plan_body(row, details, key, add)
        self._plan_membership(row, sub_kind, body, add)
        if row.person:
            self._plan_person(row, key, body, add)

    def _refuse(self, row: MemberRow, column: str, message: str) -> None:
        self.problems.append(Problem(row.line, column, message))

    def _details(self, row: MemberRow) -> OrganisationDetails:
        place = self.places.find(
            Asked(
                name=row.name,
                kind=row.kind,
                membership_class=row.membership_class,
                authority=row.authority,
                council=row.council,
                parish_code=row.parish_code,
            )
        )
        return OrganisationDetails(
            name=row.name,
            kind=place.kind,
            authority=place.authority,
            parish=place.parish,
            principal_council=place.council,
            source=row.source or self.source,
            **{name: getattr(row, name) for name in SAID_OF_ORGANISATION},
        )

    def _plan_body(
        self, row: MemberRow, details: OrganisationDetails, key: Key, add: Add
    ) -> KnownBody:
        body = self.known.bodies.get(key)
        if body is None:
            body = self.known.bodies[key] = KnownBody(details)
            add("add_organisation", f"Add {row.name}", details)
        said = {name: getattr(row, name) for name in SAID_OF_ORGANISATION if getattr(row, name)}
        wanted = replace(body.details, **said)
        if wanted != body.details:
            body.details = wanted
            add("correct_organisation", f"Change {row.name}: {', '.join(said)}", wanted)
        for scheme, value in row.identifiers:
            if (scheme, value) not in body.identifiers:
                body.identifiers.add((scheme, value))
                what = f"Note {scheme}-{value} for {row.name}"
                add("add_identifier", what, IdentifierDetails(scheme, value))
        return body

    def _plan_membership(self, row: MemberRow, sub_kind: str, body: KnownBody, add: Add) -> None:
        wanted = MembershipDetails(
            membership_class=row.membership_class,
            sub_kind=sub_kind,
            starts_on=row.starts_on or self.as_at,
            starts_on_is_known=row.starts_on is not None,
            decision=row.decision,
            source=row.source or self.source,
            brought_forward=True,
        )
        if body.has_been(wanted, row.ends_on):
            return
        if not self._may_hold(row, wanted, body):
            return
        label = MembershipClass(row.membership_class).label
        since = day_in_words(wanted.starts_on)
        if body.held is None:
            add("begin", f"{row.name}: {label} from {since}", wanted)
            body.held = wanted
        elif not body.holds(wanted):
            was = MembershipClass(body.held.membership_class).label
            add("change_class", f"{row.name}: from {was} to {label} on {since}", wanted)
            body.close(body.held, wanted.starts_on)
            body.held = wanted
        if row.ends_on:
            what = f"{row.name}: membership ends after {day_in_words(row.ends_on)}"
            add("end", what, End(row.ends_on, row.end_reason or EndReason.RESIGNED))
            body.close(body.held, row.ends_on)
            body.held = None

    def _may_hold(self, row: MemberRow, wanted: MembershipDetails, body: KnownBody) -> bool:
        """What an old list may not undo: a class recorded since, or a member that left."""
        if row.ends_on and row.ends_on < wanted.starts_on:
            self._refuse(row, "ends_on", "The last day is before the first.")
        elif (
            body.held
            and not body.holds(wanted)
            and (row.starts_on is None or row.starts_on <= body.held.starts_on)
        ):
            label = MembershipClass(body.held.membership_class).label
            since = day_in_words(body.held.starts_on)
            self._refuse(
                row,
                "class",
                f"{row.name} is recorded as {label} since {since}. For a change of class write "
                "the later day it took effect in “starts_on”; correct an error by hand.",
            )
        elif body.held is None and row.starts_on is None and body.ended:
            self._refuse(
                row,
                "starts_on",
                f"{row.name} left. If it has joined again, write the first day here.",
            )
        else:
            return True
        return False

    def _plan_person(self, row: MemberRow, key: Key, body: KnownBody, add: Add) -> None:
        person = self.known.person(row.person, row.email, key)
        if person is None:
            person = self.known.note_person(row.person, row.email, key)
            details = PersonDetails(name=row.person, email=row.email, phone=row.phone)
            add("add_person", f"Add {row.person}", details, person)
        role = row.role or RepresentationRole.REPRESENTATIVE
        if (person, role) in body.standings:
            return
        body.standings.add((person, role))
        standing = RepresentationDetails(
            role=role,
            starts_on=row.represents_from or self.as_at,
            job_title=row.job_title,
            is_primary=row.is_primary,
        )
        label = RepresentationRole(role).label
        add("appoint", f"{row.person} represents {row.name}: {label}", standing, person)


def default_sub_kind(membership_class: str, kind: str) -> str:
    """The one that the kind of body leaves open; a group's standing is not guessed."""
    if kind == OrganisationKind.PARTY_GROUP and membership_class == MembershipClass.ASSOCIATE:
        return SubKind.GROUP
    holders = SUB_KINDS[membership_class]
    return next((sub_kind for sub_kind, holder in holders.items() if holder == kind), "")
