"""What is told about questions. Only the letter that puts one to somebody by name goes at once and
repeats its words; everything else is told in the digest and leads to the page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.accounts.reads.recipients import recipient_of
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.library.reads.asking import AUDIENCE, moderators, organisations_of, still_reads
from ccin.library.reasons.asking import because
from ccin.members.models import Person
from ccin.outbox import sections
from ccin.outbox.addresses import reply_address
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write
from ccin.search.rules import STAFF


def question_put(askings: Iterable[Asking]) -> None:
    """To each, the question itself and why it came to them."""
    askings = list(askings)
    bodies = organisations_of([each.person_id for each in askings])
    for each in askings:
        if each.person.email and still_reads(each.person_id):
            write(
                "library.question_put",
                to=_recipient(each.person),
                subject=_("Can you help %(organisation)s?")
                % {"organisation": each.topic.organisation},
                reply_about=each.topic.section,
                reply=reply_address(each.topic.section, _recipient(each.person).key),
                topic=each.topic,
                address=address_of(each.topic),
                reasons=because(each.because, bodies.get(each.person_id, ""), you=True),
            )


def question_replied(topic: Topic, post: Post) -> None:
    """To whoever asked, unless they wrote the reply."""
    if topic.asked_by_id and topic.asked_by_id != post.author_id:
        _tell(
            "question_replied",
            topic.asked_by,
            _("A reply to your question"),
            topic,
            about=key_of_reply(post),
            reply_about=topic.section,
            post=post,
        )


def question_answered(topic: Topic) -> None:
    """To its author, thanks; to the others who were asked or replied, that there is an answer."""
    answer = topic.answer
    if answer is None:
        return
    told = {topic.asked_by_id, answer.author_id}
    if answer.author_id and answer.author_id != topic.asked_by_id:
        _tell("answer_marked", answer.author, _("Your reply was the answer"), topic)
    asked = Person.objects.filter(
        pk__in=[
            *topic.askings.filter(passed_at=None).values_list("person", flat=True),
            *topic.posts.shown().exclude(author=None).values_list("author", flat=True),
        ]
    ).exclude(pk__in=[key for key in told if key])
    _tell_all(
        "question_answered",
        asked.order_by("pk"),
        _("A question you were asked has its answer"),
        topic,
        personal=False,
        post=answer,
    )


def reply_thanked(post: Post) -> None:
    people = [post.author] if post.author else []
    subject = _("Thank you for your reply")
    _tell_all("reply_thanked", people, subject, post.topic, personal=False)


def question_with_staff(topic: Topic) -> None:
    """To staff, that it is theirs; to whoever asked, that it is not forgotten."""
    _tell_staff("question_left", _("Nobody has answered: %(title)s") % {"title": topic}, topic)
    subject = _("Your question is with the network’s staff")
    _tell("question_with_staff", topic.asked_by, subject, topic)


def question_closed(topic: Topic) -> None:
    _tell("question_closed", topic.asked_by, _("About your question"), topic)


def question_removed(topic: Topic) -> None:
    """Its own words are gone: told is the day on which it was asked."""
    _tell("question_removed", topic.asked_by, _("Your question was removed"), topic)


def reply_removed(post: Post) -> None:
    _tell("reply_removed", post.author, _("Your reply was removed"), post.topic, post=post)


def question_reported(report: Report) -> None:
    subject = _("Somebody reported what was written in a question")
    _tell_staff("question_reported", subject, report.topic)


def key_of_reply(post: Post) -> str:
    """By which what was told of it is found, when it is removed."""
    return f"post:{post.pk}"


def address_of(topic: Topic) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('library:question', args=[topic.pk])}"


def _tell(name: str, person: Person | None, title: str, topic: Topic, **context: Any) -> None:
    _tell_all(name, [person] if person else [], title, topic, personal=True, **context)


def _tell_all(
    name: str,
    people: Iterable[Person],
    title: str,
    topic: Topic,
    *,
    personal: bool,
    about: str = "",
    **context: Any,
) -> None:
    """To those who may still read questions; one who has left is told nothing."""
    tell(
        f"library.{name}",
        to=[_recipient(each) for each in people if each.email and still_reads(each.pk)],
        section=sections.questions(),
        title=title,
        address=address_of(topic),
        thread=topic.section,
        personal=personal,
        audience=AUDIENCE,
        about=about or topic.section,
        topic=topic,
        **context,
    )


def _tell_staff(name: str, title: str, topic: Topic) -> None:
    tell(
        f"library.{name}",
        to=[recipient_of(account) for account in moderators()],
        section=sections.work(),
        title=title,
        address=address_of(topic),
        personal=True,
        audience=[STAFF],
        about=topic.section,
        topic=topic,
    )


def _recipient(person: Person) -> Recipient:
    return Recipient(person.email, person.name, f"person:{person.pk}")
