"""Doors of groups and of their topics, of a group that anybody may read."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from ccin.access.permissions import P
from ccin.discussion.models import Group, Post, PostFile, Report, Topic, Wish
from ccin.discussion.states import CLOSED, GroupReach, HowToJoin
from ccin.files.models import Upload
from tests.architecture.door import ALL_THE_WAY_IN, OPEN, At, Door
from tests.discussion.asked import a_member
from tests.factories import BelongingFactory, GroupFactory, GroupTopicFactory, PostFactory

MODERATES = P.GROUP_MODERATE
BECAUSE = {"because": "It names a resident"}
WORDS = {"words": "It names a resident"}


def public_topic(**traits: Any) -> Topic:
    belonging = BelongingFactory(group__reach=GroupReach.PUBLIC)
    made: Topic = GroupTopicFactory(belonging=belonging, **traits)
    return made


def a_public_group() -> Group:
    group = public_topic().group
    assert group is not None
    return group


def a_group() -> At:
    return At({"slug": a_public_group().slug})


def a_group_to_ask() -> At:
    made = GroupFactory(reach=GroupReach.PUBLIC, how_to_join=HowToJoin.ASK)
    return At({"slug": made.slug})


def a_topic() -> At:
    return At({"pk": public_topic().pk})


def a_reply() -> At:
    topic = public_topic(kind="question")
    post = PostFactory(topic=topic, author=None, organisation=None)
    return At({"pk": topic.pk, "post": post.pk})


def a_report() -> At:
    topic = public_topic()
    made = Report.objects.create(
        topic=topic, words="It names somebody", reported_at=timezone.now(), reported_by="account:1"
    )
    return At({"pk": topic.pk, "report": made.pk})


def a_file() -> At:
    topic = public_topic()
    upload = Upload.objects.create(
        name="plan.pdf",
        content_type="application/pdf",
        size=3,
        digest="0" * 64,
        uploaded_at=timezone.now(),
        file=ContentFile(b"pdf", name="plan.pdf"),
    )
    file = PostFile.objects.create(topic=topic, upload=upload, title="The plan")
    return At({"pk": topic.pk, "file": file.pk})


def a_belonging() -> At:
    belonging = BelongingFactory(group__reach=GroupReach.PUBLIC)
    return At({"slug": belonging.group.slug, "pk": belonging.pk})


def a_wish() -> At:
    member = a_member()
    wish = Wish.objects.create(
        group=GroupFactory(reach=GroupReach.PUBLIC, how_to_join=HowToJoin.ASK),
        person=member.person,
        made_at=timezone.now(),
    )
    return At({"slug": wish.group.slug, "pk": wish.pk})


def a_version() -> dict[str, Any]:
    return {"version": Post.objects.get().topic.version}


def somebody() -> dict[str, Any]:
    return {"person": a_member().person.pk}


NEW = {"name": "Harbours", "kind": "theme", "reach": "members", "how_to_join": "open"}
WORDED = {"kind": "talk", "title": "Harbours", "words": "What about them?"}


def a_closed_topic() -> At:
    return At({"pk": public_topic(state=CLOSED).pk})


ROWS: dict[str, Door] = {
    "discussion:groups": Door(OPEN),
    "discussion:group": Door(OPEN, at=a_group),
    "discussion:group_people": Door(MODERATES, at=a_group),
    "discussion:topic": Door(OPEN, MODERATES, at=a_topic, data=lambda: WORDS),
    "discussion:topic_file": Door(OPEN, at=a_file),
    "discussion:begin": Door(MODERATES, MODERATES, at=a_group, data=lambda: WORDED),
    "discussion:change_topic": Door(MODERATES, at=a_topic),
    "discussion:change_reply": Door(MODERATES, at=a_reply),
    "discussion:report_topic": Door(ALL_THE_WAY_IN, ALL_THE_WAY_IN, at=a_topic, data=lambda: WORDS),
    "discussion:report_reply": Door(ALL_THE_WAY_IN, ALL_THE_WAY_IN, at=a_reply, data=lambda: WORDS),
    "discussion:mark_answer": Door(post=MODERATES, at=a_reply, data=a_version),
    "discussion:join": Door(post=P.GROUP_JOIN, at=a_group),
    "discussion:wish": Door(ALL_THE_WAY_IN, P.GROUP_JOIN, at=a_group_to_ask),
    "discussion:make_group": Door(P.GROUP_CHANGE, P.GROUP_CHANGE, data=lambda: NEW),
    "discussion:moderate": Door(MODERATES, at=a_group),
    "discussion:answer_wish": Door(
        MODERATES, MODERATES, at=a_wish, data=lambda: {"answer": "no", **BECAUSE}
    ),
    "discussion:take_in": Door(MODERATES, MODERATES, at=a_group, data=somebody),
    "discussion:take_out": Door(MODERATES, MODERATES, at=a_belonging, data=lambda: BECAUSE),
    "discussion:make_moderator": Door(post=MODERATES, at=a_belonging),
    "discussion:change_group": Door(
        P.GROUP_CHANGE, P.GROUP_CHANGE, at=a_group, data=lambda: {**NEW, "version": 1}
    ),
    "discussion:close_group": Door(post=P.GROUP_CHANGE, at=a_group),
    "discussion:remove_topic": Door(MODERATES, MODERATES, at=a_topic, data=lambda: BECAUSE),
    "discussion:close_topic": Door(MODERATES, MODERATES, at=a_topic, data=lambda: BECAUSE),
    "discussion:reopen_topic": Door(post=MODERATES, at=a_closed_topic),
    "discussion:pin_topic": Door(post=MODERATES, at=a_topic),
    "discussion:let_stand": Door(post=MODERATES, at=a_report),
    "discussion:remove_reply": Door(MODERATES, MODERATES, at=a_reply, data=lambda: BECAUSE),
    # For whoever belongs, or has asked: a person, not a role. Nobody who only holds a role writes.
    "discussion:leave": Door(at=a_group),
    "discussion:mark_read": Door(at=a_group),
    "discussion:mute_group": Door(at=a_group),
    "discussion:mute_topic": Door(at=a_topic),
    "discussion:say_thanks": Door(at=a_reply),
    "discussion:withdraw_wish": Door(at=a_group_to_ask),
}
