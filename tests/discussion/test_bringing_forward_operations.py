"""Bringing forward what was said before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.audit.models import Entry
from ccin.discussion.operations.bringing_forward import date_belongings, date_topic
from ccin.discussion.operations.listening import listen, mark_read
from ccin.discussion.operations.talking import mark_answered, post_reply, thank_in_group
from ccin.discussion.operations.telling import tell_of_what_is_new
from ccin.kernel.errors import Refused
from ccin.outbox.models import Choice, Notice
from tests.actors import EDITOR, WORKER
from tests.discussion.asked import a_member
from tests.discussion.circle import a_circle

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=90)
A_DAY = timedelta(days=1)


def test_what_was_said_before_has_its_days_and_is_told_to_nobody_again() -> None:
    circle = a_circle()
    topic = circle.topic()
    post = post_reply(topic, "Ask the depot.", by=circle.other.actor)
    topic.refresh_from_db()
    mark_answered(topic, post, version=topic.version, by=circle.asker.actor)
    thank_in_group(post, by=circle.asker.actor)

    date_topic(topic, LONG_AGO, {post: LONG_AGO + A_DAY}, told=True, by=EDITOR)
    date_belongings(circle.group, LONG_AGO - A_DAY, read_until=LONG_AGO, by=EDITOR)

    topic.refresh_from_db()
    post.refresh_from_db()
    told = Notice.objects.filter(kind__in=["discussion.topic_begun", "discussion.reply_posted"])
    assert (topic.asked_at, topic.last_post_at) == (LONG_AGO, LONG_AGO + A_DAY)
    assert {topic.answered_at, post.posted_at, post.thanked_at} == {LONG_AGO + A_DAY}
    assert set(circle.group.belongings.values_list("joined_at", "read_at")) == {
        (LONG_AGO - A_DAY, LONG_AGO)
    }
    assert tell_of_what_is_new(by=WORKER) == 0
    assert not told.exists()
    assert Entry.objects.filter(event__endswith="_brought_forward").count() == 2


def test_what_is_to_be_told_still_is() -> None:
    circle = a_circle()
    topic = circle.topic()

    date_topic(topic, LONG_AGO, {}, told=False, by=EDITOR)

    assert tell_of_what_is_new(by=WORKER) == 1


def test_nobody_replies_before_a_topic_begins_and_nobody_else_dates_anything() -> None:
    circle = a_circle()
    topic = circle.topic()
    post = post_reply(topic, "Ask the depot.", by=circle.other.actor)

    with pytest.raises(Refused):
        date_topic(topic, LONG_AGO, {post: LONG_AGO - A_DAY}, told=True, by=EDITOR)
    with pytest.raises(PermissionDenied):
        date_topic(topic, LONG_AGO, {}, told=True, by=circle.moderator.actor)
    with pytest.raises(PermissionDenied):
        date_belongings(circle.group, LONG_AGO, read_until=LONG_AGO, by=circle.asker.actor)

    post.refresh_from_db()
    assert post.posted_at > LONG_AGO


def test_whoever_belongs_says_how_far_they_read_and_what_they_want_to_hear() -> None:
    circle = a_circle()
    topic = circle.topic()

    mark_read(circle.group, by=circle.other.actor)
    listen(topic, wanted=False, wording="Mute it", by=circle.other.actor)
    listen(circle.group, wanted=True, wording="Tell me of it again", by=circle.other.actor)

    assert circle.group.belongings.get(person=circle.other.person).read_at
    assert set(Choice.objects.values_list("to_key", "section", "how")) == {
        (f"person:{circle.other.person.pk}", topic.section, "never"),
        (f"person:{circle.other.person.pk}", circle.group.section, "digest"),
    }
    for does in (
        lambda by: mark_read(circle.group, by=by),
        lambda by: listen(topic, wanted=False, wording="Mute it", by=by),
    ):
        with pytest.raises(PermissionDenied):
            does(a_member().actor)
