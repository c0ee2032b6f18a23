"""Written procedures: who may vote, what counts, when they close and what comes of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.governance.models import Appointment, Interest, Matter, Procedure, Vote
from ccin.governance.operations.interests import declare_interest
from ccin.governance.operations.matters import Saying, decide, recommend, withdraw_matter
from ccin.governance.operations.procedures import (
    Proposal,
    cast_vote,
    close_procedures,
    open_procedure,
    remind_voters,
    stop_procedure,
)
from ccin.governance.reads.procedures import awaiting_decision, default_deadline
from ccin.governance.states import (
    CARRIED,
    DECIDED,
    FOR_DECISION,
    LOST,
    NO_QUORUM,
    PROCEDURE,
    RUNNING,
    STOPPED,
    TO_MEETING,
    AppointmentEnd,
    Choice,
    Form,
    LeftBecause,
    Outcome,
    Presence,
    ProcedureState,
    SeatRole,
)
from ccin.governance.tasks import close as close_task
from ccin.governance.tasks import is_any_running
from ccin.kernel.clock import LONDON, today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import quietly
from tests.actors import OFFICER, STRANGER, WORKER, chair_of
from tests.factories import OrganisationFactory, RepresentationFactory
from tests.governance.chamber import Route, bring, resolved, route
from tests.letters import forget, kinds, said

pytestmark = pytest.mark.django_db

PROPOSAL = Proposal(Outcome.APPROVE, "It lives by the principles.")


def to_decide(at: Route, **fields: Any) -> Matter:
    matter = bring(**fields)
    recommend(matter, resolved(*at.members), by=at.clerking_board)
    forget()
    return matter


def voting(at: Route, **changes: Any) -> Procedure:
    proposal = Proposal(**{"outcome": PROPOSAL.outcome, "reasons": PROPOSAL.reasons, **changes})
    return open_procedure(to_decide(at), proposal, by=at.clerking)


def vote(at: Route, procedure: Procedure, choice: str, *voters: Appointment) -> None:
    for voter in voters:
        cast_vote(procedure, choice, by=at.committee.acting(voter))


def let_it_end(procedure: Procedure) -> None:
    """Put it back in time, so that its deadline has just passed."""
    now = timezone.now().replace(second=0, microsecond=0)
    Procedure.objects.filter(pk=procedure.pk).update(
        opened_at=now - timedelta(days=7), closes_at=now
    )
    close_procedures(by=WORKER)
    procedure.refresh_from_db()


def letters() -> dict[str, int]:
    counted: dict[str, int] = {}
    for kind in kinds():
        counted[kind] = counted.get(kind, 0) + 1
    return counted


def test_everybody_who_may_vote_is_on_the_roll_and_is_written_to() -> None:
    at = route()
    at.committee.seat(role=SeatRole.NON_VOTING)

    procedure = voting(at)

    roll = set(procedure.votes.values_list("appointment", flat=True))
    assert roll == {each.pk for each in at.deciders}
    assert letters() == {"governance.procedure_opened": 5}
    assert procedure.closes_at - procedure.opened_at > timedelta(days=6, hours=22)


def test_a_deadline_is_so_many_london_days_on_whatever_the_clocks_do() -> None:
    before_the_clocks_go_back = datetime(2026, 10, 22, 14, 30, 44, tzinfo=LONDON)

    closes_at = default_deadline(7, before_the_clocks_go_back)

    assert closes_at.astimezone(LONDON).isoformat() == "2026-10-29T14:30:00+00:00"


def test_the_last_vote_closes_it_and_the_owner_acts_on_what_it_carried() -> None:
    at = route()
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, *at.deciders[:3])
    vote(at, procedure, Choice.AGAINST, at.deciders[3])
    assert procedure.state == RUNNING
    vote(at, procedure, Choice.AGAINST, at.deciders[4])

    assert procedure.state == CARRIED
    assert list(awaiting_decision("join_affiliate")) == [procedure]
    assert not awaiting_decision("join_full")
    decision = decide(procedure.matter, Saying.of(procedure), by=WORKER)

    assert not awaiting_decision("join_affiliate")
    assert procedure.matter.state == DECIDED
    counted = decision.votes_for, decision.votes_against, decision.abstained
    assert (counted, decision.form) == ((3, 2, 0), Form.PROCEDURE)
    assert decision.made_on == timezone.localtime(procedure.closed_at).date()
    took_part = decision.participations.filter(presence=Presence.TOOK_PART).count()
    assert (took_part, decision.participations.count()) == (5, 6)


@pytest.mark.parametrize(
    ("in_favour", "against", "state"),
    [(2, 1, CARRIED), (1, 1, LOST), (1, 2, LOST), (1, 0, NO_QUORUM), (0, 0, NO_QUORUM)],
)
def test_at_the_deadline_the_votes_that_are_in_count(
    in_favour: int, against: int, state: str
) -> None:
    at = route()
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, *at.deciders[:in_favour])
    vote(at, procedure, Choice.AGAINST, *at.deciders[in_favour : in_favour + against])

    let_it_end(procedure)

    assert (procedure.state, procedure.closed_at) == (state, procedure.closes_at)
    assert letters()["governance.procedure_closed"] == 6


def test_enough_who_ask_for_a_meeting_end_it_at_once() -> None:
    at = route(requests_for_meeting=2)
    procedure = voting(at)

    vote(at, procedure, Choice.MEETING, at.deciders[0])
    assert procedure.state == RUNNING
    vote(at, procedure, Choice.MEETING, at.deciders[1])

    assert procedure.state == TO_MEETING
    with pytest.raises(MoveNotAllowed):
        vote(at, procedure, Choice.FOR, at.deciders[2])


def test_a_vote_may_be_changed_until_the_close() -> None:
    at = route()
    procedure = voting(at)

    vote(at, procedure, Choice.AGAINST, at.deciders[0])
    vote(at, procedure, Choice.FOR, at.deciders[0])

    cast = Vote.objects.exclude(choice="").get()
    assert (cast.choice, cast.appointment) == (Choice.FOR, at.deciders[0])


def test_the_history_does_not_tell_how_anybody_voted() -> None:
    at = route()
    vote(at, voting(at), Choice.AGAINST, at.deciders[0])

    assert Entry.objects.get(event="governance.vote_cast").values == {}


def test_a_late_vote_is_refused_before_the_worker_comes() -> None:
    at = route()
    procedure = voting(at)
    Procedure.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Refused, match="deadline has passed"):
        vote(at, procedure, Choice.FOR, at.deciders[0])


def test_who_is_not_on_the_roll_cannot_vote() -> None:
    at = route()
    procedure = voting(at)
    late = at.committee.seat()
    nobody = chair_of(at.committee.body)

    for stranger in [STRANGER, OFFICER, at.clerking, at.board.acting(at.members[0])]:
        with pytest.raises(PermissionDenied):
            cast_vote(procedure, Choice.FOR, by=stranger)
    for outsider in [at.committee.acting(late), nobody]:
        with pytest.raises(Refused, match="not on the roll"):
            cast_vote(procedure, Choice.FOR, by=outsider)
    with pytest.raises(Refused, match="Choose for, against"):
        cast_vote(procedure, "perhaps", by=at.committee.acting(at.deciders[0]))
    assert not Vote.objects.exclude(choice="").exists()


def test_who_loses_their_seat_leaves_the_roll_unless_they_have_voted() -> None:
    at = route()
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, *at.deciders[:3])
    Appointment.objects.filter(pk__in=[at.deciders[0].pk, at.deciders[3].pk]).update(
        ends_on=today() - timedelta(days=1), end_reason=AppointmentEnd.RESIGNED
    )

    with pytest.raises(Refused, match="not on the roll"):
        vote(at, procedure, Choice.AGAINST, at.deciders[3])
    vote(at, procedure, Choice.FOR, at.deciders[4])

    assert procedure.state == CARRIED
    gone = Vote.objects.get(left_at__isnull=False)
    assert (gone.appointment, gone.left_because) == (at.deciders[3], LeftBecause.NO_SEAT)
    decision = decide(procedure.matter, Saying.of(procedure), by=WORKER)
    assert decision.votes_for == 4


def test_who_has_an_interest_is_not_on_the_roll() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    RepresentationFactory(person=at.deciders[4].person, organisation=about)
    matter = to_decide(at, organisation=about)

    procedure = open_procedure(matter, PROPOSAL, by=at.clerking)

    assert procedure.votes.count() == 4
    with pytest.raises(Refused, match="Represents"):
        vote(at, procedure, Choice.FOR, at.deciders[4])
    vote(at, procedure, Choice.FOR, *at.deciders[:4])
    decision = decide(matter, Saying.of(procedure), by=WORKER)
    kept_out = decision.participations.get(presence=Presence.INTERESTED)
    assert kept_out.person == at.deciders[4].person


def test_who_declares_an_interest_after_voting_is_struck_with_their_vote() -> None:
    at = route()
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, *at.deciders[:2])

    declare_interest(
        procedure.matter, "My sister works there", by=at.committee.acting(at.deciders[1])
    )
    let_it_end(procedure)

    struck = Vote.objects.get(left_at__isnull=False)
    assert (struck.appointment, struck.left_because) == (at.deciders[1], LeftBecause.INTEREST)
    assert procedure.state == NO_QUORUM


def test_the_quorum_is_of_those_who_remain_unless_the_terms_count_all_seats() -> None:
    at = route(quorum_numerator=3, quorum_denominator=5, quorum_people=0)
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, *at.deciders[:2])
    for each in at.deciders[2:4]:
        declare_interest(procedure.matter, "A cousin", by=at.committee.acting(each))

    let_it_end(procedure)

    assert procedure.state == CARRIED


def test_of_all_seats_the_quorum_does_not_shrink() -> None:
    at = route(quorum_numerator=3, quorum_denominator=5, quorum_people=0, quorum_of_all_seats=True)
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, *at.deciders[:2])
    for each in at.deciders[2:4]:
        declare_interest(procedure.matter, "A cousin", by=at.committee.acting(each))

    let_it_end(procedure)

    assert procedure.state == NO_QUORUM


def test_the_worker_closes_one_whose_last_missing_voter_has_left() -> None:
    at = route()
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, *at.deciders[:4])
    declare_interest(procedure.matter, "A cousin", by=at.committee.acting(at.deciders[4]))

    assert is_any_running()
    said = close_task(WORKER, quietly)

    procedure.refresh_from_db()
    assert (said, procedure.state) == ("Written procedures closed: 1", CARRIED)
    assert close_task(WORKER, quietly) == ""
    assert not is_any_running()
    decision = decide(procedure.matter, Saying.of(procedure), by=WORKER)
    kept_out = decision.participations.get(presence=Presence.INTERESTED)
    assert kept_out.person == at.deciders[4].person


def test_who_holds_two_seats_votes_for_each() -> None:
    at = route()
    second = at.committee.seat(at.deciders[0].person)
    procedure = voting(at)
    both = at.committee.acting(second)

    with pytest.raises(Refused, match="two seats"):
        cast_vote(procedure, Choice.FOR, by=both)
    cast_vote(procedure, Choice.FOR, appointment=second.pk, by=both)

    assert Vote.objects.exclude(choice="").get().appointment == second


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reasons": ""}, "Give the reasons"),
        ({"outcome": "perhaps"}, "Choose what is resolved"),
        ({"outcome": Outcome.APPROVE_WITH_CONDITIONS}, "Write down the conditions"),
        ({"closes_at": datetime(2020, 1, 1, tzinfo=LONDON)}, "between an hour and 90 days"),
        ({"closes_at": datetime(2999, 1, 1, tzinfo=LONDON)}, "between an hour and 90 days"),
    ],
)
def test_a_question_that_cannot_be_put_is_refused(changes: dict[str, Any], words: str) -> None:
    at = route()

    with pytest.raises(Refused, match=words):
        voting(at, **changes)

    assert not Procedure.objects.exists()
    assert letters() == {}


def test_only_chair_and_clerk_open_one_and_one_at_a_time() -> None:
    at = route()
    matter = to_decide(at)

    for stranger in [STRANGER, OFFICER, at.clerking_board, at.committee.acting(at.deciders[1])]:
        with pytest.raises(PermissionDenied):
            open_procedure(matter, PROPOSAL, by=stranger)
    procedure = open_procedure(matter, PROPOSAL, by=at.committee.acting(at.deciders[0]))
    with pytest.raises(Refused, match="running on this already"):
        open_procedure(matter, PROPOSAL, by=at.clerking)
    with pytest.raises(Refused, match="Wait until it closes"):
        decide(matter, resolved(*at.deciders), by=at.clerking)
    vote(at, procedure, Choice.FOR, *at.deciders)
    with pytest.raises(Refused, match="Record its result first"):
        open_procedure(matter, PROPOSAL, by=at.clerking)


def test_a_chair_with_an_interest_opens_none_and_a_body_without_voters_is_told_what_to_do() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    matter = to_decide(at, organisation=about)
    for decider in at.deciders[:4]:
        RepresentationFactory(person=decider.person, organisation=about)

    with pytest.raises(Refused, match="You have an interest"):
        open_procedure(matter, PROPOSAL, by=at.committee.acting(at.deciders[0]))
    with pytest.raises(Refused, match="Record a dispensation"):
        open_procedure(matter, PROPOSAL, by=at.clerking)
    assert not Procedure.objects.exists()


def test_a_procedure_stops_with_a_reason_and_another_may_be_opened() -> None:
    at = route()
    procedure = voting(at)

    with pytest.raises(PermissionDenied):
        stop_procedure(procedure, reason="No", by=at.committee.acting(at.deciders[1]))
    with pytest.raises(Refused, match="Say why"):
        stop_procedure(procedure, reason=" ", by=at.clerking)
    stop_procedure(procedure, reason="The name was wrong", by=at.clerking)

    assert (procedure.state, procedure.closed_at is not None) == (STOPPED, True)
    assert letters()["governance.procedure_stopped"] == 5
    open_procedure(procedure.matter, PROPOSAL, by=at.clerking)


def test_taking_a_matter_back_stops_its_vote() -> None:
    at = route()
    procedure = voting(at)

    withdraw_matter(procedure.matter, by=Actor.command("joining"))

    procedure.refresh_from_db()
    assert procedure.state == STOPPED
    assert letters()["governance.procedure_stopped"] == 5
    with pytest.raises(MoveNotAllowed):
        open_procedure(procedure.matter, PROPOSAL, by=at.clerking)


def test_who_has_not_voted_is_reminded_once_a_day_before_the_end() -> None:
    at = route()
    procedure = voting(at)
    vote(at, procedure, Choice.FOR, at.deciders[0])
    assert remind_voters(by=WORKER) == 0
    now = timezone.now()
    Procedure.objects.update(opened_at=now - timedelta(days=6), closes_at=now + timedelta(hours=23))

    assert close_task(WORKER, quietly) == "Voters reminded: 4"
    assert remind_voters(by=WORKER) == 0

    assert letters()["governance.vote_missing"] == 4


def test_a_vote_of_a_day_reminds_nobody() -> None:
    at = route()
    voting(at, closes_at=timezone.now() + timedelta(hours=20))

    assert remind_voters(by=WORKER) == 0
    assert Procedure.objects.get().reminded_at is not None


def test_only_the_worker_closes_and_reminds() -> None:
    for act in [close_procedures, remind_voters]:
        with pytest.raises(PermissionDenied):
            act(by=OFFICER)


def test_a_result_is_recorded_once_and_as_it_was_carried() -> None:
    at = route()
    procedure = voting(at)
    with pytest.raises(Refused, match="carried nothing"):
        decide(procedure.matter, Saying.of(procedure), by=WORKER)
    vote(at, procedure, Choice.FOR, *at.deciders)
    said = Saying.of(procedure)
    other = Saying(Outcome.REFUSE, "No", Form.PROCEDURE, said.made_on, procedure=procedure)

    with pytest.raises(Refused, match="Record what the written procedure carried"):
        decide(procedure.matter, other, by=WORKER)
    with pytest.raises(Refused, match="carried nothing"):
        decide(to_decide(at), said, by=WORKER)
    decide(procedure.matter, said, by=WORKER)


def test_a_later_meeting_overtakes_what_a_procedure_carried() -> None:
    at = route()
    matter = bring()
    procedure = open_procedure(matter, PROPOSAL, by=at.clerking_board)
    for member in at.members:
        cast_vote(procedure, Choice.FOR, by=at.board.acting(member))
    recommend(matter, resolved(*at.members), by=at.clerking_board)

    decide(matter, resolved(*at.deciders, outcome=Outcome.RETURN), by=at.clerking)

    assert not awaiting_decision("join_affiliate")


@pytest.mark.parametrize("state", ProcedureState)
def test_every_move_from_every_state(state: str) -> None:
    at = route()
    acts = {
        "carry": [Choice.FOR, Choice.FOR],
        "lose": [Choice.AGAINST, Choice.AGAINST],
        "fail": [],
        "bring_to_meeting": [Choice.MEETING],
    }
    assert {*acts, "stop"} == set(PROCEDURE.moves)

    for name, choices in acts.items():
        procedure = voting(at)
        for voter, choice in zip(at.deciders, choices, strict=False):
            vote(at, procedure, choice, voter)
        if state != RUNNING:
            Procedure.objects.filter(pk=procedure.pk).update(
                state=state, closed_at=procedure.opened_at
            )
        let_it_end(procedure)
        expected = PROCEDURE.moves[name].target if state == RUNNING else state
        assert procedure.state == expected


@pytest.mark.parametrize("state", [state for state in ProcedureState if state != RUNNING])
def test_nothing_that_has_closed_is_stopped(state: str) -> None:
    at = route()
    procedure = voting(at)
    Procedure.objects.update(state=state, closed_at=procedure.opened_at)

    with pytest.raises(MoveNotAllowed):
        stop_procedure(procedure, reason="Too late", by=at.clerking)


def test_a_letter_about_a_restricted_matter_does_not_name_it() -> None:
    at = route()
    matter = bring(restricted=True, title="A grave concern about Widgets")
    open_procedure(matter, PROPOSAL, by=at.clerking_board)

    for letter in said():
        assert "Widgets" not in letter.subject + letter.text


def test_a_voter_without_an_address_is_on_the_roll_all_the_same() -> None:
    at = route()
    at.deciders[0].person.email = ""
    at.deciders[0].person.save()

    procedure = voting(at)

    assert procedure.votes.count() == 5
    assert letters() == {"governance.procedure_opened": 4}


def test_a_dispensation_comes_too_late_for_a_vote_that_runs() -> None:
    at = route()
    procedure = voting(at)
    declare_interest(procedure.matter, "A cousin", by=at.committee.acting(at.deciders[0]))
    remind = timezone.now() + timedelta(hours=23)
    Procedure.objects.update(closes_at=remind)
    remind_voters(by=WORKER)
    Interest.objects.update(dispensation="Standards committee, 2 May")

    with pytest.raises(Refused, match="not on the roll"):
        vote(at, procedure, Choice.FOR, at.deciders[0])
    assert procedure.matter.state == FOR_DECISION
