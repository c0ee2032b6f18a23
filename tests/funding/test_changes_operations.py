"""Changes asked of projects: decided on the record and carried out at once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.funding.models import ChangeRequest, Project
from ccin.funding.operations.changes import (
    Asking,
    ask_for_change,
    decide_change,
    withdraw_change,
)
from ccin.funding.reads.asked import votes_waiting_for
from ccin.funding.reads.changes import change_page
from ccin.funding.states import ChangeKind, ChangeState, ProjectState
from ccin.funding.tasks.projects import act_on_changes, is_any_change_to_act_on, look_after_projects
from ccin.governance.operations.procedures import (
    Proposal,
    cast_vote,
    close_procedures,
    open_procedure,
)
from ccin.governance.states import Choice, MatterKind, MatterState, Outcome
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Membership, Organisation
from ccin.members.states import EndReason
from tests.actors import OFFICER, WORKER, representative_of
from tests.factories import MembershipFactory, OrganisationFactory
from tests.funding.made import ParticipantFactory, ProjectFactory, StrandFactory
from tests.funding.projecting import by_officer, empowered, lead_of, more_time, running
from tests.governance.chamber import resolved

pytestmark = pytest.mark.django_db


def a_member(membership_class: str = "full") -> Organisation:
    held = MembershipFactory(membership_class=membership_class)
    found: Organisation = held.organisation
    return found


def asked(project: Project, kind: str, **fields: object) -> ChangeRequest:
    asking = Asking(kind, "Because.", **fields)  # type: ignore[arg-type]
    return ask_for_change(project, asking, by=lead_of(project))


def test_more_time_moves_end_and_report_and_the_first_end_stays_on_record() -> None:
    project = running()
    empowered()
    first, due = project.ends_on, project.report_due_on
    assert first
    assert due

    decide_change(more_time(project, 90), by_officer(), by=OFFICER)

    project.refresh_from_db()
    assert project.ends_on == first + timedelta(days=90)
    assert project.report_due_on == due + timedelta(days=90)
    assert project.first_ends_on == first


def test_an_end_in_the_past_or_no_later_than_the_one_agreed_is_refused() -> None:
    project = running()
    empowered()
    for day, said in ((today() - timedelta(days=1), "is over"), (today(), "later day")):
        with pytest.raises(Refused, match=said):
            asked(project, ChangeKind.TIME, new_ends_on=day)
    with pytest.raises(Refused, match="Choose the day"):
        asked(project, ChangeKind.TIME)


def test_an_end_that_passed_while_it_waited_is_not_agreed_any_more() -> None:
    project = running()
    empowered()
    change = more_time(project)
    ChangeRequest.objects.filter(pk=change.pk).update(new_ends_on=today() - timedelta(days=1))

    with pytest.raises(Refused, match="is over"):
        decide_change(change, by_officer(), by=OFFICER)
    change.refresh_from_db()
    assert change.state == ChangeState.ASKED


def test_partners_join_and_leave_with_their_days() -> None:
    project = running()
    leaving = ParticipantFactory(project=project).organisation
    joining = a_member()
    empowered()
    change = asked(project, ChangeKind.PARTNERS, joining=(joining,), leaving=(leaving,))

    decide_change(change, by_officer(), by=OFFICER)

    held = {each.organisation: (each.joined_on, each.left_on) for each in _taking(project)}
    assert held[joining] == (today(), None)
    assert held[leaving][1] == today()


def _taking(project: Project) -> list[object]:
    return list(project.participants.select_related("organisation"))


def test_partners_are_members_that_do_not_take_part_yet() -> None:
    project = running()
    empowered()
    present = ParticipantFactory(project=project).organisation
    with pytest.raises(Refused, match="at least one"):
        asked(project, ChangeKind.PARTNERS)
    with pytest.raises(Refused, match="takes part already"):
        asked(project, ChangeKind.PARTNERS, joining=(present,))
    with pytest.raises(Refused, match="no member"):
        asked(project, ChangeKind.PARTNERS, joining=(OrganisationFactory(),))
    with pytest.raises(Refused, match="does not take part"):
        asked(project, ChangeKind.PARTNERS, leaving=(a_member(),))


def test_a_lead_that_left_is_followed_by_a_member_that_may_lead() -> None:
    project = running()
    committee = empowered(MatterKind.PROJECT_CHANGE, delegated=False)
    sitting = [committee.seat(office="chair"), committee.seat(), committee.seat()]
    clerk = committee.seat(role="clerk")
    before, after = project.lead, a_member()
    ParticipantFactory(project=project, organisation=after)
    asking = Asking(ChangeKind.LEAD, "The lead was dissolved.", new_lead=after)
    change = ask_for_change(project, asking, by=OFFICER)

    said = resolved(*sitting, outcome=Outcome.APPROVE)
    decide_change(change, said, by=committee.acting(clerk))

    project.refresh_from_db()
    assert project.lead == after
    assert set(project.participants.values_list("organisation", "left_on")) == {
        (after.pk, today()),
        (before.pk if before else 0, today()),
    }


def test_whoever_may_not_lead_this_kind_of_project_is_refused() -> None:
    project = running(strand=StrandFactory(may_lead=["full"], max_live_leads=1))
    empowered(MatterKind.PROJECT_CHANGE)
    busy = a_member()
    ProjectFactory(lead=busy)
    assert project.lead is not None
    for new, why in (
        (OrganisationFactory(), "no member"),
        (a_member("associate"), "may not lead"),
        (busy, "as many projects"),
        (project.lead, "leads the project already"),
    ):
        with pytest.raises(Refused, match=why):
            asked(project, ChangeKind.LEAD, new_lead=new)
    with pytest.raises(Refused, match="Choose who"):
        asked(project, ChangeKind.LEAD)


def test_a_refused_change_changes_nothing() -> None:
    project = running()
    empowered()
    before = project.ends_on
    change = more_time(project)

    decide_change(change, by_officer(outcome=Outcome.REFUSE), by=OFFICER)

    project.refresh_from_db()
    change.refresh_from_db()
    assert (change.state, project.ends_on) == (ChangeState.REFUSED, before)


def test_a_change_is_decided_once_and_asked_once_at_a_time() -> None:
    project = running()
    empowered()
    change = more_time(project)
    with pytest.raises(Refused, match="already"):
        more_time(project)
    decide_change(change, by_officer(), by=OFFICER)

    with pytest.raises(MoveNotAllowed):
        decide_change(change, by_officer(), by=OFFICER)


def test_a_change_of_scope_waits_for_the_body_and_no_officer_decides_it() -> None:
    project = running()
    empowered(MatterKind.PROJECT_CHANGE, delegated=False)
    change = asked(project, ChangeKind.SCOPE)

    with pytest.raises(Refused, match="No clause delegates"):
        decide_change(change, by_officer(), by=OFFICER)
    assert not change_page(change, OFFICER).can_decide


def test_a_change_is_taken_back_with_its_matter() -> None:
    project = running()
    empowered()
    change = more_time(project)
    with pytest.raises(PermissionDenied):
        withdraw_change(change, by=representative_of(OrganisationFactory()))

    withdraw_change(change, by=lead_of(project))

    change.refresh_from_db()
    assert change.state == ChangeState.WITHDRAWN
    assert change.matter is not None
    assert change.matter.state == MatterState.WITHDRAWN


def test_only_the_lead_and_staff_ask_with_words_while_the_project_runs() -> None:
    project = running()
    empowered()
    with pytest.raises(PermissionDenied):
        ask_for_change(
            project, Asking(ChangeKind.SCOPE, "Else."), by=representative_of(OrganisationFactory())
        )
    with pytest.raises(Refused, match="what should change"):
        ask_for_change(project, Asking(ChangeKind.SCOPE, " "), by=lead_of(project))
    Project.objects.filter(pk=project.pk).update(state=ProjectState.ACCEPTED)
    with pytest.raises(MoveNotAllowed):
        more_time(project)


def test_what_was_never_brought_before_a_body_is_not_decided() -> None:
    project = running()
    empowered()
    change = more_time(project)
    ChangeRequest.objects.filter(pk=change.pk).update(matter=None)

    with pytest.raises(MoveNotAllowed):
        decide_change(change, by_officer(), by=OFFICER)


def test_nothing_waits_for_the_worker_while_no_vote_has_closed() -> None:
    assert not is_any_change_to_act_on()
    assert act_on_changes(WORKER, lambda *_: None) == ""


def test_the_worker_carries_out_what_a_written_procedure_carried() -> None:
    project = running()
    committee = empowered(MatterKind.PROJECT_CHANGE, delegated=False)
    seats, clerk = (
        [committee.seat(), committee.seat()],
        committee.acting(committee.seat(role="clerk")),
    )
    after = a_member()
    change = asked(project, ChangeKind.LEAD, new_lead=after)
    assert change.matter is not None
    vote = open_procedure(change.matter, Proposal(Outcome.APPROVE, "It is sound."), by=clerk)
    for seat in seats:
        cast_vote(vote, Choice.FOR, by=committee.acting(seat))
    close_procedures(by=WORKER)
    assert is_any_change_to_act_on()

    said = act_on_changes(WORKER, lambda done, total: None)

    project.refresh_from_db()
    assert said == "Votes acted on: 1, left to a person: 0"
    assert project.lead == after


def test_a_vote_for_a_lead_that_left_meanwhile_is_left_to_a_person() -> None:
    project = running()
    committee = empowered(MatterKind.PROJECT_CHANGE, delegated=False)
    seats, clerk = (
        [committee.seat(), committee.seat()],
        committee.acting(committee.seat(role="clerk")),
    )
    after = a_member()
    change = asked(project, ChangeKind.LEAD, new_lead=after)
    assert change.matter is not None
    vote = open_procedure(change.matter, Proposal(Outcome.APPROVE, "It is sound."), by=clerk)
    for seat in seats:
        cast_vote(vote, Choice.FOR, by=committee.acting(seat))
    close_procedures(by=WORKER)
    Membership.objects.filter(organisation=after).update(
        ends_on=today() - timedelta(days=1), end_reason=EndReason.RESIGNED
    )

    said = act_on_changes(WORKER, lambda done, total: None)

    assert said == "Votes acted on: 0, left to a person: 1"
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert len(votes_waiting_for(OFFICER)) == 1


def test_leads_are_looked_after_by_the_worker() -> None:
    running()
    assert look_after_projects(WORKER, lambda done, total: None) == ""

    with time_machine.travel(today() + timedelta(days=100), tick=False):
        assert look_after_projects(WORKER, lambda done, total: None) == "Leads reminded: 1"
