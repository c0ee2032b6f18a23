"""Asking and answering as people see it, and what nobody else sees."""

import pytest
from django.urls import reverse

from ccin.discussion.models import Topic
from ccin.library.models import QuestionSubject
from tests.browser import OurClient
from tests.library.asked import Network, a_network

pytestmark = [pytest.mark.page, pytest.mark.django_db]

ASK, LIST = reverse("library:ask"), reverse("library:questions")


@pytest.fixture
def network() -> Network:
    return a_network()


def page(topic: Topic) -> str:
    return reverse("library:question", args=[topic.pk])


def text(answer) -> str:
    return answer.content.decode()


def test_a_search_that_found_nothing_becomes_a_question(
    client: OurClient, network: Network
) -> None:
    client.act_as(network.asker.actor)
    first = client.get(f"{ASK}?q=repair+in+libraries")
    asked = {
        "title": "Who repairs things in libraries?",
        "words": "We tried.",
        "organisation": network.asker.organisation.pk,
        "searched": "repair in libraries",
    }
    looked = client.post(ASK, asked)
    sent = client.post(ASK, {**asked, "themes": [network.theme.pk], "send": "yes"})

    assert 'value="repair in libraries"' in text(first)
    assert "checked" in text(first)
    assert "Before you ask" in text(looked)
    assert "checked" in text(looked)
    topic = Topic.objects.get()
    assert sent.url == page(topic)
    subject = QuestionSubject.objects.get()
    assert (subject.searched, list(subject.themes.all())) == (
        "repair in libraries",
        [network.theme],
    )
    assert topic.askings.get().person == network.knows.person
    shown = text(client.get(page(topic)))
    assert network.knows.person.name in shown
    assert "names them as the person to ask" in shown
