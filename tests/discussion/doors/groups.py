"""Doors of groups and of their topics, of a group that anybody may read."""

from django.core.files.base import ContentFile
from django.utils import timezone

from ccin.access.permissions import P
from ccin.discussion.models import PostFile, Topic
from ccin.discussion.states import GroupReach
from ccin.files.models import Upload
from tests.architecture.door import OPEN, At, Door
from tests.factories import BelongingFactory, GroupTopicFactory

MODERATES = P.GROUP_MODERATE


def public_topic() -> Topic:
    belonging = BelongingFactory(group__reach=GroupReach.PUBLIC)
    made: Topic = GroupTopicFactory(belonging=belonging)
    return made


def a_group() -> At:
    group = public_topic().group
    assert group is not None
    return At({"slug": group.slug})


def a_topic() -> At:
    return At({"pk": public_topic().pk})


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


ROWS: dict[str, Door] = {
    "discussion:groups": Door(OPEN),
    "discussion:group": Door(OPEN, at=a_group),
    "discussion:group_people": Door(MODERATES, at=a_group),
    "discussion:topic": Door(OPEN, at=a_topic),
    "discussion:topic_file": Door(OPEN, at=a_file),
}
