"""Who reads a group, and what waits for somebody in theirs."""

import pytest
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.discussion.models import Asking
from ccin.discussion.operations.talking import report_in_group
from ccin.discussion.operations.wishes import wish_to_join
from ccin.discussion.reads.groups import group_tokens, readers
from ccin.discussion.reads.waiting import waiting_for
from tests.actors import ADMINISTRATOR, OFFICER, PUBLIC
from tests.discussion.asked import a_member
from tests.discussion.gathering import Gathering
from tests.factories import AppointmentFactory, GroupFactory, PersonFactory

pytestmark = pytest.mark.django_db


def said(actor: Actor) -> list[str]:
    return [each.what for each in waiting_for(actor)]


@pytest.mark.parametrize(
    ("reach", "who"),
    [
        ("group", {"moderator", "member"}),
        ("members", {"moderator", "member", "outsider"}),
        ("public", {"moderator", "member", "outsider", "seated"}),
    ],
)
def test_readers_are_those_who_may_see_what_is_written(reach: str, who: set[str]) -> None:
    circle = Gathering(GroupFactory(reach=reach))
    people = {
        "moderator": circle.moderator.person,
        "member": circle.member.person,
        "outsider": circle.outsider.person,
        "seated": AppointmentFactory().person,
        "supporter": a_member(supporter=True).person,
        "lapsed": a_member(ended=True).person,
        "stranger": PersonFactory(),
    }

    found = set(readers(circle.group))

    assert {name for name, person in people.items() if person in found} == who


def test_tokens_of_many_people_cost_one_query(django_assert_num_queries) -> None:
    circles = [Gathering() for _ in range(3)]
    people = [person for one in circles for person in (one.member.person, one.outsider.person)]

    with django_assert_num_queries(1):
        tokens = group_tokens(people)

    assert tokens[circles[1].member.person.pk] == {circles[1].group.section}
    assert tokens[circles[1].outsider.person.pk] == frozenset()


@pytest.mark.parametrize("times", [1, 3])
def test_moderators_find_reports_and_wishes_in_constant_queries(
    django_assert_num_queries, times: int
) -> None:
    circle = Gathering(GroupFactory(how_to_join="ask"))
    topic = circle.topic(title="Who may?")
    own = circle.topic(circle.moderator)
    for _ in range(times):
        report_in_group(topic, None, "Rude.", by=circle.member.actor)
        report_in_group(own, None, "Rude.", by=circle.member.actor)
        wish_to_join(circle.group, by=a_member().actor)

    with django_assert_num_queries(1):
        found = said(circle.moderator.actor)

    asks = "person who asks" if times == 1 else "people who ask"
    assert sorted(found) == [
        f"Answer {times} {asks} to belong to {circle.group}",
        *["Look at what was reported in “Who may?”"] * times,
    ]
    assert len(said(OFFICER)) == 2 * times + 1
    for nobody in (PUBLIC, ADMINISTRATOR, circle.member.actor, Gathering().moderator.actor):
        assert said(nobody) == []


def test_who_was_asked_by_name_finds_the_question_as_long_as_they_may_read_it() -> None:
    circle = Gathering(GroupFactory(reach="group"))
    topic = circle.topic(kind="question", title="Who knows?")
    for person in (circle.moderator.person, circle.outsider.person):
        Asking.objects.create(topic=topic, person=person, asked_at=timezone.now())

    assert said(circle.moderator.actor) == ["Answer “Who knows?”, or say that you cannot help"]
    assert said(circle.outsider.actor) == []


def test_who_is_named_in_a_question_finds_it_until_they_replied() -> None:
    circle = Gathering()
    name = circle.moderator.person.name
    topic = circle.topic(kind="question", title="Who knows?", words=f"Perhaps @{name}?")
    circle.topic(words=f"Thank you, @{name}.")

    before = said(circle.moderator.actor)
    circle.post(topic)

    assert before == ["Answer “Who knows?”: it names you"]
    assert said(circle.moderator.actor) == []
