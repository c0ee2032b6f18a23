from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from ccin.joining.reads.starting import may_join, sought_in
from ccin.members.models import ClassTerms
from ccin.members.rules.eligibility import Answer
from ccin.members.states import MembershipClass, OrganisationKind
from ccin.register.models import AuthorityName
from ccin.register.states import AuthorityKind, NameKind
from ccin.website.reads.join import Check, Step, check
from tests.factories import (
    AuthorityFactory,
    MeasureFactory,
    MembershipFactory,
    ParishFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _terms() -> None:
    for membership_class, sub_kind, kinds in [
        ("full", "principal_council", ["unitary", "welsh", "metropolitan_district"]),
        ("associate", "parish", ["parish"]),
        ("associate", "minority_group", ["minority_group"]),
        ("associate", "opposition_group", ["opposition_group"]),
        ("associate", "elected_authority", ["overseas_authority"]),
        ("affiliate", "", ["company", "ngo", "cooperative"]),
        ("supporter", "", ["person", "company"]),
    ]:
        ClassTerms.objects.create(
            membership_class=membership_class,
            sub_kind=sub_kind,
            kinds=kinds,
            valid_from=date(2012, 1, 1),
            source="The brochure",
            fee_basis="Worked out from two figures" if sub_kind == "principal_council" else "",
        )


def asked(**given: Any) -> Check:
    return check(given, on=DAY)


def stroud(**changes: Any) -> Any:
    given = {"key": "stroud", "name": "Stroud District Council", "short_name": "Stroud"}
    return AuthorityFactory(**given, **changes)


@pytest.mark.parametrize("name", ["Stroud", "stroud district council", "STROUD", "Strod"])
def test_a_council_is_recognised_and_told_its_class(name: str) -> None:
    stroud()

    found = asked(name=name)

    assert found.step in {Step.ANSWER, Step.CHOOSE}
    assert name == "Strod" or found.answer is Answer.MAY_JOIN
    assert name == "Strod" or found.class_in_words == "a full member"
    assert name != "Strod" or [one.authority.key for one in found.found] == ["stroud"]


def test_a_welsh_or_former_name_is_recognised() -> None:
    council = AuthorityFactory(
        key="ynys-mon",
        name="Isle of Anglesey County Council",
        short_name="Anglesey",
        kind=AuthorityKind.WELSH,
        nation="Wales",
        region="Wales",
    )
    AuthorityName.objects.create(
        authority=council, kind=NameKind.WELSH, text="Cyngor Sir Ynys Môn", source="the council"
    )

    found = asked(name="ynys mon")

    assert found.authority == council
    assert found.answer is Answer.MAY_JOIN


def test_where_several_are_meant_a_person_chooses() -> None:
    AuthorityFactory(key="a", name="Newcastle City Council", short_name="Newcastle upon Tyne")
    AuthorityFactory(key="b", name="Newcastle Borough Council", short_name="Newcastle-under-Lyme")

    found = asked(name="Newcastle")

    assert found.step is Step.CHOOSE
    assert {one.authority.key for one in found.found} == {"a", "b"}


def test_an_abolished_council_is_told_so() -> None:
    stroud(valid_to=date(2023, 3, 31))

    found = asked(authority="stroud")

    assert found.answer is Answer.MAY_NOT_JOIN
    assert found.reasons == ["This body ceased to exist after 31 March 2023."]


def test_where_the_rules_are_silent_a_person_decides() -> None:
    AuthorityFactory(key="gla", kind=AuthorityKind.GREATER_LONDON_AUTHORITY)

    assert asked(authority="gla").answer is Answer.A_PERSON_DECIDES


def test_a_group_is_asked_how_it_stands_and_then_answered() -> None:
    stroud()

    first = asked(kind="group", name="Stroud")
    opposition = asked(kind="group", authority="stroud", standing="opposition")
    control = asked(kind="group", authority="stroud", standing="control")

    assert first.step is Step.ASK_STANDING
    assert (opposition.answer, opposition.class_in_words) == (Answer.MAY_JOIN, "an associate")
    assert control.answer is Answer.MAY_NOT_JOIN
    assert control.council_may_join


def test_a_parish_name_is_listed_with_each_principal_council() -> None:
    ParishFactory.create_batch(3, name="Silverdale")

    found = asked(kind="parish", name="silverdale parish council")

    assert found.step is Step.CHOOSE
    assert len({one.parish.authority.name for one in found.parishes}) == 3


def test_whether_a_parish_has_a_council_is_asked_not_assumed() -> None:
    parish = ParishFactory(name="Silverdale")

    first = asked(kind="parish", parish=parish.gss_code)
    yes = asked(kind="parish", parish=parish.gss_code, has_council="yes")
    no = asked(kind="parish", parish=parish.gss_code, has_council="no")

    assert first.step is Step.ASK_COUNCIL
    assert (yes.answer, yes.class_in_words) == (Answer.MAY_JOIN, "an associate")
    assert no.answer is Answer.MAY_NOT_JOIN


@pytest.mark.parametrize(
    ("kind", "as_a"),
    [
        ("company", "an affiliate"),
        ("ngo", "an affiliate"),
        ("cooperative", "an affiliate"),
        ("person", "a supporter"),
        ("overseas_authority", "an associate"),
    ],
)
def test_other_bodies_are_told_their_class(kind: str, as_a: str) -> None:
    assert asked(kind=kind).class_in_words == as_a


def test_a_company_that_sounds_like_a_council_is_told_that_it_is_none() -> None:
    found = asked(kind="company", name="Stroud Council Trading Ltd")

    assert found.reasons[-1].startswith("“Stroud Council Trading Ltd” reads like the name of a")


def test_a_company_that_goes_by_a_councils_name_is_shown_the_council_too() -> None:
    stroud()

    found = asked(kind="company", name="Stroud District Council")

    assert found.subject == "A company called “Stroud District Council”"
    assert found.class_in_words == "an affiliate"
    assert [one.authority.key for one in found.found] == ["stroud"]


def test_the_name_of_a_company_typed_as_a_council_leads_to_the_answer_for_a_company(
    client: Client,
) -> None:
    stroud()

    page = client.get("/join/check/", {"name": "Stroud Council Limited"}).content.decode()

    assert "reads like the name of a company" in page
    assert 'href="/join/check/?kind=company&amp;name=Stroud+Council+Limited"' in page


def test_the_one_council_that_a_misspelling_may_mean_is_asked_about_by_name(client: Client) -> None:
    stroud()
    ParishFactory(name="Strode")

    page = client.get("/join/check/", {"name": "Strowd"}).content.decode()

    assert "Do you mean Stroud District Council?" in page
    assert "Strode" not in page


def test_a_town_council_finds_its_parish_before_the_district_of_that_name() -> None:
    parish = ParishFactory(name="Stroud", authority=stroud())

    found = asked(name="Stroud Town Council")

    assert found.parishes_first
    assert [one.parish for one in found.parishes] == [parish]


def test_the_councils_that_took_over_are_a_step_away(client: Client) -> None:
    gone = stroud(valid_to=date(2023, 3, 31))
    heir = AuthorityFactory(key="severn", name="Severn Council", short_name="Severn")
    SuccessionFactory(predecessor=gone, successor=heir)

    page = client.get("/join/check/", {"authority": "stroud"}).content.decode()

    assert '<a href="/join/check/?authority=severn">The answer for Severn Council</a>' in page


def test_a_chain_of_successors_is_followed_to_the_council_in_being() -> None:
    first = stroud(valid_to=date(2019, 3, 31))
    second = AuthorityFactory(key="middle", name="Middle Council", valid_to=date(2023, 3, 31))
    last = AuthorityFactory(key="severn", name="Severn Council", short_name="Severn")
    SuccessionFactory(predecessor=first, successor=second)
    SuccessionFactory(predecessor=second, successor=last)

    assert asked(authority="stroud").successors == [last]


def test_the_name_of_a_group_leads_to_the_question_for_a_group(client: Client) -> None:
    stroud()

    page = client.get("/join/check/", {"name": "Stroud Labour Group"}).content.decode()

    assert "reads like a group of councillors" in page
    assert 'href="/join/check/?kind=group&amp;authority=stroud"' in page


def test_a_council_hears_of_the_groups_on_it_that_belong() -> None:
    council = stroud()
    group = MembershipFactory(of_a_group=True, organisation__principal_council=council)

    found = asked(authority="stroud")

    assert [one.pk for one in found.there] == [group.organisation.pk]


def test_an_unknown_name_leads_to_a_person() -> None:
    found = asked(name="Xyzzyplugh")

    assert (found.step, list(found.found), list(found.parishes)) == (Step.CHOOSE, [], [])


def test_members_like_them_and_the_figures_of_the_fee_are_shown() -> None:
    council = stroud()
    MeasureFactory(authority=council, value=121_000)
    like = MembershipFactory(
        organisation__name="Torbay Council",
        organisation__authority=MeasureFactory(value=139_000).authority,
    )
    MembershipFactory(
        organisation__kind=OrganisationKind.COMPANY,
        organisation__nation="",
        organisation__region="",
        membership_class=MembershipClass.AFFILIATE,
        sub_kind="",
    )

    found = asked(authority="stroud")

    assert [near.member.pk for near in found.alike] == [like.organisation.pk]
    assert [measure.value for measure in found.measures] == [121_000]


def test_a_member_is_told_that_it_belongs_already() -> None:
    council = stroud()
    MembershipFactory(organisation__authority=council)

    found = asked(name="Stroud")

    assert found.answer is Answer.BELONGS_ALREADY
    assert found.own_page.startswith("/members/")
    assert found.alike == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "Can we join?"),
        ({"name": "Stroud"}, "Stroud District Council can join as a full member"),
        ({"kind": "group", "name": "Stroud"}, "How does the group stand on its council?"),
        ({"kind": "group", "authority": "stroud", "standing": "minority"}, "as an associate"),
        ({"kind": "parish", "parish": "E04000001"}, "Does this parish have a council?"),
        ({"kind": "parish", "name": "Silverdale"}, "In the area of"),
        ({"kind": "person"}, "A person can join as a supporter"),
        ({"name": "Xyzzyplugh"}, "We do not recognise that name"),
        ({"authority": "no-such-key"}, "We do not recognise that name"),
        ({"kind": "authority"}, "Enter the name of the council"),
        ({"name": "x" * 10_000}, "Shorten the name to 200 characters or fewer"),
        ({"name": '" OR * NEAR('}, "We do not recognise that name"),
        ({"kind": "nonsense", "name": "Stroud"}, "Choose one of these"),
    ],
)
def test_every_answer_is_an_address(client: Client, query: dict[str, str], said: str) -> None:
    council = stroud()
    ParishFactory(name="Silverdale", gss_code="E04000001", authority=council)

    page = client.get("/join/check/", query)

    assert page.status_code == 200
    assert said in page.content.decode()


def test_a_question_left_open_is_said_to_be_open_only_once_it_was_asked(client: Client) -> None:
    stroud()
    query = {"kind": "group", "authority": "stroud"}

    first = client.get("/join/check/", query).content.decode()
    again = client.get("/join/check/", {**query, "asked": "yes"}).content.decode()

    said = "Choose how the group stands on its council"
    assert (said in first, said in again) == (False, True)


def test_a_council_is_compared_with_councils_alone() -> None:
    stroud()
    MembershipFactory(
        organisation__kind=OrganisationKind.PARTY_GROUP,
        organisation__principal_council=AuthorityFactory(),
        membership_class=MembershipClass.ASSOCIATE,
        sub_kind="group",
    )

    assert asked(authority="stroud").alike == []


def test_whoever_may_join_applies_from_the_answer_with_the_body_known() -> None:
    council = stroud()
    parish = ParishFactory(gss_code="E04000009", authority=council)

    for given, query in [
        ({"authority": "stroud"}, "kind=authority&authority=stroud"),
        (
            {"kind": "group", "authority": "stroud", "standing": "opposition"},
            "kind=group&authority=stroud&standing=opposition",
        ),
        (
            {"kind": "parish", "parish": parish.gss_code, "has_council": "yes"},
            "kind=parish&parish=E04000009&has_council=yes",
        ),
        ({"kind": "company", "name": "A mill"}, "kind=company&name=A+mill"),
        ({"kind": "person"}, "kind=person&name="),
    ]:
        found = asked(**given)
        assert found.apply_url == f"/apply/start/?{query}"
        body = sought_in(dict(parse_qsl(query)))
        assert may_join(body, on=DAY).membership_class == found.eligibility.membership_class


def test_a_company_may_be_a_supporter_instead_and_a_council_may_not() -> None:
    stroud()

    assert asked(kind="company", name="A mill").support_url.endswith("name=A+mill&as=supporter")
    assert asked(authority="stroud").support_url == ""


def test_whoever_may_not_join_finds_no_way_to_apply(client: Client) -> None:
    stroud(valid_to=date(2023, 3, 31))

    assert asked(authority="stroud").apply_url == ""
    assert asked(kind="group", authority="stroud").apply_url == ""
    page = client.get("/join/check/", {"authority": "stroud"}).content.decode()
    assert "/apply/start/" not in page


def test_the_button_to_apply_stands_in_the_answer(client: Client) -> None:
    stroud()

    page = client.get("/join/check/", {"authority": "stroud"}).content.decode()

    assert 'href="/apply/start/?kind=authority&amp;authority=stroud"' in page
