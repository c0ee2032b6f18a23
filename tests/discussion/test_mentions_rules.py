"""Who is named with an @."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.discussion.rules.mentions import (
    AT_MOST,
    Known,
    Named,
    named_in_vain,
    possible_names,
    who_is_named,
)

SAM = Known(1, "Sam Sample", ("Invented Council",))
JONES = Known(2, "Sam Sample Jones", ("Other Council",))
ELIN = Known(3, "Élin O’Neill-Rees", ("Other Council",))
TWINS = [Known(4, "Alex Twin", ("North Council",)), Known(5, "Alex Twin", ("South Council",))]
PEOPLE = [SAM, JONES, ELIN, *TWINS]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ask @Sam Sample.", {1}),
        ("@sam  sample, do you know?", {1}),
        ("(@Sam Sample)", {1}),
        ("@Sam Sample Jones knows, @Sam Sample may", {1, 2}),
        ("@Sam Sample joneses nothing", {1}),
        ("@ÉLIN O’NEILL-REES", {3}),
        ("@Alex Twin (South Council)", {5}),
        ("@Sam Sample (Invented Council)", {1}),
        ("@Sam Sample (whoever that is)", {1}),
        ("write to sam@sample.example or to@Sam Sample", set()),
        ("@Sam\nSample", set()),
        ("@Samuel Sample", set()),
        ("@", set()),
        ("nobody", set()),
    ],
)
def test_the_longest_name_counts(text: str, keys: set[int]) -> None:
    assert who_is_named(text, PEOPLE) == Named(frozenset(keys))


@pytest.mark.parametrize("text", ["@Alex Twin", "@Alex Twin (East Council)"])
def test_one_of_several_is_named_only_with_their_organisation(text: str) -> None:
    assert who_is_named(text, PEOPLE) == Named(frozenset(), frozenset({"Alex Twin"}))


def test_a_point_may_belong_to_the_name() -> None:
    people = [Known(1, "J. Sample Jr."), Known(2, "Kim Plain")]

    assert who_is_named("@J. Sample Jr. and @Kim Plain.", people).keys == {1, 2}


def test_no_more_than_so_many_are_named() -> None:
    people = [Known(number, f"Person {number}") for number in range(AT_MOST + 5)]
    text = " ".join(f"@{each.name}," for each in people)

    assert len(who_is_named(text, people).keys) == AT_MOST


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = who_is_named(text, PEOPLE)

    assert found.keys <= {each.key for each in PEOPLE}
    assert "@" in text or found == Named()


@given(st.lists(st.sampled_from([" ", ",", "@", "Sam", "Sample", "Jones", "(x)"]), max_size=60))
def test_whoever_is_named_is_looked_for(parts: list[str]) -> None:
    text = "".join(parts)

    looked_for = possible_names(text)

    for key in who_is_named(text, PEOPLE).keys:
        assert PEOPLE[key - 1].name.casefold() in looked_for


@given(st.text(alphabet="ab .-’", max_size=40), st.text(alphabet="ab .-’", max_size=40))
def test_a_name_is_found_wherever_it_stands(before: str, after: str) -> None:
    assert who_is_named(f"{before} @Sam Sample, {after}", [SAM]).keys == {1}


def test_a_long_text_of_signs_is_read_at_once() -> None:
    assert who_is_named("@a" * 50_000 + " @ (" * 50_000, PEOPLE) == Named()


def test_what_names_nobody_is_given_back_as_it_was_written() -> None:
    text = "@Sam Sample, @Ada Nobody knows; @Ada Nobody again, @élan, @3pm and a@b.example"

    assert named_in_vain(text, {"sam sample"}) == ["Ada Nobody", "élan"]


def test_no_more_are_given_back_than_anybody_reads() -> None:
    text = " ".join(f"@Nobody{number}" for number in "abcdefgh")

    assert len(named_in_vain(text, set())) == 5
