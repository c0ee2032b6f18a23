"""Paragraphs, other words for one of them, and what changed, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from ccin.texts.rules.proposing import (
    Kind,
    Piece,
    called,
    changes,
    compared,
    digest,
    fits,
    nearest,
    paragraphs,
    replaced,
)

TEXT = "Ask residents first.\n\nThen ask again.\n\nWrite down what they said."
LINES = st.text(alphabet="ab \n`~\r", max_size=60)


def test_empty_lines_part_paragraphs_however_they_were_typed() -> None:
    assert paragraphs("One.\r\n\r\n\r\nTwo\nlines.\n \n\tThree.\n") == (
        "One.",
        "Two\nlines.",
        "Three.",
    )
    assert paragraphs(" \n\n ") == ()


def test_code_between_fences_is_one_paragraph() -> None:
    assert paragraphs("```\none\n\ntwo\n```\n\nAfter.") == ("```\none\n\ntwo\n```", "After.")


def test_a_paragraph_is_found_by_its_short_name_until_it_changes() -> None:
    name = digest("Then ask again.")

    assert called(name, TEXT) == "Then ask again."
    assert called(name, TEXT.replace("again", "twice")) is None


def test_a_proposal_fits_while_its_paragraph_is_there() -> None:
    assert fits("Then ask again.", TEXT)
    assert fits("", "")
    assert not fits("Then ask", TEXT)


def test_words_are_replaced_left_out_and_added() -> None:
    assert replaced("A.\n\nB.\n\nC.", "B.", "D.\n\nE.") == "A.\n\nD.\n\nE.\n\nC."
    assert replaced("A.\n\nB.", "A.", "") == "B."
    assert replaced("A.", "", "B.") == "A.\n\nB."
    assert replaced("A.\n\nA.", "A.", "B.") == "B.\n\nA."


def test_what_changed_is_read_word_by_word() -> None:
    assert changes("Ask all the residents first.", "Ask every resident first.") == [
        Piece(Kind.SAME, "Ask "),
        Piece(Kind.TAKEN_OUT, "all the residents "),
        Piece(Kind.PUT_IN, "every resident "),
        Piece(Kind.SAME, "first."),
    ]
    assert changes("One. ", "One. Two.") == [
        Piece(Kind.SAME, "One. "),
        Piece(Kind.PUT_IN, "Two."),
    ]


def test_a_line_break_counts_and_other_space_does_not() -> None:
    assert changes("one  two", "one two") == [Piece(Kind.SAME, "one  two")]
    assert [each.kind for each in changes("one two", "one\ntwo")] == [
        Kind.TAKEN_OUT,
        Kind.PUT_IN,
        Kind.SAME,
    ]


def test_two_states_of_a_text_are_compared_paragraph_by_paragraph() -> None:
    assert compared("A one.\n\nB.\n\nC.", "A two.\n\nB.\n\nC.\n\nD.") == [
        [
            Piece(Kind.SAME, "A "),
            Piece(Kind.TAKEN_OUT, "one."),
            Piece(Kind.PUT_IN, "two."),
        ],
        [Piece(Kind.SAME, "B.")],
        [Piece(Kind.SAME, "C.")],
        [Piece(Kind.PUT_IN, "D.")],
    ]


def test_long_stretches_are_not_compared_word_by_word() -> None:
    old, new = "a b " * 2_000, "a c " * 2_000

    assert [each.kind for each in compared(old, new)[0]] == [Kind.TAKEN_OUT, Kind.PUT_IN]
    assert [each.kind for each in compared(old, "")[0]] == [Kind.TAKEN_OUT]


def test_the_nearest_paragraph_is_the_one_it_became() -> None:
    assert nearest("Then ask them again.", TEXT) == "Then ask again."
    assert nearest("Something else entirely, of which nobody spoke.", TEXT) == ""


def test_a_paragraph_that_comes_or_goes_is_one_piece() -> None:
    assert changes("", "New words.") == [Piece(Kind.PUT_IN, "New words.")]
    assert changes("Old words.", "") == [Piece(Kind.TAKEN_OUT, "Old words.")]


@given(LINES, LINES)
def test_both_texts_can_be_read_from_what_changed(before: str, after: str) -> None:
    found = changes(before, after)

    kept = "".join(each.words for each in found if each.kind != Kind.PUT_IN)
    assert kept.split() == before.split()
    made = "".join(each.words for each in found if each.kind != Kind.TAKEN_OUT)
    assert made.split() == after.split()


@given(LINES)
def test_parting_a_text_and_joining_it_again_parts_it_the_same_way(words: str) -> None:
    found = paragraphs(words)

    assert paragraphs("\n\n".join(found)) == found
