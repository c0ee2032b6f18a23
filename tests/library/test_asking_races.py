"""Several people at once: one answer is marked, one person is asked once, one wave goes out."""

import pytest

from ccin.discussion.models import Asking, Topic
from ccin.discussion.operations.askings import Chosen, put_question
from ccin.discussion.states import ANSWERED, WITH_STAFF
from ccin.kernel.errors import Refused
from ccin.library.operations.asking import answer_question, look_after, remove_question
from tests.actors import OFFICER, WORKER
from tests.factories import PostFactory
from tests.letters import forget, said
from tests.library.asked import a_network
from tests.library.test_asking_operations import days_ago
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_four_marks_the_answer() -> None:
    network = a_network()
    topic = network.ask()
    posts = iter([PostFactory(topic=topic) for _ in range(4)])
    forget()

    told = at_once(
        lambda: answer_question(
            Topic.objects.get(pk=topic.pk), next(posts), version=1, by=network.asker.actor
        )
    )

    assert told == ["Stale", "Stale", "Stale", "done"]
    topic.refresh_from_db()
    assert topic.state == ANSWERED
    assert len(said("library.question_answered")) == 1


def test_two_questions_at_once_do_not_both_ask_one_person() -> None:
    network = a_network()
    topics = [network.ask(themes=[], title=f"Number {number}?", words="") for number in range(4)]
    Asking.objects.all().delete()
    waiting = iter(topics)

    def put() -> None:
        chosen = [Chosen(network.knows.person.pk, (("contact", "Cafés"),))]
        if not put_question(Topic.objects.get(pk=next(waiting).pk), chosen, by=OFFICER):
            raise Refused("asked already")

    told = at_once(put)

    assert told == ["Refused", "Refused", "Refused", "done"]
    assert Asking.objects.count() == 1


def test_two_workers_hand_a_question_to_staff_once() -> None:
    network = a_network()
    topic = network.ask()
    days_ago(topic, 30)

    def pass_by() -> None:
        if not look_after(Topic.objects.get(pk=topic.pk), by=WORKER):
            raise Refused("somebody did")

    assert at_once(pass_by) == ["Refused", "Refused", "Refused", "done"]
    topic.refresh_from_db()
    assert topic.state == WITH_STAFF
    assert len(said("library.question_with_staff")) == 1


def test_a_question_is_removed_once() -> None:
    network = a_network()
    topic = network.ask()

    told = at_once(
        lambda: remove_question(Topic.objects.get(pk=topic.pk), "A resident.", by=OFFICER)
    )

    assert told == ["MoveNotAllowed", "MoveNotAllowed", "MoveNotAllowed", "done"]
