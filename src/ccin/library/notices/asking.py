"""The letters about questions. Each says what it is and leads to the page; only the one that asks
repeats words, those of the question."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.accounts.models import Account
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.library.reads.asking import moderators, organisations_of, still_reads
from ccin.library.reasons.asking import because
from ccin.members.models import Person
from ccin.outbox.operations.writing import Recipient, write

# By e-mail, straight from the letter.
MAY_BE_REPLIED_TO = {"library.question_put", "library.question_replied"}


def question_put(askings: Iterable[Asking]) -> None:
    """To each, the question itself and why it came to them."""
    askings = list(askings)
    bodies = organisations_of([each.person_id for each in askings])
    for each in askings:
        _write(
            "library.question_put",
            each.person,
            _("Can you help %(organisation)s?") % {"organisation": each.topic.organisation},
            topic=each.topic,
            reasons=because(each.because, bodies.get(each.person_id, ""), you=True),
        )


def question_replied(topic: Topic, post: Post) -> None:
    """One letter a reply, to whoever asked, unless they wrote it."""
    if topic.asked_by_id and topic.asked_by_id != post.author_id:
        _write(
            "library.question_replied",
            topic.asked_by,
            _("A reply to your question"),
            topic=topic,
            post=post,
        )


def question_answered(topic: Topic) -> None:
    """To its author, thanks; to the others who were asked or replied, that there is an answer."""
    answer = topic.answer
    if answer is None:
        return
    told = {topic.asked_by_id, answer.author_id}
    if answer.author_id and answer.author_id != topic.asked_by_id:
        _write(
            "library.answer_marked",
            answer.author,
            _("Your reply was the answer"),
            topic=topic,
        )
    asked = Person.objects.filter(
        pk__in=[
            *topic.askings.filter(passed_at=None).values_list("person", flat=True),
            *topic.posts.shown().exclude(author=None).values_list("author", flat=True),
        ]
    ).exclude(pk__in=[key for key in told if key])
    for person in asked.order_by("pk"):
        _write(
            "library.question_answered",
            person,
            _("A question you were asked has its answer"),
            topic=topic,
            post=answer,
        )


def reply_thanked(post: Post) -> None:
    _write("library.reply_thanked", post.author, _("Thank you for your reply"), topic=post.topic)


def question_with_staff(topic: Topic) -> None:
    """To staff, that it is theirs; to whoever asked, that it is not forgotten."""
    for account in moderators():
        _write_to(
            "library.question_left",
            account,
            _("Nobody has answered: %(title)s") % {"title": topic},
            topic=topic,
        )
    _write(
        "library.question_with_staff",
        topic.asked_by,
        _("Your question is with the network’s staff"),
        topic=topic,
    )


def question_closed(topic: Topic) -> None:
    _write("library.question_closed", topic.asked_by, _("About your question"), topic=topic)


def question_removed(topic: Topic) -> None:
    """Its own words are gone: the letter gives the day on which it was asked."""
    _write("library.question_removed", topic.asked_by, _("Your question was removed"), topic=topic)


def reply_removed(post: Post) -> None:
    _write(
        "library.reply_removed",
        post.author,
        _("Your reply was removed"),
        topic=post.topic,
        post=post,
    )


def question_reported(report: Report) -> None:
    for account in moderators():
        _write_to(
            "library.question_reported",
            account,
            _("Somebody reported what was written in a question"),
            topic=report.topic,
        )


def _write(kind: str, person: Person | None, subject: str, *, topic: Topic, **context: Any) -> None:
    """To somebody who may still read questions; one who has left is not written to."""
    if person and person.email and still_reads(person.pk):
        write(
            kind,
            to=Recipient(person.email, person.name, f"person:{person.pk}"),
            subject=subject,
            reply_about=topic.section if kind in MAY_BE_REPLIED_TO else "",
            topic=topic,
            address=address_of(topic),
            **context,
        )


def _write_to(kind: str, account: Account, subject: str, *, topic: Topic) -> None:
    write(
        kind,
        to=Recipient(account.email, account.name, f"account:{account.pk}"),
        subject=subject,
        topic=topic,
        address=address_of(topic),
    )


def address_of(topic: Topic) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('library:question', args=[topic.pk])}"
