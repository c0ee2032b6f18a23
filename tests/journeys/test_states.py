"""The lives of a plan and of a request about data, walked from their tables."""

import pytest

from ccin.journeys.states import (
    FATES,
    OPEN_REQUESTS,
    PLAN,
    REQUEST,
    Fate,
    PlanState,
    PlanStep,
    RequestState,
)
from ccin.kernel.lifecycle import MoveNotAllowed


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("name", PLAN.moves)
def test_only_a_draft_moves(state: PlanState, name: str) -> None:
    if state == PlanState.DRAFT:
        assert PLAN.move(name, state=state).target in PlanState
    else:
        with pytest.raises(MoveNotAllowed):
            PLAN.move(name, state=state)


def test_every_step_knows_what_can_become_of_a_thing() -> None:
    assert set(FATES) == set(PlanStep)
    assert {fate for fates in FATES.values() for fate in fates} == set(Fate)


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("name", REQUEST.moves)
def test_a_request_moves_from_the_states_of_its_table_and_from_none_once_it_is_over(
    state: RequestState, name: str
) -> None:
    sources = REQUEST.moves[name].sources
    assert sources <= OPEN_REQUESTS

    if state in sources:
        assert REQUEST.move(name, state=state).target in RequestState
    else:
        with pytest.raises(MoveNotAllowed):
            REQUEST.move(name, state=state)
