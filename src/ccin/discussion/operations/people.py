"""What happens to topics, posts and askings when people or organisations are merged or erased:
parts of the journeys' operations, which permit and record."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import (
    Asking,
    Belonging,
    Mention,
    Post,
    PostFile,
    Profile,
    Report,
    Topic,
    Wish,
)
from ccin.discussion.notices.telling import about, about_title, about_wish
from ccin.discussion.rules.asking import names_of, without
from ccin.discussion.states import WishState
from ccin.members.models import Organisation, Person
from ccin.outbox.operations.telling import take_back_notices


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
        is_own = topic.asked_by_id == person.pk
        names = [*marks, *(names_of(person.name) if is_own else [])]
        title = without(topic.title, names, mark=mark)[:200]
        words = without(topic.words, names, mark=mark)
        Topic.objects.filter(pk=topic.pk).update(
            title=title, words=words, role="" if is_own else topic.role
        )
        changed[topic.pk] = topic
        _take_back(topic)
    for post in Post.objects.shown().filter(Q(author=person) | _mentions(marks, "words")):
        names = [*marks, *(names_of(person.name) if post.author_id == person.pk else [])]
        role = "" if post.author_id == person.pk else post.role
        Post.objects.filter(pk=post.pk).update(
            words=without(post.words, names, mark=mark), role=role
        )
        changed[post.topic_id] = post.topic
        _take_back(post)
    _forget_in_what_was_removed(person, marks, mark)
    Report.objects.filter(_mentions(marks, "words")).update(words="")
    PostFile.objects.filter(_mentions(marks, "title")).update(**PostFile.PERSONAL)
    open_ones = Asking.objects.filter(person=person, replied_at=None, passed_at=None)
    open_ones.update(passed_at=timezone.now())
    _forget_belonging(person)
    return [*Topic.objects.filter(pk__in=changed)]


def _forget_in_what_was_removed(person: Person, marks: list[str], mark: str) -> None:
    """Its words are gone; what its author was stays beside it, and a reason may name somebody."""
    Post.objects.filter(author=person).update(role="")
    for post in Post.objects.filter(_mentions(marks, "removed_because")):
        reason = without(post.removed_because, marks, mark=mark)[:300]
        Post.objects.filter(pk=post.pk).update(removed_because=reason)
    for topic in Topic.objects.filter(_mentions(marks, "closed_because")):
        reason = without(topic.closed_because, marks, mark=mark)[:300]
        Topic.objects.filter(pk=topic.pk).update(closed_because=reason)


def _take_back(subject: Topic | Post) -> None:
    """What was told of it repeats the words as they were: of a topic of a group, and of a reply to
    a question of members."""
    topic = subject.topic if isinstance(subject, Post) else subject
    if topic.group_id or isinstance(subject, Post):
        take_back_notices(about(subject))
    if topic.group_id:
        take_back_notices(about_title(topic))


def _forget_belonging(person: Person) -> None:
    """Nothing tells any more that they belong, were named, or wished to belong."""
    belongings = Belonging.objects.filter(person=person)
    belongings.filter(left_at=None).update(left_at=timezone.now())
    belongings.update(is_moderator=False, removed_because="", read_at=None)
    Mention.objects.filter(person=person).delete()
    Profile.objects.filter(person=person).delete()
    for wish in Wish.objects.filter(person=person):
        take_back_notices(about_wish(wish))
        wish.delete()


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
    _move_belongings(other, kept)
    _move_mentions(other, kept)
    asked = Wish.objects.waiting().filter(person=kept).values("group")
    Wish.objects.waiting().filter(person=other, group__in=asked).update(
        state=WishState.WITHDRAWN, words=""
    )
    Wish.objects.filter(person=other).update(person=kept)
    _move_profile(other, kept)


def _move_belongings(other: Person, kept: Person) -> None:
    """Of two who belong to one group the first to join stays, with what either was in it."""
    for theirs in Belonging.objects.filter(person=other, left_at=None):
        twin = Belonging.objects.filter(person=kept, group=theirs.group_id, left_at=None).first()
        if twin is None:
            continue
        twin.joined_at = min(twin.joined_at, theirs.joined_at)
        twin.is_moderator = twin.is_moderator or theirs.is_moderator
        twin.by_post = twin.by_post and theirs.by_post
        looked = [each.read_at for each in (twin, theirs) if each.read_at]
        twin.read_at = max(looked, default=None)
        twin.save(update_fields=["joined_at", "is_moderator", "by_post", "read_at"])
        theirs.delete()
    Belonging.objects.filter(person=other).update(person=kept)


def _move_profile(other: Person, kept: Person) -> None:
    """What was chosen last holds."""
    chosen = Profile.objects.filter(person__in=[other, kept]).order_by("-chosen_at", "pk")
    for number, profile in enumerate(chosen):
        if number:
            profile.delete()
    Profile.objects.filter(person=other).update(person=kept)


def _move_mentions(other: Person, kept: Person) -> None:
    named = set(Mention.objects.filter(person=kept).values_list("topic", "post"))
    for mention in Mention.objects.filter(person=other):
        if (mention.topic_id, mention.post_id) in named:
            mention.delete()
    Mention.objects.filter(person=other).update(person=kept)


def move_to_organisation(other: Organisation, kept: Organisation) -> None:
    Topic.objects.filter(organisation=other).update(organisation=kept)
    Post.objects.filter(organisation=other).update(organisation=kept)
    Wish.objects.filter(organisation=other).update(organisation=kept)


def _mentions(marks: Iterable[str], *fields: str) -> Q:
    found = Q(pk__in=[])
    for mark in marks:
        for field in fields if mark.strip() else ():
            found |= Q(**{f"{field}__icontains": mark.strip()})
    return found
