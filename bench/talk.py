"""Makes groups, a long topic and an issue of the Members' Update, and prints what to measure as
whom: `python bench/talk.py`. Never on real data.
"""

import json
import os
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccin.project.settings")
django.setup()

from django.urls import reverse  # noqa: E402 - after the set-up
from django.utils import timezone  # noqa: E402 - the same

from ccin.access.permissions import Role  # noqa: E402 - the same
from ccin.accounts.models import Account, RoleHeld  # noqa: E402 - the same
from ccin.discussion.models import Belonging, Group, Post, Topic  # noqa: E402 - the same
from ccin.discussion.states import GroupKind, TopicKind  # noqa: E402 - the same
from ccin.kernel.clock import today  # noqa: E402 - the same
from ccin.members.models import Representation  # noqa: E402 - the same
from ccin.newsroom.models import Announcement, Issue, Item  # noqa: E402 - the same
from ccin.newsroom.states import IssueState, ItemKind  # noqa: E402 - the same

GROUPS, TOPICS, REPLIES, ITEMS, ANNOUNCEMENTS = 30, 100, 200, 20, 100
WORDS = "We tried **two things** in three places.\n\n* Ask first.\n* Begin small.\n\nRing us."


def a_reader() -> Account:
    """Somebody who stands for a member today."""
    people = Representation.objects.current_on(today()).values("person")
    return Account.objects.filter(person__in=people, is_active=True).order_by("pk")[0]


def make_groups(reader: Account) -> Topic:
    """The reader belongs to all; in the first much is said, and most in its first topic."""
    now = timezone.now()
    groups = Group.objects.bulk_create(
        Group(name=f"Measured Group {n}", slug=f"measured-{n}", kind=GroupKind.OFFICERS)
        for n in range(GROUPS)
    )
    Belonging.objects.bulk_create(
        Belonging(group=group, person=reader.person, joined_at=now) for group in groups
    )
    topics = Topic.objects.bulk_create(
        Topic(
            group=groups[0],
            kind=TopicKind.TALK,
            title=f"Measured matter {n}",
            words=WORDS,
            asked_by=reader.person,
            asked_at=now - timedelta(minutes=n),
            last_post_at=now - timedelta(minutes=n),
        )
        for n in range(TOPICS)
    )
    Post.objects.bulk_create(
        Post(topic=topics[0], words=WORDS, author=reader.person, posted_at=now)
        for _n in range(REPLIES)
    )
    return topics[0]


def make_issue() -> Issue:
    issue = Issue.objects.create(
        month=date(2019, 3, 1),
        title="A measured update",
        letter=WORDS,
        since=date(2019, 3, 1),
        until=date(2019, 3, 31),
        state=IssueState.SENT,
        sent_at=timezone.now(),
    )
    Item.objects.bulk_create(
        Item(
            issue=issue,
            kind=ItemKind.STORY,
            slug=f"measured-{n}",
            heading=f"Measured story {n}",
            words=WORDS,
            position=n,
        )
        for n in range(ITEMS)
    )
    return issue


def to_measure() -> list[tuple[str, str, int | None]]:
    """What each page is called, its address, and the account that asks for it."""
    reader, issue = a_reader(), make_issue()
    topic = make_groups(reader)
    now = timezone.now()
    Announcement.objects.bulk_create(
        Announcement(subject=f"Measured announcement {n}", words=WORDS, begun_at=now)
        for n in range(ANNOUNCEMENTS)
    )
    held = RoleHeld.objects.current_on(today()).filter(role=Role.MEMBERSHIP_OFFICER)
    officer = held.order_by("pk")[0].account_id
    return [
        ("updates, archive", reverse("newsroom:updates"), None),
        ("update, 20 items", issue.get_absolute_url(), None),
        ("groups, of a reader", reverse("discussion:groups"), reader.pk),
        ("group, 100 topics", reverse("discussion:group", args=["measured-0"]), reader.pk),
        ("topic, 200 replies", topic.get_absolute_url(), reader.pk),
        ("directory of people", reverse("discussion:people"), reader.pk),
        ("choices of e-mail", reverse("accounts:letters_wanted"), reader.pk),
        ("own data", reverse("journeys:own_data"), reader.pk),
        ("announcements", reverse("newsroom:announcements"), officer),
    ]


if __name__ == "__main__":
    print(json.dumps(to_measure()))
