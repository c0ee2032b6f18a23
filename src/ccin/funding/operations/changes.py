"""Changes of what was agreed: asked by the lead, decided on the record, carried out at once."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import ChangeRequest, Participant, Project
from ccin.funding.notices import projects as notices
from ccin.funding.operations.projects import lock, parties, touch
from ccin.funding.reads.changes import why_it_cannot_lead
from ccin.funding.rules.projects import moved_along
from ccin.funding.states import CHANGE, ChangeKind, ChangeState, ParticipantRole, ProjectState
from ccin.governance.models import Decision, Procedure
from ccin.governance.operations.matters import (
    Opening,
    Saying,
    decide,
    open_matter,
    withdraw_matter,
)
from ccin.governance.states import MatterKind, Outcome
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation
from ccin.members.operations.memberships import lock as lock_membership
from ccin.members.reasons import day_in_words

CHANGED_IN = frozenset({ProjectState.AGREED, ProjectState.IN_DELIVERY, ProjectState.REPORTED})
AGREES = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})
MATTERS = {
    ChangeKind.TIME: MatterKind.PROJECT_TIME,
    ChangeKind.PARTNERS: MatterKind.PROJECT_TIME,
    ChangeKind.SCOPE: MatterKind.PROJECT_CHANGE,
    ChangeKind.LEAD: MatterKind.PROJECT_CHANGE,
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What should change, and why. Which of the rest is filled depends on the kind."""

    kind: str
    words: str
    new_ends_on: date | None = None
    new_lead: Organisation | None = None
    joining: tuple[Organisation, ...] = ()
    leaving: tuple[Organisation, ...] = ()


@transaction.atomic
def ask_for_change(project: Project, asking: Asking, *, by: Actor) -> ChangeRequest:
    """By the lead; by staff where the lead cannot any more, because it left or was dissolved."""
    lock(project)
    if not by.may(Permission.PROJECT_KEEP):
        by.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    _refuse_unless_it_can_change(project)
    if not asking.words.strip():
        raise Refused(_("Say what should change, and why."))
    if project.changes.filter(kind=asking.kind, state=ChangeState.ASKED).exists():
        raise Refused(_("The same kind of change is asked for already. Wait for its decision."))
    _refuse_what_makes_no_sense(project, asking)
    change = ChangeRequest.objects.create(
        project=project,
        kind=asking.kind,
        words=asking.words.strip(),
        new_ends_on=asking.new_ends_on,
        new_lead=asking.new_lead,
        asked_at=timezone.now(),
        asked_by=by.key[:80],
    )
    change.joining.set(asking.joining)
    change.leaving.set(asking.leaving)
    opening = Opening(
        kind=MATTERS[ChangeKind(change.kind)],
        title=str(change)[:200],
        url_name="funding:change",
        url_key=str(change.pk),
        concerns=_concerned(project, asking),
    )
    change.matter = open_matter(opening, by=by)
    change.save(update_fields=["matter"])
    touch(project)
    record(by, "funding.change_asked", project, concerning=[change, *parties(project)])
    notices.change_asked(change)
    return change


@transaction.atomic
def withdraw_change(change: ChangeRequest, *, by: Actor) -> None:
    project = change.project
    lock(project)
    _lock(change)
    move = CHANGE.move("withdraw", state=change.state)
    if not by.may(Permission.PROJECT_KEEP):
        by.must(move.needs, organisation=project.lead_id)
    if change.matter is not None:
        withdraw_matter(change.matter, by=by)
    _close(change, move.target)
    record(by, "funding.change_withdrawn", project, concerning=[change, *parties(project)])


@transaction.atomic
def decide_change(change: ChangeRequest, saying: Saying, *, by: Actor) -> Decision:
    """The one operation by which a project's end, partners, scope or lead change. It owns both
    kinds of matter about projects, and looks again at whether the change still can be made."""
    project = change.project
    lock_membership(*([change.new_lead] if change.new_lead else []))
    lock(project)
    _lock(change)
    agrees = saying.outcome in AGREES
    move = CHANGE.move("agree" if agrees else "refuse", state=change.state)
    if change.matter is None:
        raise MoveNotAllowed("change that was never brought before a body")
    before = project.lead
    said = decide(change.matter, saying, by=by)
    if agrees:
        _refuse_unless_it_can_change(project)
        _refuse_what_makes_no_sense(project, _asking_of(change))
        _carry_out(change, project)
    _close(change, move.target)
    record(
        by,
        "funding.change_decided",
        project,
        concerning=[change, said, *([before] if before else []), *parties(project)],
        number=said.number,
        outcome=said.outcome,
    )
    notices.change_decided(change, said, before)
    return said


@transaction.atomic
def act_on_procedure(procedure: Procedure, *, by: Actor) -> None:
    """Carry out what a written procedure carried about a project."""
    change = ChangeRequest.objects.select_related("project").get(matter=procedure.matter)
    decide_change(change, Saying.of(procedure), by=by)


def _carry_out(change: ChangeRequest, project: Project) -> None:
    if change.kind == ChangeKind.TIME:
        before, project.ends_on = project.ends_on, change.new_ends_on
        project.report_due_on = moved_along(project.report_due_on, before, change.new_ends_on)
    elif change.kind == ChangeKind.PARTNERS:
        _change_partners(change, project)
    elif change.kind == ChangeKind.LEAD:
        _hand_over(change, project)
    touch(project, "ends_on", "report_due_on", "lead")


def _change_partners(change: ChangeRequest, project: Project) -> None:
    day = today()
    project.participants.filter(
        organisation__in=change.leaving.all(), left_on=None, role=ParticipantRole.PARTICIPANT
    ).update(left_on=day)
    Participant.objects.bulk_create(
        Participant(project=project, organisation=each, joined_on=day)
        for each in change.joining.all()
    )


def _hand_over(change: ChangeRequest, project: Project) -> None:
    """Who led so far is kept as having taken part until today; who leads takes part as that."""
    day, before = today(), project.lead
    project.participants.filter(
        organisation=change.new_lead, left_on=None, role=ParticipantRole.PARTICIPANT
    ).update(left_on=day)
    if before is not None:
        Participant.objects.create(
            project=project, organisation=before, joined_on=project.starts_on, left_on=day
        )
    project.lead = change.new_lead


def _refuse_unless_it_can_change(project: Project) -> None:
    if project.state not in CHANGED_IN:
        raise MoveNotAllowed(f"project that is {project.state} cannot be changed")


def _refuse_what_makes_no_sense(project: Project, asking: Asking) -> None:
    if asking.kind == ChangeKind.TIME:
        _check_end(project, asking.new_ends_on)
    elif asking.kind == ChangeKind.LEAD:
        _check_lead(project, asking.new_lead)
    elif asking.kind == ChangeKind.PARTNERS:
        _check_partners(project, asking)


def _check_end(project: Project, new: date | None) -> None:
    if new is None:
        raise Refused(_("Choose the day on which the project is to end."))
    if new < today():
        raise Refused(_("That day is over. Choose an end that is still to come."))
    if project.ends_on and new <= project.ends_on:
        raise Refused(
            _("The project ends on %(day)s as it is. Choose a later day.")
            % {"day": day_in_words(project.ends_on)}
        )


def _check_lead(project: Project, new: Organisation | None) -> None:
    if new is None:
        raise Refused(_("Choose who is to lead."))
    if why := why_it_cannot_lead(new, project):
        raise Refused(why)


def _check_partners(project: Project, asking: Asking) -> None:
    if not asking.joining and not asking.leaving:
        raise Refused(_("Name at least one that joins or leaves."))
    taking = set(
        project.participants.filter(left_on=None, role=ParticipantRole.PARTICIPANT).values_list(
            "organisation", flat=True
        )
    )
    members = set(Organisation.objects.members_on(today()).values_list("pk", flat=True))
    for each in asking.joining:
        if each.pk in taking or each.pk == project.lead_id:
            raise Refused(_("%(name)s takes part already.") % {"name": each})
        if each.pk not in members or each.fictional != project.fictional:
            raise Refused(_("%(name)s is no member of the network today.") % {"name": each})
    for each in asking.leaving:
        if each.pk not in taking:
            raise Refused(_("%(name)s does not take part in this project.") % {"name": each})


def _asking_of(change: ChangeRequest) -> Asking:
    return Asking(
        change.kind,
        change.words,
        new_ends_on=change.new_ends_on,
        new_lead=change.new_lead,
        joining=tuple(change.joining.all()),
        leaving=tuple(change.leaving.all()),
    )


def _concerned(project: Project, asking: Asking) -> tuple[Organisation, ...]:
    """The lead, whoever takes part, and whoever would: who stands for one has an interest."""
    taking = project.participants.filter(left_on=None).select_related("organisation")
    named = [project.lead, *(each.organisation for each in taking), asking.new_lead]
    found = [each for each in (*named, *asking.joining) if each is not None]
    return tuple(dict.fromkeys(found))


def _lock(change: ChangeRequest) -> None:
    project = change.project
    change.refresh_from_db(from_queryset=ChangeRequest.objects.select_for_update(of=("self",)))
    change.project = project


def _close(change: ChangeRequest, target: str) -> None:
    change.state, change.closed_at = target, timezone.now()
    change.save(update_fields=["state", "closed_at"])
