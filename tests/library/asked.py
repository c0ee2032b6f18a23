"""A member that asks, and one whose case study says that it may know."""

from dataclasses import dataclass
from typing import Any

from ccin.discussion.models import Topic
from ccin.library.models import QuestionSubject, Resource, Theme
from ccin.library.operations.asking import Question, ask_network
from tests.discussion.asked import Member, a_member
from tests.factories import ResourceFactory, ThemeFactory


@dataclass(frozen=True, slots=True)
class Network:
    asker: Member
    knows: Member
    theme: Theme
    resource: Resource

    def ask(self, title: str = "Who mends things in libraries?", **more: Any) -> Topic:
        return ask_network(
            Question(
                title,
                more.pop("words", "We tried."),
                self.asker.organisation,
                themes=more.pop("themes", [self.theme]),
                **more,
            ),
            by=self.asker.actor,
        )


def a_network() -> Network:
    knows, theme = a_member(), ThemeFactory(name="Repair", slug="repair")
    return Network(a_member(), knows, theme, on_theme(theme, knows))


def on_theme(theme: Theme, member: Member, **traits: Any) -> Resource:
    """A case study of a member, of which its person is the contact."""
    traits = {"published": True, "contact": member.person, **traits}
    resource = ResourceFactory(owner=member.organisation, **traits)
    resource.themes.add(theme)
    return resource


def about(topic: Topic, *themes: Theme) -> Topic:
    QuestionSubject.objects.create(topic=topic).themes.set(themes)
    return topic
