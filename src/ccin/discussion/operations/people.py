"""What happens to topics, posts and askings when people or organisations are merged or erased:
parts of the journeys' operations, which permit and record."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.discussion.rules.asking import names_of, without
from ccin.members.models import Organisation, Person


@transaction.atomic
def forget_person(person: Person, *, by: Actor) -> list[Topic]:
    """Take somebody's name, address and number out of all that was asked and replied, while the
    record still knows them; what they wrote stays, credited to their organisation as of then.

    In their own words the parts of their name go too, as they would stand under a letter. Returns
    the topics that read differently now, for the index.
    """
    by.must(Permission.PERSON_ERASE)
    mark = _("[name removed]")
    marks = [person.name, person.email, person.phone]
    changed: dict[int, Topic] = {}
    for topic in Topic.objects.filter(Q(asked_by=person) | _mentions(marks, "title", "words")):
        names = [*marks, *(names_of(person.name) if topic.asked_by_id == person.pk else [])]
        title = without(topic.title, names, mark=mark)[:200]
        words = without(topic.words, names, mark=mark)
        Topic.objects.filter(pk=topic.pk).update(title=title, words=words, role="")
        changed[topic.pk] = topic
    for post in Post.objects.shown().filter(Q(author=person) | _mentions(marks, "words")):
        names = [*marks, *(names_of(person.name) if post.author_id == person.pk else [])]
        role = "" if post.author_id == person.pk else post.role
        Post.objects.filter(pk=post.pk).update(
            words=without(post.words, names, mark=mark), role=role
        )
        changed[post.topic_id] = post.topic
    Report.objects.filter(_mentions(marks, "words")).update(words="")
    open_ones = Asking.objects.filter(person=person, replied_at=None, passed_at=None)
    open_ones.update(passed_at=timezone.now())
    return [*Topic.objects.filter(pk__in=changed)]


def move_to_person(other: Person, kept: Person) -> None:
    """All that is the other's becomes the kept one's; asked twice about a topic, they were asked
    once, and what either replied counts."""
    Topic.objects.filter(asked_by=other).update(asked_by=kept)
    Post.objects.filter(author=other).update(author=kept)
    for asking in Asking.objects.filter(person=other):
        twin = Asking.objects.filter(topic=asking.topic_id, person=kept).first()
        if twin is None:
            Asking.objects.filter(pk=asking.pk).update(person=kept)
            continue
        twin.replied_at = twin.replied_at or asking.replied_at
        twin.passed_at = None if twin.replied_at else twin.passed_at or asking.passed_at
        twin.save(update_fields=["replied_at", "passed_at"])
        asking.delete()


def move_to_organisation(other: Organisation, kept: Organisation) -> None:
    Topic.objects.filter(organisation=other).update(organisation=kept)
    Post.objects.filter(organisation=other).update(organisation=kept)


def _mentions(marks: Iterable[str], *fields: str) -> Q:
    found = Q(pk__in=[])
    for mark in marks:
        for field in fields if mark.strip() else ():
            found |= Q(**{f"{field}__icontains": mark.strip()})
    return found
