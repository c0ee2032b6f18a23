"""Carrying out a membership spreadsheet: all of it or nothing."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.members.imports.tables import Table
from ccin.members.models import Edition, Membership, Organisation
from ccin.members.operations.import_known import Known
from ccin.members.operations.import_plan import (
    End,
    IdentifierDetails,
    Plan,
    Step,
    plan_import,
)
from ccin.members.operations.memberships import (
    MembershipDetails,
    begin_membership,
    change_class,
    end_membership,
)
from ccin.members.operations.organisations import (
    OrganisationDetails,
    add_identifier,
    add_organisation,
    correct_organisation,
)
from ccin.members.operations.people import PersonDetails, add_person
from ccin.members.operations.representations import (
    RepresentationDetails,
    appoint_representative,
)

Progress = Callable[[int, int], None]


def no_progress(done: int, of: int) -> None:
    pass


@transaction.atomic
def import_members(
    table: Table, *, as_at: date | None = None, progress: Progress = no_progress, by: Actor
) -> Plan:
    """Plan again under the lock and do what the plan says; any problem undoes everything.

    Safe to run twice: what is recorded already is no step of the plan.
    """
    Edition.objects.stamp_anew()
    by.must(Permission.MEMBERS_IMPORT)
    plan = plan_import(table, as_at=as_at)
    if plan.problems:
        first, more = plan.problems[0], len(plan.problems) - 1
        others = f" {more} further problems were found." if more else ""
        raise Refused(f"{first}{others} Nothing was changed.")
    for done, step in enumerate(plan.steps):
        progress(done, len(plan.steps))
        try:
            _carry_out(step, plan.known, by)
        except Refused as refused:
            raise Refused(f"Row {step.line}: {refused} Nothing was changed.") from None
    if plan.steps:
        record(
            by,
            "members.list_imported",
            Edition.objects.get(),
            file=table.name,
            rows=plan.rows,
            counts=plan.counts,
        )
    return plan


def _carry_out(step: Step, known: Known, by: Actor) -> None:
    body = known.bodies[step.body]
    match step.details:
        case OrganisationDetails() if body.organisation is None:
            body.organisation = add_organisation(step.details, by=by)
        case PersonDetails():
            known.people[step.person] = add_person(step.details, by=by)
        case _:
            assert body.organisation is not None
            _change(body.organisation, step, known, by)


def _change(organisation: Organisation, step: Step, known: Known, by: Actor) -> None:
    match step.details:
        case OrganisationDetails():
            version = organisation.version
            correct_organisation(organisation, step.details, version=version, by=by)
        case IdentifierDetails(scheme, value):
            add_identifier(organisation, scheme=scheme, value=value, by=by)
        case MembershipDetails() if step.verb == "begin":
            begin_membership(organisation, step.details, by=by)
        case MembershipDetails():
            change_class(_open(organisation), step.details, by=by)
        case End(ends_on, reason):
            end_membership(_open(organisation), ends_on=ends_on, reason=reason, by=by)
        case RepresentationDetails():
            person = known.people[step.person]
            appoint_representative(person, organisation, step.details, by=by)


def _open(organisation: Organisation) -> Membership:
    return Membership.objects.get(organisation=organisation, ends_on=None)
