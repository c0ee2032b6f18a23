from itertools import product

import pytest

from ccin.joining.states import APPLICATION, CONDITION, ApplicationState, ConditionState
from ccin.kernel.lifecycle import Lifecycle, MoveNotAllowed

STATES = {"application": ApplicationState, "condition": ConditionState}
EVERY = [
    (lifecycle, str(state), move)
    for lifecycle in (APPLICATION, CONDITION)
    for state, move in product(STATES[lifecycle.name], lifecycle.moves)
]


@pytest.mark.parametrize(("lifecycle", "state", "name"), EVERY)
def test_only_the_arrows_in_the_table_can_be_followed(
    lifecycle: Lifecycle, state: str, name: str
) -> None:
    if state in lifecycle.moves[name].sources:
        assert lifecycle.move(name, state=state).target != state
    else:
        with pytest.raises(MoveNotAllowed):
            lifecycle.move(name, state=state)


def arrows(lifecycle: Lifecycle) -> set[tuple[str, str, str]]:
    return {
        (str(source), name, str(move.target))
        for name, move in lifecycle.moves.items()
        for source in move.sources
    }


def test_the_table_of_a_condition() -> None:
    assert arrows(CONDITION) == {
        ("open", "meet", "met"),
        ("missed", "meet", "met"),
        ("open", "waive", "waived"),
        ("missed", "waive", "waived"),
        ("open", "miss", "missed"),
    }


def test_what_has_ended_never_moves_again() -> None:
    assert {source for source, _name, _target in arrows(APPLICATION)} == {
        "draft",
        "under_consideration",
        "returned",
        "approved",
    }
