"""A group with a moderator and two who belong, as actors."""

from dataclasses import dataclass
from typing import Any

from ccin.discussion.models import Belonging, Group, Topic
from ccin.discussion.operations.talking import Beginning, begin_topic
from tests.discussion.asked import Member, a_member
from tests.factories import BelongingFactory, GroupFactory


@dataclass(frozen=True, slots=True)
class Circle:
    group: Group
    moderator: Member
    asker: Member
    other: Member

    def topic(self, title: str = "Who mends bicycles?", **said: Any) -> Topic:
        kind, words = said.get("kind", "question"), said.get("words", "We tried.")
        return begin_topic(self.group, Beginning(kind, title, words), by=self.asker.actor)


def a_circle(**traits: Any) -> Circle:
    group = GroupFactory(**traits)
    circle = Circle(group, a_member(), a_member(), a_member())
    belongs(group, circle.moderator, is_moderator=True)
    belongs(group, circle.asker)
    belongs(group, circle.other)
    return circle


def belongs(group: Group, member: Member, **traits: Any) -> Belonging:
    made: Belonging = BelongingFactory(group=group, person=member.person, **traits)
    return made
