"""What becomes of a group’s records when people or organisations are merged or erased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ccin.discussion.models import Belonging, Mention, Post, PostFile, Topic, Wish
from ccin.discussion.operations.moderating import close_conversation, remove_reply
from ccin.discussion.operations.people import (
    forget_person,
    move_to_organisation,
    move_to_person,
)
from ccin.discussion.operations.telling import tell_of_what_is_new
from ccin.discussion.operations.wishes import wish_to_join
from ccin.discussion.states import WishState
from ccin.outbox.models import Notice
from tests.actors import OFFICER, WORKER
from tests.discussion.asked import a_member
from tests.discussion.gathering import Gathering
from tests.factories import BelongingFactory, GroupFactory, UploadFactory

pytestmark = pytest.mark.django_db


def test_who_is_erased_leaves_forty_replies_and_the_topic_under_its_organisation() -> None:
    circle = Gathering()
    person = circle.member.person
    topic = circle.topic(words=f"Ask me, {person.name}, at {person.email}.")
    for number in range(40):
        circle.post(topic, words=f"Reply {number} to {person.name}.")
    Post.objects.update(posted_at=timezone.now() - timedelta(hours=1))
    tell_of_what_is_new(by=WORKER)

    forget_person(person, by=OFFICER)

    topic.refresh_from_db()
    assert topic.posts.shown().count() == 40
    assert topic.organisation == circle.member.organisation
    assert person.name not in topic.words
    assert person.email not in topic.words
    assert not Post.objects.filter(words__contains=person.name).exists()
    assert not Notice.objects.filter(text__contains=person.name).exists()


def test_who_is_erased_belongs_is_named_and_wishes_no_more() -> None:
    circle, asking = Gathering(), GroupFactory(how_to_join="ask")
    person = circle.moderator.person
    topic = circle.topic(words=f"@{person.name}")
    PostFile.objects.create(topic=topic, upload=UploadFactory(), title=f"CV of {person.name}")
    BelongingFactory(group=asking, person=circle.member.person, is_moderator=True)
    wish_to_join(asking, "I am me.", by=circle.moderator.actor)

    forget_person(person, by=OFFICER)

    left = Belonging.objects.get(person=person)
    assert (left.left_at is None, left.is_moderator) == (False, False)
    assert not Mention.objects.exists()
    assert not Wish.objects.exists()
    assert not Notice.objects.filter(kind="discussion.wish_made").exists()
    assert PostFile.objects.get().title == "A file"


def test_nothing_tells_who_wrote_what_was_removed_and_others_keep_their_role() -> None:
    circle = Gathering()
    person = circle.member.person
    topic = circle.topic(circle.moderator, words=f"Ask {person.name}.")
    removed, closed = circle.post(topic, circle.member), circle.topic(circle.member)
    remove_reply(removed, f"{person.name} named a resident.", by=OFFICER)
    close_conversation(closed, f"{person.name} asked for it.", by=OFFICER)
    Post.objects.update(role="Leader")
    Topic.objects.update(role="Officer")

    forget_person(person, by=OFFICER)

    removed.refresh_from_db()
    assert (removed.role, removed.removed_because) == ("", "[name removed] named a resident.")
    assert dict(Topic.objects.values_list("pk", "role")) == {topic.pk: "Officer", closed.pk: ""}
    assert Topic.objects.get(pk=closed.pk).closed_because == "[name removed] asked for it."


def test_two_records_of_one_person_belong_once() -> None:
    circle, other = Gathering(), GroupFactory()
    kept, twin = circle.member.person, circle.moderator.person
    earlier = timezone.now() - timedelta(days=9)
    Belonging.objects.filter(person=twin).update(joined_at=earlier, read_at=earlier)
    BelongingFactory(group=other, person=twin)
    BelongingFactory(group=circle.group, person=circle.outsider.person)
    topic = circle.topic(circle.outsider, words=f"@{kept.name} and @{twin.name}.")
    circle.post(topic, circle.outsider, words=f"@{twin.name}.")

    move_to_person(twin, kept)

    first = circle.group.belongings.get(person=kept)
    assert (first.joined_at, first.is_moderator, first.read_at) == (earlier, True, earlier)
    assert other.belongings.get().person == kept
    assert [each.person for each in Mention.objects.all()] == [kept, kept]
    assert not Belonging.objects.filter(person=twin).exists()


def test_of_two_open_wishes_of_one_person_one_is_withdrawn() -> None:
    group, kept, twin = GroupFactory(how_to_join="ask"), a_member(), a_member()
    for each in (kept, twin):
        wish_to_join(group, "Please.", by=each.actor)

    move_to_person(twin.person, kept.person)
    move_to_organisation(twin.organisation, kept.organisation)

    wishes = Wish.objects.filter(person=kept.person, organisation=kept.organisation)
    assert sorted(each.state for each in wishes) == [WishState.WAITING, WishState.WITHDRAWN]
    assert not Wish.objects.filter(person=twin.person).exists()
