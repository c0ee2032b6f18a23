"""Groups as people see them, and what nobody else sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccin.discussion.models import Belonging, Group
from ccin.discussion.states import GroupReach, HowToJoin
from tests.actors import OFFICER, representative_of
from tests.browser import OurClient
from tests.discussion.asked import a_member
from tests.factories import (
    BelongingFactory,
    GroupFactory,
    GroupTopicFactory,
    MembershipFactory,
    RepresentationFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db, pytest.mark.one_database]

LIST = reverse("discussion:groups")


def text(answer) -> str:
    return answer.content.decode()


def somebody_in(group: Group, **traits):
    """A member's person who belongs to the group, as an actor."""
    member = a_member()
    BelongingFactory(group=group, person=member.person, **traits)
    return member


def test_a_visitor_and_a_supporter_see_public_groups_alone(client: OurClient, new_client) -> None:
    shown = GroupFactory(reach=GroupReach.PUBLIC)
    closed, wide = GroupFactory(reach=GroupReach.GROUP), GroupFactory()
    supporter = MembershipFactory(supporter=True).organisation
    signed_in = new_client()
    person = RepresentationFactory(organisation=supporter).person
    signed_in.act_as(representative_of(supporter, person=person.pk))

    for browser in (client, signed_in):
        page = text(browser.get(LIST))
        assert shown.name in page
        assert closed.name not in page
        assert wide.name not in page
        assert browser.get(wide.get_absolute_url()).status_code == 404
        assert browser.get(shown.get_absolute_url()).status_code == 200


def test_one_s_own_groups_come_first_and_say_what_is_new(client: OurClient) -> None:
    mine, _another = GroupFactory(name="Z, my own"), GroupFactory(name="A, another")
    member = somebody_in(mine)
    GroupTopicFactory(belonging=BelongingFactory(group=mine))
    client.act_as(member.actor)

    page = text(client.get(LIST))

    assert page.index("Z, my own") < page.index("A, another")
    assert "1 topic with news" in page


def test_a_closed_circle_is_said_to_be_one_and_is_read_by_nobody_else(client: OurClient) -> None:
    circle = GroupFactory(reach=GroupReach.GROUP, how_to_join=HowToJoin.ASK)
    member = somebody_in(circle)
    topic = GroupTopicFactory(belonging=BelongingFactory(group=circle), title="Behind the door")
    client.act_as(a_member().actor)

    outside = client.get(circle.get_absolute_url())

    assert "Only those who belong read this" in text(outside)
    assert "Behind the door" not in text(outside)
    assert client.get(topic.get_absolute_url()).status_code == 404
    client.act_as(member.actor)
    assert "Behind the door" in text(client.get(circle.get_absolute_url()))
    assert client.get(topic.get_absolute_url()).status_code == 200


def test_names_are_for_those_who_belong(client: OurClient) -> None:
    group = GroupFactory()
    member, other = somebody_in(group), a_member()
    address = reverse("discussion:group_people", args=[group.slug])

    client.act_as(other.actor)
    refused = client.get(address)
    client.act_as(member.actor)
    shown = text(client.get(address))

    assert refused.status_code == 403
    assert member.person.name in shown
    assert member.organisation.name in shown
    assert member.person.email not in shown


def test_whoever_stands_for_no_member_any_more_reads_no_more(client: OurClient) -> None:
    circle = GroupFactory(reach=GroupReach.GROUP)
    member = somebody_in(circle)
    client.act_as(member.actor)
    member.organisation.memberships.all().delete()

    assert client.get(circle.get_absolute_url()).status_code == 404


def test_topics_are_found_by_their_words_and_questions_by_their_answer(client: OurClient) -> None:
    group = GroupFactory()
    member = somebody_in(group)
    belonging = BelongingFactory(group=group)
    asked = GroupTopicFactory(belonging=belonging, kind="question", title="Who mends bicycles?")
    told = GroupTopicFactory(belonging=belonging, title="Bicycles are mended")
    GroupTopicFactory(belonging=belonging, title="Something else")
    client.act_as(member.actor)

    found = text(client.get(f"{group.get_absolute_url()}?q=bicycles"))
    unanswered = text(client.get(f"{group.get_absolute_url()}?show=unanswered"))

    assert asked.title in found
    assert told.title in found
    assert "Something else" not in found
    assert asked.title in unanswered
    assert told.title not in unanswered


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_as_often_for_one_row_as_for_three(client: OurClient, rows: int) -> None:
    group = GroupFactory()
    for _ in range(rows):
        GroupFactory()
        GroupTopicFactory(belonging=BelongingFactory(group=group))
    for another in Group.objects.exclude(pk=group.pk):
        BelongingFactory(group=another, person=group.belongings.first().person)
    client.act_as(OFFICER)

    asked = {}
    for url in (
        LIST,
        group.get_absolute_url(),
        reverse("discussion:group_people", args=[group.slug]),
    ):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked[url.split("/")[-2]] = len(queries)

    assert list(asked.values()) == [6, 8, 9]
    assert Belonging.objects.count() == 2 * rows
