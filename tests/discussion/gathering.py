"""A group of officers with a moderator and a member who belong to it, and somebody who does not."""

from dataclasses import dataclass, field
from typing import Any

from ccin.discussion.models import Belonging, Group, Post, Topic
from ccin.discussion.operations.talking import Beginning, begin_topic, post_reply
from tests.discussion.asked import Member, a_member
from tests.factories import BelongingFactory, GroupFactory


@dataclass(frozen=True, slots=True)
class Gathering:
    group: Group = field(default_factory=GroupFactory)
    moderator: Member = field(default_factory=a_member)
    member: Member = field(default_factory=a_member)
    outsider: Member = field(default_factory=a_member)

    def __post_init__(self) -> None:
        BelongingFactory(group=self.group, person=self.moderator.person, is_moderator=True)
        BelongingFactory(group=self.group, person=self.member.person)

    def belonging(self, member: Member) -> Belonging:
        return self.group.belongings.get(person=member.person, left_at=None)

    def topic(self, by: Member | None = None, **traits: Any) -> Topic:
        given = {"kind": "talk", "title": "What works?", "words": "We tried.", **traits}
        return begin_topic(self.group, Beginning(**given), by=(by or self.member).actor)

    def post(self, topic: Topic, by: Member | None = None, words: str = "This does.") -> Post:
        return post_reply(topic, words, by=(by or self.moderator).actor)
