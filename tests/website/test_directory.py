from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ccin.access.actor import Actor
from ccin.members.models import Organisation
from ccin.members.operations import (
    MembershipDetails,
    OrganisationDetails,
    add_organisation,
    begin_membership,
    correct_organisation,
)
from ccin.members.states import EndReason, MembershipClass, OrganisationKind
from ccin.register.models import Authority, AuthorityName
from ccin.register.operations import load_facts
from ccin.register.states import AuthorityKind, NameKind
from ccin.website.reads.directory import Directory, directory, places
from ccin.website.reads.member import PLACES, member_page
from ccin.website.reads.network import network_on
from tests.factories import (
    AuthorityFactory,
    MeasureFactory,
    MembershipFactory,
    OrganisationFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


def again(organisation: Organisation) -> Organisation:
    """As a page finds it."""
    return Organisation.objects.select_related(*PLACES).get(pk=organisation.pk)


def found(**wanted: Any) -> Directory:
    return directory(network_on(wanted.get("on", DAY)), wanted)


def names(**wanted: Any) -> list[str]:
    return [row.name for row in found(**wanted).page]


def member(name: str, **changes: Any) -> Any:
    held = {key: changes.pop(key) for key in list(changes) if key in {"membership_class"}}
    return MembershipFactory(organisation=OrganisationFactory(name=name, **changes), **held)


def test_the_directory_lists_who_is_in_membership_that_day() -> None:
    member("Torbay Council")
    left = member("Norwich City Council")
    left.ends_on, left.end_reason = date(2021, 3, 31), EndReason.RESIGNED
    left.save()
    OrganisationFactory(name="Never a member")

    assert names() == ["Torbay Council"]
    assert names(on=date(2021, 3, 31)) == ["Norwich City Council", "Torbay Council"]


def test_supporters_are_listed_only_when_asked_for() -> None:
    member("Torbay Council")
    member("A party council", membership_class=MembershipClass.SUPPORTER)

    listed = found()

    assert [row.name for row in listed.page] == ["Torbay Council"]
    assert (listed.members, listed.named_supporters) == (1, 1)
    assert names(membership_class="supporter") == ["A party council"]


@pytest.mark.parametrize(
    "text", ["ynys mon", "YNYS MÔN", "anglesey", "isle of anglesey", "council anglesey"]
)
def test_a_name_is_found_without_accents_or_capitals_and_by_another_name(text: str) -> None:
    authority = AuthorityFactory(name="Isle of Anglesey County Council", short_name="Anglesey")
    AuthorityName.objects.create(
        authority=authority, kind=NameKind.WELSH, text="Ynys Môn", source="the council"
    )
    member("Anglesey Council", authority=authority)
    member("Torbay Council")

    assert names(q=text) == ["Anglesey Council"]


def test_filters_narrow_by_class_kind_place_and_size() -> None:
    authority = MeasureFactory(value=137_000).authority
    member("Torbay Council", authority=authority)
    member("Winsford Town Council", kind=OrganisationKind.PARISH, region="North West")
    member("4OC", kind=OrganisationKind.COMPANY, membership_class="affiliate", region="")

    assert names(membership_class="affiliate") == ["4OC"]
    assert names(kind="parish") == ["Winsford Town Council"]
    assert names(region="North West") == ["Winsford Town Council"]
    assert names(size="medium") == ["Torbay Council"]
    assert names(size="largest") == []
    assert places(network_on(DAY)) == (["England"], ["North West", "South West"])


def test_invented_bodies_come_last_and_are_not_counted() -> None:
    member("Aardvark Council", fictional=True)
    member("Torbay Council")

    listed = found()

    assert [row.name for row in listed.page] == ["Torbay Council", "Aardvark Council"]
    assert (listed.members, listed.fictional) == (1, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        member(f"Council {number}", authority=AuthorityFactory())

    with django_assert_num_queries(5):
        listed = found(q="council")

    assert len(listed.page) == rows


def test_a_merged_record_is_not_listed() -> None:
    kept = member("Torbay Council").organisation
    member("Torbay Borough Council", merged_into=kept)

    assert names() == ["Torbay Council"]


def test_a_page_is_only_for_those_who_were_ever_in_membership() -> None:
    stranger = OrganisationFactory()
    future = MembershipFactory(starts_on=date(2027, 1, 1)).organisation
    wrong = MembershipFactory(ends_on=date(2021, 1, 1), end_reason=EndReason.CORRECTED).organisation

    assert [member_page(again(one), on=DAY) for one in (stranger, future, wrong)] == [None] * 3


def test_a_page_says_who_is_around_and_who_is_alike() -> None:
    combined = AuthorityFactory(kind=AuthorityKind.COMBINED_AUTHORITY)
    oldham, wigan = AuthorityFactory.create_batch(2, combined_authority=combined)
    own = member("Oldham Council", authority=oldham).organisation
    member("Wigan Council", authority=wigan)
    member("Combined", kind=OrganisationKind.COMBINED_AUTHORITY, authority=combined)
    member(
        "Oldham Group",
        kind=OrganisationKind.PARTY_GROUP,
        principal_council=oldham,
        membership_class=MembershipClass.ASSOCIATE,
    )

    page = member_page(again(own), on=DAY)

    assert page is not None
    assert [one.name for one in page.same_combined_authority] == ["Combined", "Wigan Council"]
    assert [one.name for one in page.same_council] == ["Oldham Group"]
    assert [near.member.name for near in page.alike][:1] == ["Wigan Council"]
    assert page.is_counted


def test_a_page_tells_what_will_become_of_the_council() -> None:
    step = SuccessionFactory()
    own = member("Ends Council", authority=step.predecessor).organisation
    heir = member("Heir Council", authority=step.successor).organisation

    ends, begins = member_page(again(own), on=DAY), member_page(again(heir), on=DAY)

    assert ends is not None
    assert begins is not None
    assert (ends.ending, ends.beginning) == ([step], [])
    assert (begins.ending, begins.beginning) == ([], [step])


@pytest.mark.parametrize("others", [1, 3])
def test_a_page_costs_the_same_however_many_neighbours(
    others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    own = member("Torbay Council", authority=AuthorityFactory()).organisation
    for number in range(others):
        member(f"Council {number}", authority=AuthorityFactory())

    with django_assert_num_queries(14):
        page = member_page(again(own), on=DAY)

    assert page is not None
    assert len(page.alike) == others


def test_the_page_shows_filters_counts_and_members(client: Client) -> None:
    member("Torbay Council")

    page = client.get("/members/", {"q": "torbay", "kind": "council"})

    assert page.status_code == 200
    assert "1 found, by name" in page.content.decode()
    assert "Torbay Council" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"q": "x" * 10_000}, "Shorten what you search for to 100 characters or fewer"),
        ({"on": "yesterday"}, "Enter a day as in 2026-04-01"),
    ],
)
def test_what_cannot_be_searched_for_is_said(client: Client, query: Any, said: str) -> None:
    page = client.get("/members/", query)

    assert page.status_code == 200
    assert said in page.content.decode()


@pytest.mark.parametrize("text", ['"', "' OR 1=1 --", "%", "*", "(", "NEAR(a b)"])
def test_quotes_and_operators_are_only_letters_in_a_name(client: Client, text: str) -> None:
    member("Torbay Council")

    page = client.get("/members/", {"q": text})

    assert page.status_code == 200


def test_who_left_keeps_a_page_that_says_so(client: Client) -> None:
    left = member("Norwich City Council")
    left.ends_on, left.end_reason = date(2021, 3, 31), EndReason.RESIGNED
    left.save()

    page = client.get(left.organisation.get_absolute_url()).content.decode()

    assert "Former member" in page
    assert "Last day as Full member: 31 March 2021" in page


def test_an_unknown_first_day_is_said_to_be_unknown(client: Client) -> None:
    held = MembershipFactory(starts_on_is_known=False, source="The network’s brochure, 2021")

    page = client.get(held.organisation.get_absolute_url()).content.decode()

    assert "The first day is not on record." in page
    assert "In membership according to: The network’s brochure, 2021" in page


def test_the_address_of_a_merged_record_leads_to_the_kept_one(client: Client) -> None:
    kept = member("Torbay Council").organisation
    merged = member("Torbay Borough Council", merged_into=kept).organisation

    answer = client.get(merged.get_absolute_url())

    assert answer.status_code == 301
    assert answer["Location"] == kept.get_absolute_url()


def test_a_body_without_membership_has_no_page(client: Client) -> None:
    assert client.get(OrganisationFactory().get_absolute_url()).status_code == 404


def test_a_misspelt_name_is_found_and_said_to_be_read_otherwise() -> None:
    authority = AuthorityFactory(name="Oldham Borough Council", short_name="Oldham")
    member("Oldham Council", authority=authority)

    listed = found(q="oldam")

    assert [row.name for row in listed.page] == ["Oldham Council"]
    assert listed.reading == "We read “oldam” as Oldham."


def test_the_list_follows_every_change_of_the_records() -> None:
    """It is kept in memory, so what staff change must be seen at once."""
    officer = Actor.command("test")
    load_facts(by=officer)
    torbay = Authority.objects.get(key="torbay")
    details = OrganisationDetails(
        name="Torbay Council", kind=OrganisationKind.COUNCIL, authority=torbay
    )
    body = add_organisation(details, by=officer)

    before = names()
    begin_membership(
        body,
        MembershipDetails(
            membership_class="full", sub_kind="principal_council", starts_on=date(2020, 1, 1)
        ),
        by=officer,
    )
    joined = names()
    renamed = replace(details, name="Torbay Borough Council")
    correct_organisation(body, renamed, version=body.version, by=officer)

    assert (before, joined, names()) == ([], ["Torbay Council"], ["Torbay Borough Council"])


@pytest.mark.parametrize("address", ["/members/", "/figures/", "/figures/full/", "/map/"])
def test_of_a_day_before_the_records_begin_nobody_is_said_to_be_counted(
    client: Client, address: str
) -> None:
    MembershipFactory(starts_on=date(2021, 7, 31))

    before = client.get(address, {"on": "2015-01-01"}).content.decode()
    within = client.get(address, {"on": "2021-08-01"}).content.decode()

    said = "The membership records here begin on 31 July 2021."
    assert (said in before, said in within) == (True, False)


def test_one_of_a_kind_is_counted_in_the_singular(client: Client) -> None:
    MembershipFactory()

    page = client.get("/members/").content.decode()

    assert "1 member on" in page
    assert "1 full member, 0 associates and 0 affiliates." in page
