"""Several people at once in one group: nobody belongs twice, and one gets the last place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ccin.discussion.models import Belonging, Group, Topic, Wish
from ccin.discussion.operations.groups import end_moderating, join_group, leave_group
from ccin.discussion.operations.telling import tell_of_what_is_new
from ccin.discussion.operations.wishes import answer_wish, wish_to_join
from ccin.kernel.clock import today
from ccin.outbox.models import Notice
from tests.actors import OFFICER, WORKER
from tests.discussion.asked import a_member
from tests.discussion.gathering import Gathering
from tests.factories import BelongingFactory, GroupFactory
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_joins_four_times_at_once_belongs_once() -> None:
    group, member = GroupFactory(), a_member()

    told = at_once(lambda: join_group(Group.objects.get(pk=group.pk), by=member.actor))

    assert told == ["done"] * 4
    assert Belonging.objects.count() == 1


def test_one_of_four_gets_the_last_place() -> None:
    group = GroupFactory(how_to_join="ask", places=1)
    wishes = iter([wish_to_join(group, by=a_member().actor) for _ in range(4)])

    told = at_once(
        lambda: answer_wish(Wish.objects.get(pk=next(wishes).pk), accept=True, by=OFFICER)
    )

    assert told == ["Refused", "Refused", "Refused", "done"]
    assert group.belongings.in_force_on(today()).count() == 1


def test_of_two_moderators_who_leave_at_once_one_stays() -> None:
    circle = Gathering()
    BelongingFactory(group=circle.group, person=circle.outsider.person, is_moderator=True)
    both = iter([circle.moderator, circle.outsider])

    told = at_once(
        lambda: leave_group(Group.objects.get(pk=circle.group.pk), by=next(both).actor), people=2
    )

    assert told == ["Refused", "done"]
    assert circle.group.belongings.filter(left_at=None, is_moderator=True).count() == 1


def test_of_two_moderators_who_end_each_other_at_once_one_stays() -> None:
    circle = Gathering()
    BelongingFactory(group=circle.group, person=circle.outsider.person, is_moderator=True)
    both = iter(list(Belonging.objects.filter(is_moderator=True)))

    told = at_once(
        lambda: end_moderating(Belonging.objects.get(pk=next(both).pk), by=OFFICER), people=2
    )

    assert told == ["Refused", "done"]


def test_four_workers_tell_a_topic_once() -> None:
    circle = Gathering()
    circle.topic()
    Topic.objects.update(asked_at=timezone.now() - timedelta(hours=1))

    told = at_once(lambda: tell_of_what_is_new(by=WORKER))

    assert told == ["done"] * 4
    assert Notice.objects.count() == 1
