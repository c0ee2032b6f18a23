"""To whom something is said, and where it is read: what all notices of groups share."""

from collections.abc import Iterable

from django.conf import settings

from ccin.discussion.models import Group, Post, Topic, Wish
from ccin.members.models import Person
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.rules.sections import Section


def key_of(person: Person) -> str:
    return f"person:{person.pk}"


def recipients(people: Iterable[Person | None]) -> list[Recipient]:
    """Who was erased or merged meanwhile is told nothing more."""
    return [
        Recipient(each.email, each.name, key_of(each))
        for each in people
        if each and each.erased_on is None and each.merged_into_id is None
    ]


def section_of(group: Group) -> Section:
    """Its posts may come at once to those who want them so: their writers had ten minutes."""
    return Section(group.section, group.name, at_once_allowed=True)


def address_of(subject: Group | Topic) -> str:
    return f"{settings.SITE_ADDRESS}{subject.get_absolute_url()}"


def about(subject: Topic | Post) -> str:
    """By what a notice is taken back when the words that it repeats are."""
    return f"{'post' if isinstance(subject, Post) else 'topic'}:{subject.pk}"


def about_title(topic: Topic) -> str:
    """Of what repeats no more than the title, which goes only with the topic."""
    return f"title:{topic.pk}"


def about_wish(wish: Wish) -> str:
    return f"wish:{wish.pk}"
