"""What an application lacks, which figures are asked about, and what makes two names one body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.joining.rules.applications import (
    REQUIRED,
    Lack,
    Missing,
    Named,
    Scored,
    Stated,
    body_key,
    is_unlikely,
    missing,
    roles_offered,
    roles_to_name,
)
from ccin.joining.states import StepKey
from ccin.members.states import MembershipClass, RepresentationRole

WHOLE = {name: "something" for names in REQUIRED.values() for name in names}


def test_an_empty_step_lacks_each_of_its_fields() -> None:
    assert missing(Stated(), ["decision"]) == [
        Missing("decision", Lack.FIELD_EMPTY, "decision_on"),
        Missing("decision", Lack.FIELD_EMPTY, "decision_by"),
        Missing("decision", Lack.FIELD_EMPTY, "decision_reference"),
    ]


def test_what_a_form_does_not_ask_is_not_missed() -> None:
    assert missing(Stated(values={"name": "Acme"}), ["body"]) == []


def test_nothing_is_like_an_empty_text_but_zero_is_stated() -> None:
    stated = Stated(values={**WHOLE, "population": 0, "budget": ""})

    assert missing(stated, ["figures"]) == [Missing("figures", Lack.FIELD_EMPTY, "budget")]


@pytest.mark.parametrize(
    ("stated", "known", "asked"),
    [
        (1_040_000, 104_000, True),
        (1_039_999, 104_000, False),
        (10_400, 104_000, True),
        (10_401, 104_000, False),
        (104_000, 104_000, False),
        (None, 104_000, False),
        (104_000, None, False),
        (104_000, 0, False),
    ],
)
def test_ten_times_more_or_less_is_asked_about(
    stated: int | None, known: int | None, asked: bool
) -> None:
    assert is_unlikely(stated, known) is asked


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_a_figure_is_as_unlikely_the_other_way_round(one: int, other: int) -> None:
    assert is_unlikely(one, other) == is_unlikely(other, one)


def test_an_unlikely_figure_is_in_the_way_until_somebody_says_why() -> None:
    values = {**WHOLE, "population": 1_040_000, "budget": 5, "figures_note": " "}
    stated = Stated(values=values, known={"population": 104_000})

    assert missing(stated, ["figures"]) == [Missing("figures", Lack.FIGURE_UNLIKELY, "population")]
    explained = Stated(values={**values, "figures_note": "Merged"}, known=stated.known)
    assert missing(explained, ["figures"]) == []


def test_each_principle_needs_an_answer_and_each_but_a_frank_no_a_sentence() -> None:
    answers = [Scored("Learning", 0), Scored("Openness", 2, " "), Scored("Listening", 1, "So.")]
    principles = ["Learning", "Openness", "Listening", "Innovation"]
    stated = Stated(answers=answers, principles=principles)

    assert missing(stated, ["principles"]) == [
        Missing("principles", Lack.SENTENCE_MISSING, "Openness"),
        Missing("principles", Lack.PRINCIPLE_UNANSWERED, "Innovation"),
    ]


def test_every_role_is_named_and_one_of_the_people_is_the_main_contact() -> None:
    roles = ("leader", "lead_officer")

    assert missing(Stated(roles=roles), ["people"]) == [
        Missing("people", Lack.ROLE_UNNAMED, "leader"),
        Missing("people", Lack.ROLE_UNNAMED, "lead_officer"),
    ]
    nobody = Stated(roles=roles, people=[Named("leader"), Named("lead_officer")])
    assert missing(nobody, ["people"]) == [Missing("people", Lack.MAIN_CONTACT_UNKNOWN)]
    one = Stated(roles=roles, people=[Named("leader", is_primary=True), Named("lead_officer")])
    assert missing(one, ["people"]) == []


def test_what_was_typed_and_cannot_be_used_is_in_the_way() -> None:
    stated = Stated(values=WHOLE, unfinished=["you"])

    assert missing(stated, ["body", "you"]) == [Missing("you", Lack.UNFINISHED)]


def test_the_rules_know_every_step_class_and_role() -> None:
    known = set(map(str, RepresentationRole))

    assert set(REQUIRED) == set(map(str, StepKey))
    for membership_class in MembershipClass:
        for sub_kind in ("", "minority_group", "opposition_group"):
            offered = roles_offered(membership_class, sub_kind)
            assert set(roles_to_name(membership_class, sub_kind)) <= set(offered) <= known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Co-operative Ltd.", "ACME  Cooperative limited"),
        ("Café Société", "Cafe Societe"),
        ("Acme", " acme "),
    ],
)
def test_one_body_has_one_key_however_it_is_written(one: str, other: str) -> None:
    assert body_key("name", name=one) == body_key("name", name=other)


def test_other_bodies_have_other_keys() -> None:
    keys = {
        body_key("authority", number=12),
        body_key("group", number=12, name="Labour Group"),
        body_key("group", number=13, name="Labour Group"),
        body_key("name", name="Acme"),
        body_key("name", name="日本"),
        body_key("name", name="中国"),
        body_key("name", name="Limited"),
    }

    assert len(keys) == 7


@given(st.text())
def test_a_key_always_fits_its_column(name: str) -> None:
    assert len(body_key("name", name=name)) <= 250
