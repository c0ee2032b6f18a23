"""A question of a member, another member who may know, and the people of both."""

from dataclasses import dataclass, field, replace
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
    membership = MembershipFactory(**traits)
    organisation = membership.organisation
    person = RepresentationFactory(organisation=organisation).person
    actor = representative_of(organisation, person=person.pk)
    held = set() if membership.ends_on else {membership.membership_class}
    return Member(organisation, person, replace(actor, classes=frozenset(held)))


@dataclass(frozen=True, slots=True)
class Asked:
    asker: Member = field(default_factory=a_member)
    knows: Member = field(default_factory=a_member)

    def topic(self, **traits: Any) -> Topic:
        return TopicFactory(
            organisation=self.asker.organisation, asked_by=self.asker.person, **traits
        )
