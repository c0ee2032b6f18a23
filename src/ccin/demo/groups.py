"""What fictional people talk about in groups, by what people themselves call. It is brought forward
with its days; what is of this week the groups are still to be told of."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.demo.library import EDITOR, somebody
from ccin.discussion.models import Group, Post, Topic
from ccin.discussion.operations.bringing_forward import date_belongings, date_topic
from ccin.discussion.operations.groups import (
    GroupDetails,
    make_group,
    make_moderator,
    take_in,
    welcome_by_post,
)
from ccin.discussion.operations.moderating import pin_topic, remove_reply
from ccin.discussion.operations.talking import (
    Beginning,
    begin_topic,
    mark_answered,
    post_reply,
    thank_in_group,
)
from ccin.discussion.operations.wishes import wish_to_join
from ccin.kernel.clock import today
from ccin.members.models import Person

FACTS = Path(__file__).resolve().parent / "facts" / "groups.toml"
BELONG_FOR = timedelta(days=150)
READ_UNTIL = timedelta(days=6)
TOLD = 6  # days after which a group has heard of everything


def talk_in_groups(*, by: Actor) -> None:
    told = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    people = told["people"]
    actors = cache(lambda name: somebody(people[name]))
    for group in told["group"]:
        circle = _make(group, people, by=by)
        for topic in group["topic"]:
            _talk(circle, topic, actors, by=by)
        for name, words in group.get("wishes", ()):
            wish_to_join(circle, words, by=actors(name))
        now = timezone.now()
        date_belongings(circle, now - BELONG_FOR, read_until=now - READ_UNTIL, by=by)


def _make(told: dict[str, Any], people: dict[str, str], *, by: Actor) -> Group:
    """The network's own groups are there already, without their people."""
    names = ("name", "kind", "reach", "how_to_join", "roles", "places")
    details = {name: told[name] for name in names if name in told}
    if "wishes_close_in" in told:
        details["wishes_close_on"] = today() + timedelta(days=told["wishes_close_in"])
    group = Group.objects.filter(name=told["name"]).first() or make_group(
        GroupDetails(about=told["about"].strip(), **details), fictional=True, by=somebody(EDITOR)
    )
    welcome_by_post(group, by=by)
    for name in (*told["moderators"], *told.get("members", ())):
        belonging = take_in(group, Person.objects.get(email=people[name]), by=by)
        if name in told["moderators"]:
            make_moderator(belonging, by=by)
    return group


def _talk(group: Group, told: dict[str, Any], actors: Any, *, by: Actor) -> None:
    beginning = Beginning(told["kind"], told["title"], told.get("words", "").strip())
    topic = begin_topic(group, beginning, by=actors(told["by"]))
    posts = [post_reply(topic, words, by=actors(name)) for name, _days, words in told["replies"]]
    if "answer" in told:
        topic.refresh_from_db()
        mark_answered(topic, posts[told["answer"]], version=topic.version, by=actors(told["by"]))
        thank_in_group(posts[told["answer"]], by=actors(told["by"]))
    if told.get("pinned"):
        pin_topic(topic, True, by=by)
    if removed := told.get("removed"):
        remove_reply(posts[removed["reply"]], removed["because"], by=by)
    _date(topic, told, posts, by=by)


def _date(topic: Topic, told: dict[str, Any], posts: list[Post], *, by: Actor) -> None:
    """In the hours of a working day, each some minutes after the one above."""
    morning = timezone.localtime().replace(hour=9, minute=40, second=0, microsecond=0)
    began = morning - timedelta(days=told["days_ago"])
    replied: dict[Post, datetime] = {}
    for number, (post, (_name, days, _words)) in enumerate(
        zip(posts, told["replies"], strict=True), start=1
    ):
        replied[post] = began + timedelta(days=days, minutes=37 * number)
    date_topic(topic, began, replied, told=told["days_ago"] > TOLD, by=by)
