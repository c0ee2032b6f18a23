"""A question of a member, another member who may know, and the people of both."""

from dataclasses import dataclass, field
from typing import Any

from ccin.access.actor import Actor
from ccin.discussion.models import Topic
from ccin.members.models import Organisation, Person
from tests.actors import representative_of
from tests.factories import MembershipFactory, RepresentationFactory, TopicFactory


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation in membership and somebody who stands for it."""

    organisation: Organisation
    person: Person
    actor: Actor


def a_member(**traits: Any) -> Member:
    organisation = MembershipFactory(**traits).organisation
    person = RepresentationFactory(organisation=organisation).person
    return Member(organisation, person, representative_of(organisation, person=person.pk))


@dataclass(frozen=True, slots=True)
class Asked:
    asker: Member = field(default_factory=a_member)
    knows: Member = field(default_factory=a_member)

    def topic(self, **traits: Any) -> Topic:
        return TopicFactory(
            organisation=self.asker.organisation, asked_by=self.asker.person, **traits
        )
