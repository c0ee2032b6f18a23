"""Coming into a group, and the desk of those who moderate it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ccin.discussion.models import Belonging, Group, Report, Wish
from ccin.discussion.operations.wishes import wish_to_join
from ccin.discussion.states import GroupReach, GroupState, HowToJoin, WishState
from tests.actors import OFFICER
from tests.browser import OurClient
from tests.discussion.asked import a_member
from tests.discussion.circle import Circle, a_circle, belongs
from tests.factories import GroupTopicFactory

pytestmark = [pytest.mark.page, pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def circle() -> Circle:
    return a_circle()


def text(answer) -> str:
    return answer.content.decode()


def at(name: str, group: Group, *more: object) -> str:
    return reverse(f"discussion:{name}", args=[group.slug, *more])


def test_somebody_joins_and_leaves_with_one_press(client: OurClient, circle: Circle) -> None:
    member = a_member()
    client.act_as(member.actor)

    joined = text(client.post(at("join", circle.group), follow=True))
    left = text(client.post(at("leave", circle.group), follow=True))

    assert "Leave the group" in joined
    assert "You have left" in left
    assert Belonging.objects.get(person=member.person).left_at


def test_an_interest_is_expressed_in_words_and_answered(client: OurClient) -> None:
    circle = a_circle(kind="learning_set", how_to_join=HowToJoin.ASK, places=4)
    member = a_member()
    client.act_as(member.actor)
    page = text(client.get(circle.group.get_absolute_url()))
    empty = text(client.post(at("wish", circle.group), {"words": ""}))
    asked = text(client.post(at("wish", circle.group), {"words": "To learn."}, follow=True))

    assert "Say that you are interested" in page
    assert "Say in a few sentences what you hope for" in empty
    assert "You asked to join on" in asked
    wish = Wish.objects.get()
    client.act_as(circle.moderator.actor)
    desk = text(client.get(at("moderate", circle.group)))
    no = text(client.post(at("answer_wish", circle.group, wish.pk), {"answer": "no"}))
    client.post(at("answer_wish", circle.group, wish.pk), {"answer": "yes"})
    assert "1 place is free." in desk
    assert "To learn." in desk
    assert "Say why in a sentence" in no
    wish.refresh_from_db()
    assert wish.state == WishState.ACCEPTED
    assert circle.group.belongings.filter(person=member.person).exists()


def test_a_wish_is_taken_back(client: OurClient) -> None:
    circle = a_circle(how_to_join=HowToJoin.ASK)
    member = a_member()
    wish_to_join(circle.group, "Please.", by=member.actor)
    client.act_as(member.actor)

    page = text(client.post(at("withdraw_wish", circle.group), follow=True))

    assert "Ask to join" in page
    assert Wish.objects.get().state == WishState.WITHDRAWN


def test_a_moderator_takes_people_in_and_out_and_names_another(
    client: OurClient, circle: Circle
) -> None:
    member = a_member()
    client.act_as(circle.moderator.actor)

    found = text(client.get(at("take_in", circle.group), {"q": member.person.name}))
    client.post(at("take_in", circle.group), {"person": member.person.pk})
    belonging = circle.group.belongings.get(person=member.person)
    made = text(client.post(at("make_moderator", circle.group, belonging.pk), follow=True))
    client.post(at("make_moderator", circle.group, belonging.pk), {"end": "1"})
    out = client.post(
        at("take_out", circle.group, belonging.pk), {"because": "They asked us to"}, follow=True
    )

    assert member.organisation.name in found
    assert "moderates the group now" in made
    assert "is told why" in text(out)
    belonging.refresh_from_db()
    assert belonging.removed_because == "They asked us to"
    assert client.post(at("take_in", circle.group), {"person": "9" * 40}).status_code == 404


def test_whoever_was_taken_out_may_ask_again_but_does_not_join(
    client: OurClient, circle: Circle
) -> None:
    member = a_member()
    belonging = belongs(circle.group, member)
    client.act_as(circle.moderator.actor)
    client.post(at("take_out", circle.group, belonging.pk), {"because": "It was rude"})
    client.act_as(member.actor)

    page = text(client.get(circle.group.get_absolute_url()))

    assert "Ask to join" in page
    assert "Join the group" not in page


def test_whoever_belongs_and_does_not_moderate_has_no_desk(
    client: OurClient, circle: Circle
) -> None:
    client.act_as(circle.other.actor)

    assert client.get(at("moderate", circle.group)).status_code == 403
    assert "/moderate/" not in text(client.get(circle.group.get_absolute_url()))


def test_staff_make_a_group_change_it_and_close_it(client: OurClient) -> None:
    client.act_as(OFFICER)
    said = {
        "name": "Harbours and ferries",
        "kind": "theme",
        "about": "For those with a coast.",
        "reach": "members",
        "how_to_join": "open",
        "roles": ["policy_officer"],
    }
    new = reverse("discussion:make_group")
    taken = text(client.post(new, {**said, "name": "New"}))
    client.post(new, said)
    group = Group.objects.get()
    client.post(at("change_group", group), {**said, "reach": "public", "version": group.version})
    closed = text(client.post(at("close_group", group), follow=True))

    assert "longer name than this" in taken
    group.refresh_from_db()
    assert (group.slug, group.reach) == ("harbours-and-ferries", GroupReach.PUBLIC)
    assert group.state == GroupState.CLOSED
    assert "Open the group again" in closed
    client.post(at("close_group", group), {"open": "1"})
    group.refresh_from_db()
    assert group.state == GroupState.OPEN


def test_who_may_read_grows_no_wider_once_somebody_wrote(client: OurClient, circle: Circle) -> None:
    circle.topic()
    client.act_as(OFFICER)
    said = {
        "name": circle.group.name,
        "kind": "theme",
        "reach": "public",
        "how_to_join": "open",
        "version": circle.group.version,
    }

    page = text(client.post(at("change_group", circle.group), said))

    assert "Make a new group for a wider circle" in page.replace("\n", " ")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_often_for_one_row_as_for_three(client: OurClient, rows: int) -> None:
    circle = a_circle(how_to_join=HowToJoin.ASK)
    for _ in range(rows):
        wish_to_join(circle.group, "Please.", by=a_member().actor)
        belongs(circle.group, a_member())
    client.act_as(OFFICER)
    url = at("moderate", circle.group)
    client.get(url)

    with CaptureQueriesContext(connection) as queries:
        client.get(url)

    assert len(queries) == 14


def test_a_moderator_is_not_offered_to_let_their_own_topic_stand(
    client: OurClient, circle: Circle
) -> None:
    own = GroupTopicFactory(group=circle.group, asked_by=circle.moderator.person)
    other = GroupTopicFactory(group=circle.group)
    pages = []
    client.act_as(circle.moderator.actor)

    for topic in (own, other):
        Report.objects.create(
            topic=topic, words="It names one.", reported_at=timezone.now(), reported_by="account:1"
        )
        pages.append(text(client.get(topic.get_absolute_url())))

    assert [("This is your own" in page, "Let it stand" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]
