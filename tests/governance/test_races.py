"""Several people at once: every vote counts, one close, and no number given twice."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ccin.audit.models import Entry
from ccin.governance.models import Decision, Matter, Procedure, Vote
from ccin.governance.operations.matters import Saying, decide, recommend
from ccin.governance.operations.procedures import (
    Proposal,
    cast_vote,
    close_procedures,
    open_procedure,
)
from ccin.governance.states import CARRIED, RUNNING, Choice, Outcome
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from tests.actors import WORKER
from tests.governance.chamber import bring, resolved, route
from tests.letters import said

pytestmark = pytest.mark.django_db(transaction=True)

PROPOSAL = Proposal(Outcome.APPROVE, "It lives by the principles.")


def at_once(acts: Iterable[Callable[[], object]]) -> list[str]:
    """What each of them was told: done, or the kind of refusal."""

    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except (Refused, MoveNotAllowed) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    listed = list(acts)
    with ThreadPoolExecutor(len(listed)) as together:
        return sorted(together.map(one, listed))


def test_all_who_vote_at_once_are_counted_and_the_last_closes_it() -> None:
    at = route()
    procedure = open_procedure(bring(), PROPOSAL, by=at.clerking_board)
    actors = [at.board.acting(member) for member in at.members]

    told = at_once(
        lambda actor=actor: cast_vote(  # type: ignore[misc]
            Procedure.objects.get(pk=procedure.pk), Choice.FOR, by=actor
        )
        for actor in actors
    )

    procedure.refresh_from_db()
    assert (told, procedure.state) == (["done"] * 3, CARRIED)
    assert Vote.objects.filter(choice=Choice.FOR).count() == 3
    assert Entry.objects.filter(event="governance.procedure_closed").count() == 1


def test_a_vote_and_a_close_at_once_end_in_one_result_and_one_round_of_letters() -> None:
    at = route()
    procedure = open_procedure(bring(), PROPOSAL, by=at.clerking_board)
    for member in at.members[:2]:
        cast_vote(procedure, Choice.FOR, by=at.board.acting(member))
    last = at.board.acting(at.members[2])

    at_once(
        [
            lambda: cast_vote(Procedure.objects.get(pk=procedure.pk), Choice.FOR, by=last),
            lambda: close_procedures(by=WORKER),
            lambda: close_procedures(by=WORKER),
        ]
    )

    procedure.refresh_from_db()
    assert procedure.state == CARRIED
    assert len(said("governance.procedure_closed")) == 4


def test_one_of_four_opens_a_procedure() -> None:
    at = route()
    matter = bring()

    told = at_once(
        [lambda: open_procedure(Matter.objects.get(pk=matter.pk), PROPOSAL, by=at.clerking_board)]
        * 4
    )

    assert told == ["Refused", "Refused", "Refused", "done"]
    assert Procedure.objects.filter(state=RUNNING).count() == 1


def test_one_of_four_decides() -> None:
    at = route()
    matter = bring()
    recommend(matter, resolved(*at.members), by=at.clerking_board)

    told = at_once(
        [lambda: decide(Matter.objects.get(pk=matter.pk), resolved(*at.deciders), by=at.clerking)]
        * 4
    )

    assert told == ["MoveNotAllowed", "MoveNotAllowed", "MoveNotAllowed", "done"]
    assert Decision.objects.count() == 1


def test_one_of_four_records_what_a_procedure_carried() -> None:
    at = route()
    matter = bring()
    procedure = open_procedure(matter, PROPOSAL, by=at.clerking_board)
    for member in at.members:
        cast_vote(procedure, Choice.FOR, by=at.board.acting(member))

    told = at_once(
        [
            lambda: recommend(
                Matter.objects.get(pk=matter.pk),
                Saying.of(Procedure.objects.get(pk=procedure.pk)),
                by=WORKER,
            )
        ]
        * 4
    )

    assert told.count("done") == 1
    assert matter.recommendations.count() == 1


def test_four_decisions_at_once_get_four_numbers() -> None:
    at = route()
    matters = [bring() for _number in range(4)]
    for matter in matters:
        recommend(matter, resolved(*at.members), by=at.clerking_board)

    told = at_once(
        lambda pk=matter.pk: decide(  # type: ignore[misc]
            Matter.objects.get(pk=pk), resolved(*at.deciders), by=at.clerking
        )
        for matter in matters
    )

    numbers = sorted(Decision.objects.values_list("number", flat=True))
    assert told == ["done"] * 4
    assert numbers == [f"D-{today().year}-00{number}" for number in range(1, 5)]
