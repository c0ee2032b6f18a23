"""The record of a matter, and what waits for whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.governance.models import Matter
from ccin.governance.operations.interests import declare_interest, record_dispensation
from ccin.governance.operations.matters import Saying, decide, recommend
from ccin.governance.operations.procedures import (
    Proposal,
    cast_vote,
    close_procedures,
    open_procedure,
    stop_procedure,
)
from ccin.governance.operations.questions import answer_question, ask_question
from ccin.governance.reads.matters import POWERS, matching, record_of, said_with
from ccin.governance.reads.waiting import waiting_for
from ccin.governance.states import CARRIED, Choice, Outcome
from ccin.kernel.clock import today
from tests.actors import OFFICER, PUBLIC, STRANGER, WORKER
from tests.factories import OrganisationFactory, RepresentationFactory
from tests.governance.chamber import Route, bring, resolved, route

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]
PROPOSAL = Proposal(Outcome.APPROVE, "It lives by the principles.")


def full_record(at: Route, *, times: int = 1) -> Matter:
    """Returned so many times, asked about, voted on, with an interest and a dispensation."""
    about = OrganisationFactory(company=True, name="Widgets")
    RepresentationFactory(person=at.deciders[4].person, organisation=about)
    RepresentationFactory(person=at.deciders[3].person, organisation=about)
    matter = bring(about)
    record_dispensation(matter, at.deciders[3].person, "On file", by=at.clerking)
    declare_interest(matter, "A cousin", by=at.board.acting(at.members[2]))
    for _time in range(times):
        question = ask_question(matter, "How many?", by=at.clerking_board)
        answer_question(question, "Forty-one", by=WORKER)
        stopped = open_procedure(matter, PROPOSAL, by=at.clerking_board)
        stop_procedure(stopped, reason="A wrong name", by=at.clerking_board)
        recommend(matter, resolved(*at.members[:2]), by=at.clerking_board)
        decide(matter, resolved(*at.deciders[:3], outcome=Outcome.RETURN), by=at.clerking)
    recommend(matter, resolved(*at.members[:2]), by=at.clerking_board)
    procedure = open_procedure(matter, PROPOSAL, by=at.clerking)
    for voter in at.deciders[:4]:
        cast_vote(procedure, Choice.FOR, by=at.committee.acting(voter))
    return matter


def test_a_record_says_who_had_the_power_what_was_said_and_who_left() -> None:
    at = route()
    matter = full_record(at)
    decide(matter, Saying.of(matter.procedures.get(state=CARRIED)), by=WORKER)

    record = record_of(matter, at.clerking)

    assert [str(power.clause) for power in record.powers] == [
        "Board, clause 1",
        "Committee, clause 1",
    ]
    said = [(each.words.body.name, each.words.outcome, each.number[-3:]) for each in record.said]
    assert said == [
        ("Board", "approve", ""),
        ("Committee", "return", "001"),
        ("Board", "approve", ""),
        ("Committee", "approve", "002"),
    ]
    last = record.said[-1]
    assert (last.entitled, last.present, last.cast, last.is_counted) == (4, 4, 4, True)
    assert [each.person for each in last.interested] == [at.deciders[4].person]
    assert (last.words.quorum_needed, last.words.seats_counted) == (2, 4)
    assert said_with(last.words, "D-1").present == 4
    assert (record.kept_out, record.moves, record.running) == ([], frozenset(), None)


def test_a_record_of_an_open_matter_says_who_is_kept_out_today_and_what_may_be_done() -> None:
    at = route()
    about = OrganisationFactory(company=True, name="Widgets")
    RepresentationFactory(person=at.members[2].person, organisation=about)
    matter = bring(about)

    record = record_of(matter, at.clerking_board)

    assert record.kept_out == [(at.members[2].person.name, "Represents Widgets")]
    assert record.moves == {"ask", "declare", "dispense", "open_procedure"}
    assert record_of(matter, at.clerking).moves == {"ask", "declare", "dispense"}
    assert record_of(matter, OFFICER).moves == frozenset()
    open_procedure(matter, PROPOSAL, by=at.clerking_board)
    running = record_of(matter, at.clerking_board)
    assert running.running is not None
    assert running.moves == {"ask", "declare", "dispense"}


@pytest.mark.parametrize("times", [1, 3])
def test_a_record_costs_the_same_whatever_is_in_it(
    times: int, django_assert_num_queries: Queries
) -> None:
    at = route()
    found = Matter.objects.select_related(*POWERS)
    matter = found.get(pk=full_record(at, times=times).pk)

    with django_assert_num_queries(13):
        words = render_to_string(
            "governance/matter_record.html", {"record": record_of(matter, at.clerking)}
        )

    for told in ["Board", "Forty-one", "On file", "Who voted how", "Decision D-", "A cousin"]:
        assert told in words


def test_how_somebody_votes_is_not_told_while_the_vote_runs() -> None:
    at = route()
    matter = bring()
    procedure = open_procedure(matter, PROPOSAL, by=at.clerking_board)
    cast_vote(procedure, Choice.AGAINST, by=at.board.acting(at.members[0]))

    words = render_to_string(
        "governance/matter_record.html", {"record": record_of(matter, at.clerking_board)}
    )

    assert "1 of 3 who may vote" in words
    assert "Who voted how" not in words


def told(actor: Actor) -> list[str]:
    return [each.what for each in waiting_for(actor)]


def test_a_matter_waits_for_the_body_whose_step_it_is() -> None:
    at = route()
    matter = bring(title="Widgets", answer_by=today() + timedelta(days=30))

    assert told(at.clerking_board) == ["Recommend on “Widgets” (Board)"]
    assert told(at.board.acting(at.members[1])) == ["Recommend on “Widgets” (Board)"]
    assert waiting_for(at.clerking_board)[0].due_on == today() + timedelta(days=30)
    assert told(at.clerking) == []
    recommend(matter, resolved(*at.members), by=at.clerking_board)
    assert told(at.clerking_board) == []
    assert told(at.clerking) == ["Decide on “Widgets” (Committee)"]
    assert told(at.committee.acting(at.deciders[1])) == [
        "Read “Widgets” before the Committee decides"
    ]
    for stranger in [PUBLIC, STRANGER, OFFICER]:
        assert told(stranger) == []


def test_a_vote_waits_for_those_who_have_not_voted_and_its_failure_for_the_clerk() -> None:
    at = route()
    procedure = open_procedure(bring(title="Widgets"), PROPOSAL, by=at.clerking_board)
    first, second = (at.board.acting(each) for each in at.members[:2])
    cast_vote(procedure, Choice.FOR, by=first)

    assert (told(first), told(second), told(at.clerking_board)) == ([], ["Vote on “Widgets”"], [])
    cast_vote(procedure, Choice.MEETING, by=second)
    assert told(at.clerking_board) == [
        "Bring “Widgets” to a meeting of Board: its vote had no result"
    ]
    assert told(second) == ["Recommend on “Widgets” (Board)"]


def test_a_vote_that_is_over_waits_for_nobody() -> None:
    at = route()
    procedure = open_procedure(bring(), PROPOSAL, by=at.clerking_board)
    now = timezone.now()
    matter_voted = type(procedure).objects
    matter_voted.update(opened_at=now - timedelta(days=7), closes_at=now)

    assert told(at.board.acting(at.members[0])) == []
    assert close_procedures(by=WORKER) == 1


def test_a_matter_with_an_open_question_says_so() -> None:
    at = route()
    matter = bring(title="Widgets")
    ask_question(matter, "How many?", by=at.clerking_board)

    assert told(at.clerking_board) == ["Wait for the answer to a question about “Widgets” (Board)"]


@pytest.mark.parametrize("matters", [1, 3])
def test_the_desk_asks_twice_whatever_waits(
    matters: int, django_assert_num_queries: Queries
) -> None:
    at = route()
    for _matter in range(matters):
        bring()

    with django_assert_num_queries(2):
        assert len(waiting_for(at.board.acting(at.members[0]))) == matters


def test_the_list_of_matters_is_narrowed_by_state_kind_body_and_words() -> None:
    at = route()
    waiting = bring(title="Widgets")
    for_decision = bring(title="Gadgets")
    recommend(for_decision, resolved(*at.members), by=at.clerking_board)
    decided = bring(title="Sprockets")
    recommend(decided, resolved(*at.members), by=at.clerking_board)
    decide(decided, resolved(*at.deciders), by=at.clerking)

    def found(**wanted: object) -> list[str]:
        return [each.title for each in matching(Matter.objects.all(), wanted)]

    assert found(state="open") == [waiting.title, for_decision.title]
    assert found(state="decided") == [decided.title]
    assert found(body=at.committee.body) == [for_decision.title]
    assert found(kind="join_full") == []
    assert found(q="SPROCK") == [decided.title]
    assert matching(Matter.objects.all(), {}).ordered
