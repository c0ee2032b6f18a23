"""Who may join: every answer of the rules, and a sentence for each reason."""

from dataclasses import replace
from datetime import date

import pytest

from ccin.members.imports import facts
from ccin.members.reasons import SENTENCES, sentence
from ccin.members.rules.eligibility import (
    Answer,
    Body,
    Code,
    Eligibility,
    Standing,
    Terms,
    eligibility,
    sounds_like_a_council,
)
from ccin.members.rules.periods import Period

DAY = date(2026, 11, 23)
TERMS = [
    Terms(
        row["membership_class"],
        row["sub_kind"],
        frozenset(row["kinds"]),
        Period(row["valid_from"]),
        row["source"],
    )
    for row in facts.class_terms()
]


def asked(body: Body, on: date = DAY) -> Eligibility:
    return eligibility(body, TERMS, on)


def codes(found: Eligibility) -> list[Code]:
    return [reason.code for reason in found.reasons]


def alternatives(found: Eligibility) -> list[Code]:
    return [reason.code for reason in found.instead]


@pytest.mark.parametrize(
    ("kind", "membership_class", "sub_kind"),
    [
        ("unitary", "full", "principal_council"),
        ("county", "full", "principal_council"),
        ("non_metropolitan_district", "full", "principal_council"),
        ("metropolitan_district", "full", "principal_council"),
        ("london_borough", "full", "principal_council"),
        ("scottish", "full", "principal_council"),
        ("welsh", "full", "principal_council"),
        ("northern_irish", "full", "principal_council"),
        ("combined_authority", "full", "combined_authority"),
        ("pcc", "full", "pcc"),
        ("devolved_administration", "associate", "elected_authority"),
        ("overseas_authority", "associate", "elected_authority"),
        ("company", "affiliate", ""),
        ("ngo", "affiliate", ""),
        ("cooperative", "affiliate", ""),
        ("person", "supporter", ""),
    ],
)
def test_the_terms_name_a_class_for_a_kind(kind: str, membership_class: str, sub_kind: str) -> None:
    found = asked(Body(kind))

    assert (found.answer, found.membership_class, found.sub_kind) == (
        Answer.MAY_JOIN,
        membership_class,
        sub_kind,
    )


@pytest.mark.parametrize(
    "kind", ["combined_county_authority", "greater_london_authority", "overseas_body"]
)
def test_where_the_terms_are_silent_a_person_decides(kind: str) -> None:
    found = asked(Body(kind))

    assert found == Eligibility(Answer.A_PERSON_DECIDES, found.reasons, found.instead)
    assert codes(found) == [Code.RULES_ARE_SILENT]
    assert alternatives(found) == [Code.ASK_US]
    assert (found.membership_class, found.sub_kind) == ("", "")


def test_affiliates_could_not_join_before_the_class_was_opened() -> None:
    found = asked(Body("company"), on=date(2016, 1, 1))

    assert found.answer is Answer.A_PERSON_DECIDES


def test_an_abolished_council_is_told_who_took_its_place() -> None:
    body = Body("county", last_day=date(2023, 3, 31), successors=("Cumberland", "Westmorland"))

    found = asked(body)

    assert found.answer is Answer.MAY_NOT_JOIN
    assert codes(found) == [Code.ABOLISHED]
    assert alternatives(found) == [Code.SUCCESSOR_MAY_JOIN]
    assert alternatives(asked(replace(body, successors=()))) == [Code.ASK_US]
    assert asked(body, on=date(2023, 3, 31)).answer is Answer.MAY_JOIN


def test_a_council_that_will_dissolve_may_join_and_is_shown_the_day() -> None:
    found = asked(Body("county", last_day=date(2027, 3, 31), successors=("East Surrey",)))

    assert found.answer is Answer.MAY_JOIN
    assert codes(found) == [Code.NAMED_IN_THE_TERMS, Code.WILL_DISSOLVE]
    assert found.reasons[1].values["last_day"] == date(2027, 3, 31)


def test_of_a_council_not_yet_in_being_a_person_decides() -> None:
    body = Body("unitary", begins_on=date(2027, 4, 1))

    assert codes(asked(body)) == [Code.NOT_YET_IN_BEING]
    assert asked(body, on=date(2027, 4, 1)).answer is Answer.MAY_JOIN


def test_a_member_is_told_that_it_belongs_already() -> None:
    found = asked(Body("unitary", holds_class="full"))

    assert (found.answer, codes(found)) == (Answer.BELONGS_ALREADY, [Code.BELONGS_ALREADY])


def test_a_parish_is_asked_whether_it_has_a_council() -> None:
    unknown, without, having = (
        asked(Body("parish", has_council=has, council="Anytown")) for has in (None, False, True)
    )

    assert (unknown.answer, codes(unknown)) == (Answer.TELL_US_MORE, [Code.PARISH_COUNCIL_UNKNOWN])
    assert (without.answer, codes(without)) == (Answer.MAY_NOT_JOIN, [Code.PARISH_WITHOUT_COUNCIL])
    assert alternatives(without) == [Code.COUNCIL_MAY_JOIN, Code.BECOME_A_SUPPORTER]
    assert alternatives(asked(Body("parish", has_council=False))) == [Code.BECOME_A_SUPPORTER]
    assert (having.answer, having.sub_kind) == (Answer.MAY_JOIN, "parish")


def test_a_group_that_has_control_is_told_that_the_council_itself_can_join() -> None:
    found = asked(Body("party_group", standing=Standing.CONTROL, council="Anytown"))

    assert (found.answer, codes(found)) == (Answer.MAY_NOT_JOIN, [Code.GROUP_HAS_CONTROL])
    assert alternatives(found) == [Code.COUNCIL_MAY_JOIN]


def test_a_group_without_control_may_be_an_associate() -> None:
    minority = asked(Body("party_group", standing=Standing.MINORITY, council="Anytown"))
    opposition = asked(Body("party_group", standing=Standing.OPPOSITION, council="Anytown"))

    assert (minority.membership_class, minority.sub_kind) == ("associate", "minority_group")
    assert codes(minority) == [Code.NAMED_IN_THE_TERMS, Code.GROUP_RUNS_A_MINORITY]
    assert (opposition.membership_class, opposition.sub_kind) == ("associate", "opposition_group")
    assert codes(opposition) == [Code.NAMED_IN_THE_TERMS, Code.GROUP_IN_OPPOSITION]


def test_a_group_is_asked_how_it_stands_and_cannot_outlive_its_council() -> None:
    gone = Body("party_group", council="Old", council_last_day=date(2023, 3, 31))
    beside = Body(
        "party_group", standing=Standing.OPPOSITION, council="Anytown", council_belongs=True
    )

    assert codes(asked(Body("party_group", council="Anytown"))) == [Code.STANDING_UNKNOWN]
    assert codes(asked(gone)) == [Code.COUNCIL_ABOLISHED]
    assert asked(beside).answer is Answer.A_PERSON_DECIDES


def test_a_company_that_sounds_like_a_council_is_told_that_it_is_none() -> None:
    found = asked(Body("company", name="Anytown Borough Services Ltd"))

    assert found.membership_class == "affiliate"
    assert codes(found) == [Code.NAMED_IN_THE_TERMS, Code.NOT_A_COUNCIL]
    assert not sounds_like_a_council("Councillors’ Friends")


def test_a_person_is_named_only_with_consent() -> None:
    assert codes(asked(Body("person"))) == [Code.NAMED_IN_THE_TERMS, Code.NAMED_ONLY_WITH_CONSENT]


def test_every_reason_has_a_sentence() -> None:
    values = {
        "kind": "unitary",
        "membership_class": "full",
        "last_day": DAY,
        "begins_on": DAY,
        "successors": ("East Surrey Council", "West Surrey Council"),
        "council": "Anytown",
        "name": "Widgets",
    }

    assert set(SENTENCES) == set(Code)
    assert all("%" not in sentence(code, values) for code in Code)
    assert sentence(Code.SUCCESSOR_MAY_JOIN, values) == (
        "Ask for East Surrey Council and West Surrey Council instead, which took its place."
    )
    assert "its successor" in sentence(Code.WILL_DISSOLVE, {**values, "successors": ()})
