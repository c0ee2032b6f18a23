import pytest

from ccin.kernel.lifecycle import Lifecycle, Move, MoveNotAllowed

DOOR = Lifecycle(
    name="door",
    start="closed",
    moves={
        "open": Move(frozenset({"closed"}), "open", needs="door_open"),
        "close": Move(frozenset({"open"}), "closed", needs="door_close"),
    },
)


class Porter:
    def may(
        self, permission: str, *, organisation: int | None = None, body: int | None = None
    ) -> bool:
        return permission == "door_open" and organisation == 1


def test_a_move_starts_only_from_its_sources() -> None:
    assert DOOR.move("open", state="closed").target == "open"
    with pytest.raises(MoveNotAllowed, match="door that is open cannot open"):
        DOOR.move("open", state="open")


def test_a_page_offers_the_moves_that_this_actor_may_make_from_here() -> None:
    assert DOOR.open_to(Porter(), state="closed", organisation=1) == frozenset({"open"})
    assert DOOR.open_to(Porter(), state="closed", organisation=2) == frozenset()
    assert DOOR.open_to(Porter(), state="open", organisation=1) == frozenset()
