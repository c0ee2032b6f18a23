"""Terms in years, and clauses as they are typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.governance.rules.terms import TypedClause, clauses_in, last_day_of_term

WORDS = st.text(alphabet="abc xyz(),.", min_size=1, max_size=40).map(
    lambda text: " ".join(text.split()) or "a"
)


@pytest.mark.parametrize(
    ("starts_on", "years", "last"),
    [
        (date(2024, 10, 4), 2, date(2026, 10, 3)),
        (date(2024, 1, 1), 1, date(2024, 12, 31)),
        (date(2024, 2, 29), 2, date(2026, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2023, 3, 1), 1, date(2024, 2, 29)),
    ],
)
def test_a_term_ends_the_day_before_the_same_day_of_its_last_year(starts_on, years, last) -> None:
    assert last_day_of_term(starts_on, years) == last


def test_each_paragraph_is_a_clause_with_its_number() -> None:
    typed = "a: It leads.\r\n\r\niv (proposal): It reads:\nall of it.\n\n\n4.2 : Done."

    assert clauses_in(typed) == (
        [
            TypedClause("a", "It leads."),
            TypedClause("iv", "It reads: all of it.", is_proposal=True),
            TypedClause("4.2", "Done."),
        ],
        "",
    )


@pytest.mark.parametrize("wrong", ["It leads.", "a number that goes on for too long: yes", "a:"])
def test_the_first_paragraph_that_is_no_clause_is_named(wrong: str) -> None:
    found, left = clauses_in(f"a: It leads.\n\n{wrong}")

    assert (len(found), left) == (1, wrong)


@given(st.lists(st.builds(TypedClause, st.sampled_from(["a", "iv", "4.2"]), WORDS, st.booleans())))
def test_what_is_shown_for_changing_reads_back_as_it_was(clauses: list[TypedClause]) -> None:
    found, left = clauses_in("\n\n".join(clause.typed() for clause in clauses))

    assert (found, left) == (clauses, "")
