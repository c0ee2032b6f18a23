import pytest

from ccin.kernel.errors import Refused
from ccin.outbox.rules.envelopes import is_final, one_line, subject_line


@pytest.mark.parametrize("character", ["\n", "\r", "\x00", "\x7f", "\x85", "\u2028", "\t"])
def test_a_line_break_by_any_name_is_refused(character: str) -> None:
    with pytest.raises(Refused, match="The recipient of a letter must be one line of text"):
        one_line(f"Ada{character}Bcc: everyone@example.com", what="recipient")


def test_names_of_all_nations_may_stand_on_an_envelope() -> None:
    assert one_line(" Siân O’Neill, Ynys Môn ", what="recipient") == "Siân O’Neill, Ynys Môn"


def test_a_subject_is_needed_and_a_long_one_is_cut() -> None:
    with pytest.raises(Refused, match="needs a subject"):
        subject_line("  ")
    assert subject_line("a" * 200) == "a" * 200
    assert subject_line("a" * 201) == "a" * 199 + "…"


@pytest.mark.parametrize(
    ("codes", "final"),
    [([550], True), ([450], False), ([550, 450], False), ([], False), ([500, 599], True)],
)
def test_only_a_server_that_will_never_take_it_is_final(codes: list[int], final: bool) -> None:
    assert is_final(codes) is final
