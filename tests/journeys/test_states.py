"""A plan is a draft until it is confirmed or thrown away, and then it is neither any more."""

import pytest

from ccin.journeys.states import FATES, PLAN, Fate, PlanState, PlanStep
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
