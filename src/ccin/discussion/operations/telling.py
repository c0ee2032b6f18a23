"""Telling a group what is new in it, ten minutes later: time to mend a slip."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Mention, Post, Topic
from ccin.discussion.notices import talking as notices
from ccin.discussion.notices.telling import about
from ccin.discussion.reads.groups import readers
from ccin.discussion.reads.telling import posts_to_tell, topics_to_tell
from ccin.discussion.states import PostState, TopicState
from ccin.kernel.clock import today
from ccin.outbox.models import Letter, Telling
from ccin.outbox.operations.telling import take_back_notices
from ccin.outbox.states import GATHERED

A_BATCH = 200


def tell_of_what_is_new(*, by: Actor) -> int:
    """Each in a transaction of its own, with the mark that it was told: who is interrupted goes on
    with the next, and nobody is told twice. One that cannot be told keeps none of the others back;
    its failure is raised at the end. Says how many."""
    by.must(Permission.LETTER_TELL)
    due: list[tuple[type[Topic] | type[Post], int]] = [
        *((Topic, pk) for pk in topics_to_tell()[:A_BATCH]),
        *((Post, pk) for pk in posts_to_tell()[:A_BATCH]),
    ]
    told, failures = 0, []
    for kind, pk in due:
        try:
            told += _tell(kind, pk)
        except Exception as failure:  # whatever it is, the others are told
            failures.append(failure)
    if failures:
        raise failures[0]
    return told


@transaction.atomic
def _tell(kind: type[Topic] | type[Post], pk: int) -> bool:
    subject = kind.objects.select_for_update().get(pk=pk)
    topic = subject.topic if isinstance(subject, Post) else subject
    group = topic.group
    gone = subject.state == PostState.REMOVED or topic.state == TopicState.REMOVED
    if group is None or subject.told_at is not None or gone:
        return False
    subject.told_at = timezone.now()
    subject.save(update_fields=["told_at"])
    named = concerned(topic, subject)
    belong = set(group.belongings.in_force_on(today()).values_list("person", flat=True))
    author = subject.author_id if isinstance(subject, Post) else subject.asked_by_id
    told = {author, *already_told(subject)}
    people = {each.pk: each for each in readers(group).filter(pk__in=(belong | named) - told)}
    for_them = [each for key, each in people.items() if key in named]
    notices.written(group, subject, for_them, named=True)
    others = [each for key, each in people.items() if key not in named]
    notices.written(group, subject, others, named=False)
    return True


def concerned(topic: Topic, subject: Topic | Post) -> set[int]:
    """Whom it concerns by name: who is mentioned, whose topic it is, whom the topic was put to."""
    post = subject if isinstance(subject, Post) else None
    named = set(Mention.objects.filter(topic=topic, post=post).values_list("person", flat=True))
    if post and topic.asked_by_id:
        named.add(topic.asked_by_id)
    return named | set(topic.askings.filter(passed_at=None).values_list("person", flat=True))


def already_told(subject: Topic | Post) -> set[int]:
    """Who read it in a digest or a letter, before it was changed."""
    key = about(subject)
    gathered = Telling.objects.filter(notice__about=key, state=GATHERED)
    letters = Letter.objects.filter(about=key)
    return _people([*_keys(gathered), *_keys(letters)])


def _keys(rows: QuerySet[Telling] | QuerySet[Letter]) -> list[str]:
    return list(rows.values_list("to_key", flat=True))


def _people(keys: Iterable[str]) -> set[int]:
    return {int(key.partition(":")[2]) for key in keys if key.startswith("person:")}


def tell_anew(subject: Topic | Post) -> None:
    """Part of an operation that changed it within its half hour: what waits is taken back and told
    again in its new words."""
    if subject.told_at is not None:
        take_back_notices(about(subject))
        subject.told_at = None
        subject.save(update_fields=["told_at"])
