"""From words to stems, from places to passages, from slips to spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.search.rules import Marked, tokens_of
from ccin.search.rules.analysis import stems_of
from ccin.search.rules.asking import question_in
from ccin.search.rules.showing import mark, places_of, snippet_of
from ccin.search.rules.spelling import nearest_spellings
from ccin.search.rules.weighing import has_drifted, rarity


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("The Council’s councils", ["the", "council", "council"]),
        ("O'Brien don’t", ["obrien", "dont"]),
        ("co-operative Co-op e-mail", ["cooper", "coop", "email"]),
        ("well-being", ["well", "be"]),
        ("£1,000 in 2026/27, 3.5%", ["1000", "in", "2026", "27", "3.5"]),
        ("Ynys Môn, Tŷ’r", ["ynys", "mon", "tyr"]),
        ("🦆 — & <b>", ["b"]),
        ("", []),
    ],
)
def test_words_are_found_by_their_stems(text: str, stems: list[str]) -> None:
    assert stems_of(text) == stems


@given(text=st.text())
def test_no_stem_is_longer_than_the_index_keeps(text: str) -> None:
    assert all(0 < len(stem) <= 40 for stem in stems_of(text))


@given(text=st.text())
def test_marking_never_changes_the_text_nor_lets_markup_through(text: str) -> None:
    marked = mark(text, places_of(stems_of(text), text))

    assert marked == text
    assert "<" not in marked.__html__().replace("<mark>", "").replace("</mark>", "")


def test_a_passage_is_the_one_with_most_of_the_words() -> None:
    far = "Parks here. " + "Nothing of note. " * 60 + "Ponds in parks bring newts. " + "More. " * 60

    passage = snippet_of([(far, places_of(["park", "pond"], far))], ["park", "pond"])

    assert "Ponds in parks" in passage
    assert (passage[0], passage[-1]) == ("…", "…")
    assert "<mark>Ponds</mark> in <mark>parks</mark>" in passage.__html__()


def test_without_its_words_a_passage_is_how_the_first_text_begins() -> None:
    assert snippet_of([("", []), ("Beginning", []), ("Other", [])], []) == "Beginning"


def test_a_word_is_marked_whatever_its_ending_accents_or_hyphen() -> None:
    text = "Policies of the Co-operative in Môn"

    places = places_of(stems_of("policy cooperatives mon"), text)

    assert [text[place.start : place.end] for place in places] == [
        "Policies",
        "Co-operative",
        "Môn",
    ]


def test_marked_text_shows_plain_without_marks() -> None:
    assert Marked("a < b").__html__() == "a &lt; b"


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("libary", [("library", 1)]),
        ("consultaton", [("consultation", 1)]),
        ("consltaton", [("consultation", 2)]),
        ("bins", []),
        ("20226", []),
        ("zebra", []),
    ],
)
def test_a_slip_or_two_lead_to_the_word_that_was_meant(
    word: str, near: list[tuple[str, int]]
) -> None:
    assert nearest_spellings(word, ["library", "consultation", "bin", "2026"]) == near


def test_a_rarer_word_counts_more_and_none_counts_against() -> None:
    assert rarity(holding=1, entries=100) > rarity(holding=50, entries=100) > 0
    assert rarity(holding=100, entries=100) > 0
    assert rarity(holding=5, entries=0) > 0


def test_a_little_drift_of_the_average_is_borne() -> None:
    assert not has_drifted(104, since=100)
    assert has_drifted(106, since=100)


def test_a_question_keeps_its_first_three_hundred_words() -> None:
    question = question_in(" ".join(f"w{number}" for number in range(301)))

    assert (len(question.times), question.is_cut) == (300, True)


def test_each_thing_an_actor_is_becomes_a_token() -> None:
    actor = Actor(
        "account:1",
        "Wyn",
        person=9,
        network_roles=frozenset({Role.EDITOR}),
        organisation_roles={7: frozenset()},
        body_roles={3: frozenset()},
        classes=frozenset({"full"}),
    )

    assert tokens_of(actor) == {
        *("public", "class:full", "staff", "person:9", "org:7", "body:3"),
    }
    assert tokens_of(Actor.public()) == {"public"}
