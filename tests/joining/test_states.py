from itertools import product

import pytest

from ccin.joining.states import ENQUIRY, EnquiryState
from ccin.kernel.lifecycle import MoveNotAllowed


@pytest.mark.parametrize(("state", "name"), list(product(EnquiryState, ENQUIRY.moves)))
def test_only_the_arrows_in_the_table_can_be_followed(state: str, name: str) -> None:
    if state in ENQUIRY.moves[name].sources:
        assert ENQUIRY.move(name, state=state).target != state
    else:
        with pytest.raises(MoveNotAllowed):
            ENQUIRY.move(name, state=state)


def test_the_table_of_an_enquiry() -> None:
    arrows = {(str(s), n, str(m.target)) for n, m in ENQUIRY.moves.items() for s in m.sources}

    assert arrows == {
        ("new", "take", "taken"),
        ("answered", "take", "taken"),
        ("closed", "take", "taken"),
        ("new", "answer", "answered"),
        ("taken", "answer", "answered"),
        ("new", "close", "closed"),
        ("taken", "close", "closed"),
        ("answered", "close", "closed"),
    }
