"""Names folded and recognised; areas covered: pure rules on plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.register.rules import (
    Body,
    How,
    areas_covered,
    best_matches,
    fold,
    heart_of_a_parish,
    name_of,
    the_one_meant,
)
from ccin.register.rules.names import LONGEST, heart

INDEX = [
    name_of(1, "Oldham Metropolitan Borough Council", How.OFFICIAL),
    name_of(1, "Oldham", How.SHORT),
    name_of(2, "Newcastle City Council", How.OFFICIAL),
    name_of(2, "Newcastle upon Tyne", How.SHORT),
    name_of(3, "Newcastle-under-Lyme", How.SHORT),
    name_of(4, "Somerset County Council", How.OFFICIAL, exists=False),
    name_of(4, "Somerset", How.SHORT, exists=False),
    name_of(5, "Somerset Council", How.OFFICIAL),
    name_of(5, "Somerset", How.SHORT),
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("King’s Lynn & West Norfolk", "kings lynn and west norfolk"),
        ("Ynys Môn", "ynys mon"),
        ("Llanŵnda, Tŷ Ddewi â", "llanwnda ty ddewi a"),
        ("  STOKE—on–Trent ", "stoke on trent"),
        ("Saint Helens", "st helens"),
        ("St. Helens", "st helens"),
        ("Na h-Eileanan Siar", "na h eileanan siar"),
        ("", ""),
        ("\x00\u202e…", ""),
    ],
)
def test_names_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=400))
def test_folding_twice_is_folding_once_and_never_grows_without_bound(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded[: len(fold(folded))]
    assert len(folded) <= 20 * LONGEST


@given(st.text(max_size=60))
def test_any_text_is_answered_with_each_body_once_at_most(text: str) -> None:
    subjects = [match.name.subject for match in best_matches(text, INDEX)]

    assert len(subjects) == len(set(subjects))


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("London Borough of Barnet", "barnet"),
        ("Oldham Metropolitan Borough Council", "oldham"),
        ("City of London", "london"),
        ("North Herts Council", "north hertfordshire"),
        ("Cyngor Sir Benfro", "benfro"),
        ("Council", "council"),
    ],
)
def test_the_heart_of_a_name_is_what_tells_it_apart(name: str, left: str) -> None:
    assert heart(fold(name)) == left


@pytest.mark.parametrize(
    "typed", ["Witney Town Council", "Witney", "witney parish council", "Witney TC"]
)
def test_the_words_for_a_parish_council_are_left_out(typed: str) -> None:
    assert heart_of_a_parish(fold(typed)) == "witney"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Oldham", 1), ("Somerset", 5), ("Newcastle upon Tyne", 2), ("Newcastle", None), ("x", None)],
)
def test_the_one_meant_is_named_only_beyond_doubt(typed: str, meant: int | None) -> None:
    match = the_one_meant(best_matches(typed, INDEX))

    assert (match.name.subject if match else None) == meant


COUNTY, COMBINED, POLICE = 100, 200, 300
BODIES = [
    Body(COUNTY, is_tiled=False, combined=COMBINED, police=POLICE),
    Body(COMBINED, is_tiled=False),
    Body(POLICE, is_tiled=False),
    Body(1, is_tiled=True, county=COUNTY),
    Body(2, is_tiled=True, county=COUNTY),
    Body(3, is_tiled=True, combined=COMBINED, police=POLICE),
    Body(4, is_tiled=True),
]


@pytest.mark.parametrize(
    ("body", "covered"),
    [(1, {1}), (4, {4}), (COUNTY, {1, 2}), (COMBINED, {1, 2, 3}), (POLICE, {1, 2, 3}), (9, set())],
)
def test_each_kind_of_body_covers_its_people(body: int, covered: set[int]) -> None:
    assert areas_covered(body, BODIES) == covered
