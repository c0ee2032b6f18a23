import pytest

from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.states import LETTER, LetterState
from tests.actors import ADMINISTRATOR, EDITOR, WORKER

TARGETS = {
    ("waiting", "claim"): "sending",
    ("sending", "deliver"): "sent",
    ("sending", "put_off"): "waiting",
    ("sending", "give_up"): "failed",
    ("waiting", "keep"): "kept",
    ("sent", "come_back"): "failed",
    ("failed", "resend"): "waiting",
}


@pytest.mark.parametrize("name", LETTER.moves)
@pytest.mark.parametrize("state", LetterState)
def test_every_move_from_every_state(name: str, state: LetterState) -> None:
    target = TARGETS.get((state.value, name))

    if target:
        assert LETTER.move(name, state=state).target == target
    else:
        with pytest.raises(MoveNotAllowed):
            LETTER.move(name, state=state)


def test_people_may_only_send_again_and_only_some_of_them() -> None:
    assert LETTER.open_to(ADMINISTRATOR, state=LetterState.FAILED) == frozenset({"resend"})
    assert LETTER.open_to(EDITOR, state=LetterState.FAILED) == frozenset()
    assert LETTER.open_to(ADMINISTRATOR, state=LetterState.WAITING) == frozenset()
    assert LETTER.open_to(WORKER, state=LetterState.WAITING) == frozenset({"claim", "keep"})
