import pytest

from ccin.newsroom.rules.announcements import number_in, stamp_of


def test_a_list_is_known_again_in_any_order_and_another_of_the_same_length_is_not() -> None:
    assert stamp_of(["b", "a"]) == stamp_of(["a", "b"])
    assert stamp_of(["a", "b"]) != stamp_of(["a", "c"])
    assert number_in(stamp_of(["a", "b"])) == 2


@pytest.mark.parametrize("stamp", ["", "x-1", "-", "1" * 30])
def test_what_is_no_stamp_stands_for_nobody(stamp: str) -> None:
    assert number_in(stamp) == 0
