"""Asking the network: the discussion's own operations, with what the library adds to each: what a
question is about, who is likely to know, the index and the letters."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.discussion.operations.askings import Chosen, put_question
from ccin.discussion.operations.people import forget_person
from ccin.discussion.operations.posts import change_post, remove_post, reply, report, thank_for
from ccin.discussion.operations.topics import (
    Asked,
    ask_again,
    ask_question,
    close_topic,
    hand_to_staff,
    mark_answer,
    remove_topic,
)
from ccin.discussion.rules.asking import one_line, terms_on
from ccin.discussion.states import OPEN
from ccin.kernel.clock import today
from ccin.library.models import QuestionSubject, Theme
from ccin.library.notices import asking as notices
from ccin.library.operations.indexing_questions import index_question
from ccin.library.reads.asking import standing_of, working_days_after
from ccin.library.reads.likely import who_may_know
from ccin.library.rules.asking import Candidate, is_for_staff, is_second_wave_due
from ccin.members.models import Edition, Organisation, Person
from ccin.outbox.operations.telling import take_back_notices
from ccin.outbox.operations.writing import take_back


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks the network; `searched` is what they looked for in vain before."""

    title: str
    words: str
    organisation: Organisation
    themes: Collection[Theme] = ()
    searched: str = ""


@transaction.atomic
def ask_network(question: Question, *, by: Actor) -> Topic:
    """Keep the question, let it be found, and put it to those who are likeliest to know."""
    topic = ask_question(Asked(question.title, question.words, question.organisation), by=by)
    subject = QuestionSubject.objects.create(
        topic=topic, searched=one_line(question.searched)[:200]
    )
    subject.themes.set(question.themes)
    index_question(topic)
    put_to_likely(topic, by=by)
    return topic


@transaction.atomic
def put_to_likely(topic: Topic, *, by: Actor) -> list[Asking]:
    """The likeliest first and alone; on a later time the next ones."""
    terms = terms_on(today())
    before = topic.askings.count()
    number = terms.at_first if not before else terms.at_most - before
    if by.may(Permission.TOPIC_MODERATE) and by.is_staff:
        number = max(number, terms.at_first)
    if number < 1:
        return []
    themes = list(QuestionSubject.objects.filter(topic=topic).values_list("themes", flat=True))
    found = who_may_know(topic, [key for key in themes if key], at_most=number)
    return _put(topic, found, by=by)


@transaction.atomic
def put_to(topic: Topic, candidate: Candidate, *, by: Actor) -> list[Asking]:
    """To somebody whom the asker, staff, or one who was asked has chosen."""
    return _put(topic, [candidate], by=by)


def _put(topic: Topic, found: Collection[Candidate], *, by: Actor) -> list[Asking]:
    made = put_question(topic, [Chosen(each.person, each.because) for each in found], by=by)
    notices.question_put(made)
    return made


@transaction.atomic
def reply_to_question(
    topic: Topic,
    words: str,
    *,
    organisation: Organisation | None,
    by_mail: bool = False,
    by: Actor,
) -> Post:
    post = reply(topic, words, organisation=organisation, by_mail=by_mail, by=by)
    index_question(topic)
    notices.question_replied(topic, post)
    return post


@transaction.atomic
def change_reply(post: Post, words: str, *, version: int, by: Actor) -> None:
    change_post(post, words, version=version, by=by)
    if take_back_notices(notices.key_of_reply(post)):  # it repeats the words as they were
        notices.question_replied(post.topic, post)
    index_question(post.topic)


@transaction.atomic
def remove_reply(post: Post, because: str, *, by: Actor) -> None:
    Edition.objects.stamp_anew()
    remove_post(post, because, by=by)
    take_back_notices(notices.key_of_reply(post))
    index_question(post.topic)
    notices.reply_removed(post)


@transaction.atomic
def thank(post: Post, *, by: Actor) -> None:
    if thank_for(post, by=by):
        notices.reply_thanked(post)


@transaction.atomic
def report_to_staff(topic: Topic, post: Post | None, words: str, *, by: Actor) -> Report:
    made = report(topic, post, words, by=by)
    notices.question_reported(made)
    return made


@transaction.atomic
def answer_question(topic: Topic, post: Post, *, version: int, by: Actor) -> None:
    Edition.objects.stamp_anew()  # a member's page says how many it answered
    mark_answer(topic, post, version=version, by=by)
    index_question(topic)
    notices.question_answered(topic)


@transaction.atomic
def close_question(topic: Topic, because: str, *, by: Actor) -> None:
    close_topic(topic, because, by=by)
    index_question(topic)
    notices.question_closed(topic)


@transaction.atomic
def remove_question(topic: Topic, because: str, *, by: Actor) -> None:
    """With what was searched for before it, and the letters and notices that hold its words."""
    Edition.objects.stamp_anew()
    title = topic.title
    remove_topic(topic, because, by=by)
    take_back("library.", holding=notices.address_of(topic))
    for about in [topic.section, *map(notices.key_of_reply, topic.posts.all())]:
        take_back_notices(about)
    take_back("library.question_put", holding=f"“{title}”")  # as a reason to ask about another
    QuestionSubject.objects.filter(topic=topic).update(searched="")
    index_question(topic)
    notices.question_removed(topic)


@transaction.atomic
def ask_network_again(topic: Topic, *, by: Actor) -> list[Asking]:
    """Staff put it to the next ones who are likely to know, whom may be more than usual."""
    ask_again(topic, by=by)
    index_question(topic)
    return put_to_likely(topic, by=by)


@transaction.atomic
def look_after(topic: Topic, *, by: Actor) -> str:
    """The next step of a question that nobody has replied to; says which it was, if any."""
    topic.refresh_from_db(from_queryset=Topic.objects.select_for_update())
    if topic.state != OPEN:
        return ""
    terms, standing = terms_on(today()), standing_of(topic)
    if is_for_staff(standing, terms, today(), working_days_after):
        hand_to_staff(topic, by=by)
        index_question(topic)
        notices.question_with_staff(topic)
        return "handed"
    if is_second_wave_due(standing, terms, today(), working_days_after):
        return "asked" if put_to_likely(topic, by=by) else ""
    return ""


@transaction.atomic
def forget_in_questions(person: Person, *, by: Actor) -> list[Topic]:
    """A part of erasing somebody, while the record still holds their name; returns what reads
    differently now."""
    topics = forget_person(person, by=by)
    QuestionSubject.objects.filter(topic__asked_by=person).update(searched="")
    for topic in topics:
        index_question(topic)
    return topics
