from datetime import date
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from ccin.members.states import EndReason, MembershipClass
from tests.factories import AuthorityFactory, MembershipFactory, SuccessionFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, path: str) -> list[tuple[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = ET.fromstring(answer.content)
    return [
        (entry.findtext(f"{ATOM}title") or "", entry.findtext(f"{ATOM}id") or "")
        for entry in tree.iter(f"{ATOM}entry")
    ]


def titles(client: Client, path: str) -> list[str]:
    return [title for title, _key in entries(client, path)]


def test_the_networks_feed_tells_who_joined_changed_and_left(client: Client) -> None:
    first = MembershipFactory(
        organisation__name="Torbay Council",
        starts_on=date(2020, 1, 1),
        ends_on=date(2022, 5, 6),
        end_reason=EndReason.CLASS_CHANGED,
    )
    MembershipFactory(
        organisation=first.organisation,
        membership_class=MembershipClass.AFFILIATE,
        sub_kind="",
        starts_on=date(2022, 5, 7),
        ends_on=date(2024, 1, 31),
        end_reason=EndReason.RESIGNED,
        previous=first,
    )

    assert titles(client, "/feeds/network.xml") == [
        "Torbay Council is not a member any more: Left by its own decision",
        "Torbay Council is now: Affiliate",
        "Torbay Council: Full member",
    ]


def test_a_feed_names_its_author_as_the_standard_wants(client: Client) -> None:
    MembershipFactory(organisation__slug="torbay")

    for path in ("/feeds/network.xml", "/members/torbay/feed.xml"):
        tree = ET.fromstring(client.get(path).content)

        assert tree.findtext(f"{ATOM}author/{ATOM}name") == settings.NETWORK_NAME


def test_what_is_invented_wrong_or_of_unknown_date_is_no_news(client: Client) -> None:
    MembershipFactory(organisation__fictional=True)
    MembershipFactory(ends_on=date(2021, 1, 1), end_reason=EndReason.CORRECTED)
    MembershipFactory(starts_on_is_known=False)

    assert entries(client, "/feeds/network.xml") == []


def test_an_entry_keeps_its_name_whatever_is_added(client: Client) -> None:
    MembershipFactory(starts_on=date(2021, 1, 1))
    before = entries(client, "/feeds/network.xml")

    MembershipFactory(starts_on=date(2023, 1, 1))

    assert entries(client, "/feeds/network.xml")[1:] == before
    assert before[0][1].startswith("tag:localhost,2026:membership/")


def test_a_members_feed_tells_of_a_reorganisation_a_year_ahead(client: Client) -> None:
    step = SuccessionFactory(event__title="Surrey is reorganised")
    member = MembershipFactory(
        organisation__slug="surrey", organisation__authority=step.predecessor
    )
    path = f"/members/{member.organisation.slug}/feed.xml"

    with time_machine.travel(date(2026, 3, 1)):
        before = len(entries(client, path))
    with time_machine.travel(date(2026, 11, 1)):
        ahead = titles(client, path)
    with time_machine.travel(date(2027, 4, 2)):
        done = titles(client, path)

    assert before == 1
    assert ahead[0] == "Ahead, on 01 April 2027: Surrey is reorganised"
    assert done[0] == "Surrey is reorganised"


def test_who_was_never_a_member_has_no_feed(client: Client) -> None:
    AuthorityFactory()

    assert client.get("/members/nobody/feed.xml").status_code == 404
