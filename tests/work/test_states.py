import pytest

from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.work.states import RUN, RunState
from tests.actors import OFFICER, WORKER


@pytest.mark.parametrize("name", RUN.moves)
@pytest.mark.parametrize("state", RunState)
def test_only_a_running_run_can_end_and_only_once(name: str, state: RunState) -> None:
    if state == RunState.RUNNING:
        assert RUN.move(name, state=state).target in {"done", "failed", "lost"}
    else:
        with pytest.raises(MoveNotAllowed):
            RUN.move(name, state=state)


def test_only_machines_run_jobs() -> None:
    assert RUN.open_to(WORKER, state=RunState.RUNNING) == frozenset({"finish", "fail", "lose"})
    assert RUN.open_to(OFFICER, state=RunState.RUNNING) == frozenset()
