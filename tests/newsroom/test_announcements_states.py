import pytest

from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.newsroom.states import ANNOUNCEMENT, AnnouncementState

TARGETS = {
    ("draft", "change"): "draft",
    ("draft", "send"): "sent",
    ("draft", "discard"): "discarded",
}


@pytest.mark.parametrize("name", ANNOUNCEMENT.moves)
@pytest.mark.parametrize("state", AnnouncementState)
def test_every_move_from_every_state(name: str, state: AnnouncementState) -> None:
    target = TARGETS.get((state.value, name))

    if target:
        assert ANNOUNCEMENT.move(name, state=state).target == target
    else:
        with pytest.raises(MoveNotAllowed):
            ANNOUNCEMENT.move(name, state=state)
