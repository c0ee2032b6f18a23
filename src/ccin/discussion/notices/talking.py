"""What people are told of what is written in their groups, and of what became of their own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ccin.discussion.models import Group, Post, Report, Topic
from ccin.discussion.notices.telling import about, about_title, address_of, recipients, section_of
from ccin.discussion.reads.groups import audience_of, moderators_of
from ccin.members.models import Person
from ccin.outbox.operations.telling import tell


def written(group: Group, subject: Topic | Post, people: Iterable[Person], *, named: bool) -> None:
    """A topic or a reply in its own words, to these; `named` says that it concerns them by name."""
    topic = subject.topic if isinstance(subject, Post) else subject
    author = subject.author if isinstance(subject, Post) else subject.asked_by
    tell(
        "discussion.reply_posted" if isinstance(subject, Post) else "discussion.topic_begun",
        to=recipients(people),
        section=section_of(group),
        thread=topic.section,
        title=topic.title,
        address=address_of(topic),
        personal=named,
        audience=audience_of(group),
        about=about(subject),
        reply_about=topic.section,
        topic=topic,
        words=subject.words,
        author=author if author and author.erased_on is None else None,
        organisation=subject.organisation,
        role=subject.role,
        files=list(subject.files.filter(post=None) if subject is topic else subject.files.all()),
    )


def reply_removed(post: Post) -> None:
    _to_author("discussion.reply_removed", post.topic, post.author, post.removed_because)


def topic_removed(topic: Topic) -> None:
    _to_author("discussion.topic_removed", topic, topic.asked_by, topic.closed_because)


def topic_closed(topic: Topic) -> None:
    _to_author("discussion.topic_closed", topic, topic.asked_by, topic.closed_because)


def answer_marked(topic: Topic) -> None:
    if topic.answer and topic.answer.author_id != topic.asked_by_id:
        _to_author("discussion.answer_marked", topic, topic.answer.author)


def reply_thanked(post: Post) -> None:
    _to_author("discussion.reply_thanked", post.topic, post.author)


def reported(report: Report) -> None:
    """To the group's moderators, but whoever wrote it; staff find it on their desk."""
    topic = report.topic
    author = report.post.author_id if report.post else topic.asked_by_id
    if topic.group:
        people = moderators_of(topic.group, but=[author] if author else [])
        _tell(
            "discussion.topic_reported",
            topic,
            people,
            _("Look at what was reported"),
            audience=[topic.group.section],
        )


def _to_author(kind: str, topic: Topic, author: Person | None, reason: str = "") -> None:
    titles = {
        "discussion.reply_removed": _("A reply of yours was removed"),
        "discussion.topic_removed": _("What you began was removed"),
        "discussion.topic_closed": _("“%(topic)s” is closed"),
        "discussion.answer_marked": _("Your reply was the answer to “%(topic)s”"),
        "discussion.reply_thanked": _("Thank you for your reply to “%(topic)s”"),
    }
    _tell(kind, topic, [author] if author else [], titles[kind], reason=reason)


def _tell(
    kind: str,
    topic: Topic,
    people: Iterable[Person],
    title: str,
    audience: Sequence[str] = (),
    **said: Any,
) -> None:
    for each in recipients(people):
        if topic.group:
            tell(
                kind,
                to=[each],
                section=section_of(topic.group),
                thread=topic.section,
                title=title % {"topic": topic},
                audience=audience or [each.key],
                address=address_of(topic),
                personal=True,
                about=about_title(topic),
                topic=topic,
                **said,
            )
